// Tells when something has really been before somebody's eyes: in sight for a moment, in a page that is looked at.
import type { Attachment } from 'svelte/attachments';

export const LOOK_MS = 1500;

// Counts the moments in which a thing is in sight and looked at, and says once when there have been enough of them.
export class Look {
  private since: number | undefined;
  private done = false;

  constructor(
    private readonly enough: number,
    private readonly read: () => void,
  ) {}

  // How long it must go on like this until it is read; nothing when it is not looked at, or has been read.
  look(inSight: boolean, now: number): number | undefined {
    if (this.done) return undefined;
    if (!inSight) {
      this.since = undefined;
      return undefined;
    }
    this.since ??= now;
    const left = this.since + this.enough - now;
    if (left > 0) return left;
    this.done = true;
    this.read();
    return undefined;
  }
}

export function seen(read: () => void): Attachment<Element> {
  return (node) => {
    const look = new Look(LOOK_MS, read);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let intersects = false;
    const judge = (): void => {
      clearTimeout(timer);
      const left = look.look(intersects && document.visibilityState === 'visible' && document.hasFocus(), Date.now());
      if (left !== undefined) timer = setTimeout(judge, left);
    };
    // A long text is read when a good part of the screen shows it.
    const watch = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (!last) return;
        const shown = last.intersectionRect.height;
        intersects = last.intersectionRatio >= 0.5 || shown >= innerHeight * 0.4;
        judge();
      },
      { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
    );
    watch.observe(node);
    addEventListener('focus', judge);
    addEventListener('blur', judge);
    document.addEventListener('visibilitychange', judge);
    return () => {
      clearTimeout(timer);
      watch.disconnect();
      removeEventListener('focus', judge);
      removeEventListener('blur', judge);
      document.removeEventListener('visibilitychange', judge);
    };
  };
}
