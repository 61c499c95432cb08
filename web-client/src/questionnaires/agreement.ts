// The five steps of agreement that a question has when its author names none.
import { t } from '../i18n/i18n.svelte';

export const agreement = (): string[] => [1, 2, 3, 4, 5].map((step) => t(`questionnaires.agree.${step}`));
