// The words of the wall; they come with it.
import notices from '../i18n/en/notices.json';
import wall from '../i18n/en/wall.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ notices, wall });
