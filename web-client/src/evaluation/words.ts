// The words of evaluation, questionnaires and notes, and of events in a few words; they come with the screens that show
// them.
import evaluation from '../i18n/en/evaluation.json';
import review from '../i18n/en/review.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ evaluation, review });
