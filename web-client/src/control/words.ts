// The words of control's screens and of the review, which share their pieces. They come with those screens, so that
// joining stays small.
import agreements from '../i18n/en/agreements.json';
import control from '../i18n/en/control.json';
import engagement from '../i18n/en/engagement.json';
import home from '../i18n/en/home.json';
import msel from '../i18n/en/msel.json';
import media from '../i18n/en/media.json';
import notices from '../i18n/en/notices.json';
import play from '../i18n/en/play.json';
import queue from '../i18n/en/queue.json';
import record from '../i18n/en/record.json';
import review from '../i18n/en/review.json';
import rooms from '../i18n/en/rooms.json';
import team from '../i18n/en/team.json';
import { i18n } from '../i18n/i18n.svelte';

await i18n.learn({
  ...{ agreements, control, engagement, home, media, msel, notices },
  ...{ play, queue, record, review, rooms, team },
});
