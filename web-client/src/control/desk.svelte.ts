// The facilitator's desk: what stands on it (Reading), what is chosen and open (Choosing), and what can be done at it.
// Nothing is assumed to have happened before the server says so: an act is pending until its result is there. A part
// with acts of its own writes functions over `desk.act`.
import ControlMark from '../bookmarks/ControlMark.svelte';
import { SvelteSet } from 'svelte/reactivity';
import { Choosing } from './choosing.svelte';
import { composeParams, editParams, isoAt, type InjectDraft } from './compose';
import { doApprove, doEdit, returnOf } from './decide';
import { takeInHand } from './hands';
import type { KeyAct } from './keys';
import { mselKeys } from './mselKeys';
import { isOpen, type InjectRow } from './msel';
import type { Person } from './people';
import type { WaitingItem } from './queue';
import type { Wire } from './wire';

export class Desk extends Choosing {
  private readonly pending = new SvelteSet<string>();

  constructor(
    wire: Wire,
    private readonly failed: (error: unknown) => void,
  ) {
    super(wire);
  }

  busy(key: string): boolean {
    return this.pending.has(key);
  }

  // For panes that say themselves what was refused.
  call(method: string, params: Record<string, unknown>): Promise<unknown> {
    return this.wire.call(method, params);
  }

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

  // The answer to a question that changes nothing.
  ask(method: string, params: Record<string, unknown>): Promise<unknown> {
    return this.wire.ask(method, params);
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
      take: () => item && this.name !== '' && void takeInHand(this, item),
      alert: () => this.alerts[0]?.go && this.goTo(this.alerts[0].go),
      mark: () => this.show(ControlMark),
      'to-side': () => this.openPane(this.side),
      'to-queue': () => this.go('queue'),
      'to-msel': () => this.go('msel'),
      'to-messages': () => this.go('messages'),
      ...mselKeys(this),
      search: () => document.getElementById('msel-search')?.focus(),
      help: () => (this.asking = { what: 'keys' }),
    };
    acts[act]();
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
