// What stands on the desk: everything that its panes show, derived from the fold and from what has been looked at.
import { untrack } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { t } from '../i18n/i18n.svelte';
import { alertsOf } from './alerts';
import { keepReadAlerts, readAlerts } from './dismissed';
import { channelsOf, entitiesOf, linesOf, type Line } from './lines';
import { offsetOf } from './moments';
import { countsOf, dueBy, plannedRow, timed, type InjectRow } from './msel';
import { Names } from './names';
import { itemNote, itemTitle } from './notes';
import { Absences, peopleOf, teamRows, type Activity } from './people';
import { groupsOf } from './posture';
import { outcomeOf, waitingOf, type WaitingItem } from './queue';
import { keepThresholds, readThresholds, type Thresholds } from './thresholds';
import type { Wire } from './wire';

export class Reading extends Names {
  private readonly dismissed = new SvelteSet<string>();
  private readonly read = new SvelteMap<string, number>(); // how many lines of each channel have been on the screen

  constructor(protected readonly wire: Wire) {
    super();
  }

  readonly view = $derived.by(() => this.wire.view);
  readonly exerciseNow = $derived.by(() => this.wire.exerciseNow);
  readonly wallNow = $derived.by(() => this.wire.wallNow);
  readonly looks = $derived.by(() => this.wire.looks === true);
  readonly running = $derived(this.view.phase === 'running');
  readonly begun = $derived(this.view.phase === 'running' || this.view.phase === 'paused');
  readonly ended = $derived(this.view.phase === 'ended');
  private readonly planned = $derived(Object.values(this.view.injects).map((inject) => plannedRow(this.view, inject)));
  private readonly second = $derived(Math.floor(this.wallNow / 1000));
  // Drawn anew when something happens and once a second, not with every tick of the clock.
  readonly injects = $derived.by(() => {
    void this.second;
    const { phase, pace } = this.view;
    const now = untrack(() => this.exerciseNow);
    return this.planned.map((row) => timed(row, { phase, pace }, now));
  });
  readonly mselCounts = $derived(countsOf(this.injects));
  // After ENDEX nothing can be decided any more.
  readonly waiting = $derived(this.ended ? [] : waitingOf(this.view));
  private readonly absences = new Absences();
  private tuned = $state.raw<Thresholds>(); // as set since this screen came up
  readonly thresholds = $derived(this.tuned ?? readThresholds(this.view.exercise));
  readonly allAlerts = $derived.by(() => {
    void this.second;
    const { view, injects, waiting, people } = this;
    const [exerciseNow, wallNow] = untrack(() => [this.exerciseNow, this.wallNow]);
    const seated = people.filter((one) => one.seat !== undefined).map((one) => one.id);
    const here = new Set(people.filter((one) => one.here).map((one) => one.id));
    return alertsOf(
      {
        ...{ view, injects, waiting, people, exerciseNow, wallNow },
        absentSince: this.absences.note(seated, here, wallNow),
        activity: this.wire.activity,
        span: (ms) => this.span(ms),
      },
      this.thresholds,
    );
  });
  readonly alerts = $derived.by(() => {
    const kept = readAlerts(this.view.exercise);
    return this.allAlerts.filter((alert) => !this.dismissed.has(alert.key) && !kept.includes(alert.key));
  });
  readonly people = $derived.by(() => {
    const here = new Set(this.wire.present.flatMap((one) => one.participant ?? []));
    return peopleOf(this.view, here, this.wire.activity);
  });
  readonly name = $derived.by(() => this.wire.name); // this facilitator's; empty: not said
  // The facilitators who are here, each once; an empty name: some who have not said theirs.
  readonly facilitators = $derived.by(() =>
    [...new Set(this.wire.present.filter((one) => one.role === 'control').map((one) => one.name ?? ''))].sort(),
  );
  readonly teamRows = $derived(teamRows(this.view.teams, this.people));
  readonly others = $derived(this.people.filter((one) => one.role !== 'participant'));
  readonly teams = $derived(this.view.teams);
  readonly entities = $derived(this.view.entities);
  readonly postureGroups = $derived(
    groupsOf(this.view, { shared: t('control.posture.shared'), moment: (at) => this.moment(at) }),
  );
  readonly channels = $derived(channelsOf(this.view, this.read, (members) => this.members(members)));
  readonly nextMove = $derived(this.view.moves[this.view.moveIndex + 1]);

  // One thing that grows: whoever reads it is drawn anew with every event.
  get activity(): Activity {
    return this.wire.activity;
  }

  protected get offset(): number {
    return offsetOf(this.view.start);
  }

  itemNote(item: WaitingItem): string {
    return itemNote(this, item);
  }

  itemTitle(item: WaitingItem): string {
    return itemTitle(this, item);
  }

  // What has become of an item that waited.
  outcome(id: string): string {
    return t(`queue.${outcomeOf(this.view, id)}`);
  }

  dueBy(ms: number): InjectRow[] {
    return dueBy(this.injects, ms);
  }

  // The messages of a channel, or of all ('').
  linesOf(channel: string): Line[] {
    return linesOf(this.view, channel, (at) => this.moment(at));
  }

  // Entities that belong to the channel first.
  entitiesFor(channel: string): readonly { id: string; name: string }[] {
    return entitiesOf(this.view, channel);
  }

  readUpTo(channel: string, count: number): void {
    if (channel !== '' && this.read.get(channel) !== count) this.read.set(channel, count);
  }

  dismiss(alerts: readonly string[]): void {
    for (const alert of alerts) this.dismissed.add(alert);
    keepReadAlerts(this.view.exercise, [...readAlerts(this.view.exercise), ...alerts]);
  }

  tune(thresholds: Thresholds): void {
    this.tuned = thresholds;
    keepThresholds(this.view.exercise, thresholds);
  }
}
