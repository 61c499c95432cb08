// Dragging an inject along the timeline: a ghost with its time goes with the pointer, Escape lets it be, and letting go in
// the past does nothing.
import { notify } from '../ui/toasts.svelte';
import { t } from '../i18n/i18n.svelte';
import type { Desk } from './desk.svelte';
import type { InjectRow } from './msel';
import { reschedule } from './mselActs';

interface Strip {
  place: (clientX: number) => number; // on the strip, in pixels
  at: (x: number) => number; // the exercise time there
  following: () => boolean;
  dropped: () => void;
}

const SLACK = 4; // pixels that a click may move

export class Drag {
  row = $state.raw<InjectRow>();
  at = $state<number>();
  private from = 0;
  private pressed: InjectRow | undefined;
  private moved = false;

  constructor(
    private readonly desk: () => Desk,
    private readonly strip: Strip,
  ) {}

  begin(event: PointerEvent, row: InjectRow): void {
    if (event.button !== 0 || this.desk().ended || this.desk().looks) return;
    this.pressed = row;
    this.from = event.clientX;
    this.moved = false;
  }

  move(event: PointerEvent): void {
    if (!this.pressed) return;
    if (!this.row) {
      if (Math.abs(event.clientX - this.from) < SLACK) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      this.row = this.pressed;
      this.moved = true;
      document.addEventListener('keydown', this.escape, true);
    }
    this.at = this.strip.at(this.strip.place(event.clientX));
  }

  end(event: PointerEvent): void {
    const { row, at } = this;
    if (row) (event.currentTarget as Element).releasePointerCapture(event.pointerId);
    this.cancel();
    if (!row || at === undefined) return;
    if (at <= this.desk().exerciseNow) {
      notify('bad', t('control.compose.needTime'));
      return;
    }
    void reschedule(this.desk(), row, at, this.strip.following()).then((done) => {
      if (done) notify('good', t('msel.line.moved', { title: row.title, at: this.desk().moment(at) }));
      this.strip.dropped();
    });
  }

  cancel(): void {
    this.pressed = this.row = undefined;
    this.at = undefined;
    document.removeEventListener('keydown', this.escape, true);
  }

  // Whether a click is one, and not the end of a drag.
  clicked(): boolean {
    const click = !this.moved;
    this.moved = false;
    return click;
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  };
}
