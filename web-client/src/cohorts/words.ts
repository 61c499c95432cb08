// The words of the comparison come with its screen.
import cohorts from '../i18n/en/cohorts.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ cohorts });
