// The words of the measures come with their screen.
import measures from '../i18n/en/measures.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ measures });
