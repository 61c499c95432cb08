// The facilitator's desk: what the dashboard shows, derived from the fold, and what can be done at it. Nothing is assumed
// to have happened before the server says so: an act is pending until its result is there.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { untrack } from 'svelte';
import type { View } from '../fold';
import { t } from '../i18n/i18n.svelte';
import { composeParams, editParams, isoAt, type InjectDraft } from './compose';
import type { KeyAct } from './keys';
import { channelsOf, entitiesOf, linesOf, type Line } from './lines';
import { offsetOf } from './moments';
import { countsOf, dueBy, isOpen, rowsOf, type InjectRow, type MselFilter } from './msel';
import { Names } from './names';
import { Activity, peopleOf, teamRows, type Person } from './people';
import { alertsOf } from './agreements';
import { keepReadAlerts, readAlerts } from './dismissed';
import { doApprove, doEdit, returnOf } from './decide';
import { itemNote, itemTitle } from './notes';
import { outcomeOf, waitingOf, type WaitingItem, type WaitingKind } from './queue';
import { groupsOf } from './posture';
import { neighbour, step } from './stable';

// What the desk needs of a live connection.
export interface Wire {
  readonly view: View;
  readonly present: ReadonlySet<string>; // participants who are connected
  readonly exerciseNow: number; // ms, ticking
  readonly wallNow: number; // ms by the server's clock, ticking
  readonly activity: Activity;
  call(method: string, params: Record<string, unknown>): Promise<unknown>;
}

export type Asking =
  | { what: 'start' | 'end' | 'pause' | 'move' | 'jump' | 'review' | 'share' | 'keys' }
  | { what: 'compose' }
  | { what: 'edit-inject' | 'release' | 'skip'; row: InjectRow }
  | { what: 'edit' | 'return'; item: WaitingItem }
  | { what: 'agreement'; agreement: string }
  | { what: 'remove'; person: Person };

export type Pane = 'queue' | 'msel' | 'messages' | 'teams';

export class Desk extends Names {
  chosenInject = $state<string>();
  chosenByKey = $state(false);
  chosenItem = $state<string>();
  chosenChannel = $state('');
  mselFilter = $state<MselFilter>('open');
  mselSearch = $state('');
  mselShown = $state.raw<readonly string[]>([]);
  queueKind = $state<WaitingKind | 'all'>('all');
  queueShown = $state.raw<readonly string[]>([]);
  pane = $state<Pane>('queue'); // the one that a narrow screen shows
  keysIn = $state<'queue' | 'msel'>('msel'); // where j, k and e act
  asking = $state.raw<Asking>();
  private readonly pending = new SvelteSet<string>();
  private readonly dismissed = new SvelteSet<string>();
  private readonly read = new SvelteMap<string, number>(); // how many lines of each channel have been on the screen

  constructor(
    private readonly wire: Wire,
    private readonly failed: (error: unknown) => void,
  ) {
    super();
  }

  readonly view = $derived.by(() => this.wire.view);
  readonly exerciseNow = $derived.by(() => this.wire.exerciseNow);
  readonly wallNow = $derived.by(() => this.wire.wallNow);
  readonly running = $derived(this.view.phase === 'running');
  readonly begun = $derived(this.view.phase === 'running' || this.view.phase === 'paused');
  readonly ended = $derived(this.view.phase === 'ended');
  private readonly second = $derived(Math.floor(this.wallNow / 1000));
  // Drawn anew when something happens and once a second, not with every tick of the clock.
  readonly injects = $derived.by(() => {
    void this.second;
    return rowsOf(
      this.view,
      untrack(() => this.exerciseNow),
    );
  });
  readonly mselCounts = $derived(countsOf(this.injects));
  readonly waiting = $derived(waitingOf(this.view));
  readonly allAlerts = $derived(alertsOf(this.view));
  readonly alerts = $derived.by(() => {
    const kept = readAlerts(this.view.exercise);
    return this.allAlerts.filter((alert) => !this.dismissed.has(alert.key) && !kept.includes(alert.key));
  });
  readonly shownItems = $derived(
    this.waiting.filter((item) => this.queueKind === 'all' || item.kind === this.queueKind),
  );
  readonly people = $derived.by(() => peopleOf(this.view, this.wire.present, this.wire.activity));
  readonly teamRows = $derived(teamRows(this.view.teams, this.people));
  readonly others = $derived(this.people.filter((one) => one.role !== 'participant'));
  readonly teams = $derived(this.view.teams);
  readonly entities = $derived(this.view.entities);
  readonly postureGroups = $derived(
    groupsOf(this.view, { shared: t('control.posture.shared'), moment: (at) => this.moment(at) }),
  );
  readonly channels = $derived(channelsOf(this.view, this.read, (members) => this.members(members)));
  readonly nextMove = $derived(this.view.moves[this.view.moveIndex + 1]);

  private get offset(): number {
    return offsetOf(this.view.start);
  }

  busy(key: string): boolean {
    return this.pending.has(key);
  }

  // --- What stands in the panes --------------------------------------------------------------------------------

  itemNote(item: WaitingItem): string {
    return itemNote(this, item);
  }

  itemTitle(item: WaitingItem): string {
    return itemTitle(this, item);
  }

  // What has become of an item that waited.
  outcome(id: string): string {
    return t(`control.queue.${outcomeOf(this.view, id)}`);
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

  // --- Choosing --------------------------------------------------------------------------------------------------------

  chooseInject(id: string | undefined): void {
    this.chosenInject = id;
    this.chosenByKey = false;
    this.keysIn = 'msel';
  }

  chooseItem(id: string): void {
    this.chosenItem = id;
    this.keysIn = 'queue';
  }

  step(by: 1 | -1): void {
    if (this.keysIn === 'msel') {
      this.chosenInject = step(this.mselShown, this.chosenInject, by);
      this.chosenByKey = true;
    } else this.chosenItem = step(this.queueShown, this.chosenItem, by);
  }

  get inject(): InjectRow | undefined {
    return this.injects.find((row) => row.id === this.chosenInject);
  }

  // The item that a key acts on: the chosen one, else the oldest.
  get item(): WaitingItem | undefined {
    return this.shownItems.find((item) => item.id === this.chosenItem) ?? this.shownItems[0];
  }

  openAgreement(agreement: string): void {
    this.asking = { what: 'agreement', agreement };
  }

  dismiss(alert: string): void {
    this.dismissed.add(alert);
    keepReadAlerts(this.view.exercise, [...readAlerts(this.view.exercise), alert]);
  }

  openChannel(id: string): void {
    this.chosenChannel = id;
    this.pane = 'messages';
  }

  openRelease(row: InjectRow): void {
    this.asking = { what: 'release', row };
  }

  openSkip(row: InjectRow): void {
    this.asking = { what: 'skip', row };
  }

  openInjectEdit(row: InjectRow): void {
    this.asking = { what: 'edit-inject', row };
  }

  openEdit(item: WaitingItem): void {
    this.asking = { what: 'edit', item };
  }

  openReturn(item: WaitingItem): void {
    this.asking = { what: 'return', item };
  }

  openRemove(person: Person): void {
    this.asking = { what: 'remove', person };
  }

  key(act: KeyAct): void {
    const { inject, item } = this;
    const open = inject !== undefined && isOpen(inject) && !this.ended ? inject : undefined;
    const acts: Record<KeyAct, () => void> = {
      pause: () => this.begun && void this.pauseOrResume(),
      next: () => this.step(1),
      previous: () => this.step(-1),
      release: () => open && this.begun && this.openRelease(open),
      hold: () => open && open.state !== 'held' && void this.hold(open),
      skip: () => open && open.state !== 'skipped' && this.openSkip(open),
      edit: () => {
        if (this.keysIn === 'queue' && item) void doEdit(this, item);
        else if (open) this.openInjectEdit(open);
      },
      compose: () => !this.ended && (this.asking = { what: 'compose' }),
      approve: () => item && void this.approve(item),
      return: () => item && returnOf(item) && this.openReturn(item),
      'to-queue': () => this.go('queue'),
      'to-msel': () => this.go('msel'),
      'to-messages': () => this.go('messages'),
      search: () => document.getElementById('msel-search')?.focus(),
      help: () => (this.asking = { what: 'keys' }),
    };
    acts[act]();
  }

  private go(pane: 'queue' | 'msel' | 'messages'): void {
    this.pane = pane;
    if (pane === 'messages') return;
    this.keysIn = pane;
    if (pane === 'queue') this.chosenItem ??= this.waiting[0]?.id;
    else this.chosenInject ??= this.mselShown[0];
  }

  private goOn(from: string): void {
    if (this.chosenItem !== from) return;
    const waits = new Set(this.waiting.map((item) => item.id));
    this.chosenItem = neighbour(this.queueShown, from, (id) => id !== from && waits.has(id));
  }

  // --- Acts ------------------------------------------------------------------------------------------------------------

  // True when it was done. `key` is what is busy meanwhile; an act on something busy is not begun.
  async act(key: string, method: string, params: Record<string, unknown> = {}): Promise<boolean> {
    if (this.pending.has(key)) return false;
    this.pending.add(key);
    try {
      await this.wire.call(method, params);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.pending.delete(key);
    }
  }

  pauseOrResume(): Promise<boolean> {
    return this.act('clock', this.running ? 'exercise.pause' : 'exercise.resume');
  }

  // Does what takes an item out of the queue, and goes on to the next.
  async decide(item: string, method: string, params: Record<string, unknown> = {}): Promise<boolean> {
    const done = await this.act(item, method, params);
    if (done) this.goOn(item);
    return done;
  }

  approve(item: WaitingItem): Promise<boolean> {
    return doApprove(this, item);
  }

  returnItem(item: WaitingItem, reason: string): Promise<boolean> {
    const decision = returnOf(item);
    if (decision?.method === undefined) return Promise.resolve(false);
    const said = item.kind === 'posture' ? { comment: reason } : { reason };
    return this.decide(item.id, decision.method, { ...decision.params, ...(reason === '' ? {} : said) });
  }

  editItem(item: WaitingItem, body: string): Promise<boolean> {
    return this.decide(item.id, 'message.edit', { message: item.id, body });
  }

  rule(item: WaitingItem, level: string, comment: string): Promise<boolean> {
    const ruling = level === item.level ? { ruling: 'approve' } : { ruling: 'modify', level };
    return this.decide(item.id, 'posture.rule', {
      proposal: item.id,
      ...ruling,
      ...(comment === '' ? {} : { comment }),
    });
  }

  hold(row: InjectRow): Promise<boolean> {
    return this.act(row.id, 'inject.hold', { inject: row.id });
  }

  unhold(row: InjectRow): Promise<boolean> {
    return this.act(row.id, 'inject.unhold', { inject: row.id });
  }

  composeInject(draft: InjectDraft): Promise<boolean> {
    return this.act('compose', 'inject.compose', composeParams(draft, this.offset));
  }

  editInject(inject: string, before: InjectDraft, after: InjectDraft): Promise<boolean> {
    const params = editParams(inject, before, after, this.offset);
    return params === undefined ? Promise.resolve(true) : this.act('compose', 'inject.edit', params);
  }

  jump(ms: number): Promise<boolean> {
    return this.act('clock', 'clock.jump', { to: isoAt(ms, this.offset) });
  }

  sendMessage(channel: string, body: string, as: string): Promise<boolean> {
    return this.act('message', 'message.send', { channel, body, ...(as === '' ? {} : { as }) });
  }

  setMode(channel: string, mode: 'open' | 'held' | 'delayed', delaySeconds: number): Promise<boolean> {
    return this.act(`mode ${channel}`, 'channel.set_moderation', {
      channel,
      mode,
      ...(mode === 'delayed' ? { delaySeconds } : {}),
    });
  }

  assign(person: Person, seat: string | null): Promise<boolean> {
    return this.act(person.id, 'seat.assign', { participant: person.id, seat });
  }
}
