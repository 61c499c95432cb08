// The words of the participants' screens; they come with those screens, so that joining stays small.
import agreements from '../i18n/en/agreements.json';
import desk from '../i18n/en/desk.json';
import engagement from '../i18n/en/engagement.json';
import media from '../i18n/en/media.json';
import notices from '../i18n/en/notices.json';
import play from '../i18n/en/play.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({ agreements, desk, engagement, media, notices, play });
