// A moment of a record as the screens see it: what live play shows, of then, where nothing can be done.
import { Activity } from '../control/people';
import type { Wire } from '../control/wire';
import type { View } from '../fold';
import { t } from '../i18n/i18n.svelte';
import { Refusal, type Event, type Present, type Viewer } from '../protocol';
import type { Session } from '../session.svelte';
import { exerciseTime } from '../time';
import { countBy } from './times';

export interface Shown {
  readonly id: string;
  readonly as: string;
  readonly view: View;
  readonly events: readonly Event[]; // the whole record
  readonly n: number;
  readonly wall: number; // ms: where the cursor stands, not before event n
}

// Who looks when `as` looks: a seat is whoever sits there at that moment.
export function viewerOf(view: View, as: string): Viewer {
  if (as === 'control' || as === 'observer' || as === 'evaluator') return { role: as };
  const team = view.teams.find((one) => one.id === as || one.seats.some((seat) => seat.id === as));
  const person = Object.values(view.people).find((one) => one.seat === as && !one.removed);
  return {
    role: 'participant',
    team: team?.id,
    ...(team?.id === as ? {} : { seat: as, name: person?.name, participant: person?.id }),
  };
}

export class Past implements Session {
  readonly status = 'past';
  readonly looks = true;
  readonly playing = false;
  readonly unsent = 0;
  readonly name = '';

  constructor(private readonly shown: () => Shown) {}

  readonly view = $derived.by(() => this.shown().view);
  readonly events = $derived.by(() => this.shown().events.slice(0, this.shown().n));
  readonly viewer = $derived.by(() => viewerOf(this.view, this.shown().as));
  readonly wallNow = $derived.by(() => this.shown().wall);
  readonly exerciseNow = $derived(exerciseTime(this.view, this.wallNow));
  // Who was connected is not in the record: everybody who had joined is shown as there.
  readonly present = $derived(
    Object.values(this.view.people).map(({ id, name, team, seat, role }): Present => ({
      participant: id,
      name,
      team,
      seat,
      role,
    })),
  );

  get exercise(): string {
    return this.shown().id;
  }

  call(): Promise<Event[]> {
    return Promise.reject(new Refusal('looking', t('see.looking')));
  }

  speak(): void {}
}

// When somebody last did something, at any moment of the record.
class PastActivity extends Activity {
  private readonly acts = new Map<string, number[]>(); // team and name → places of what they did

  constructor(
    private readonly events: readonly Event[],
    private readonly n: () => number,
  ) {
    super();
    events.forEach(({ by }, i) => {
      if (by.name === undefined || by.entity !== undefined) return;
      const key = `${by.team ?? ''}\n${by.name}`;
      const acts = this.acts.get(key);
      if (acts) acts.push(i + 1);
      else this.acts.set(key, [i + 1]);
    });
  }

  override of(team: string | undefined, name: string): number | undefined {
    const acts = this.acts.get(`${team ?? ''}\n${name}`) ?? [];
    const last = acts[countBy(acts, this.n()) - 1];
    return last === undefined ? undefined : Date.parse(this.events[last - 1]!.wall);
  }
}

// The same for control's desk.
export function wireOf(past: Past, shown: () => Shown): Wire {
  const record = $derived(shown().events);
  const activity = $derived(new PastActivity(record, () => shown().n));
  return {
    get view() {
      return past.view;
    },
    get present() {
      return past.present;
    },
    get exerciseNow() {
      return past.exerciseNow;
    },
    get wallNow() {
      return past.wallNow;
    },
    get activity() {
      return activity;
    },
    looks: true,
    name: '',
    ask: () => past.call(),
    call: () => past.call(),
  };
}
