// The words of the report come with its screen.
import report from '../i18n/en/report.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ report });
