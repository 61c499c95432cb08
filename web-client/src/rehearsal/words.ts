// The words of rehearsals and of trying a scenario alone.
import rehearsal from '../i18n/en/rehearsal.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ rehearsal });
