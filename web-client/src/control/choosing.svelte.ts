// What is chosen and open on the desk: rows, filters, panes and the dialog.
import type { Component } from 'svelte';
import type { Go } from './alerts';
import type { Asking } from './asking';
import { ALL_OF_IT, type InjectRow, type MselFilter, type Narrowing } from './msel';
import type { PaneId } from './panes';
import type { Person } from './people';
import type { WaitingItem, WaitingKind } from './queue';
import { Reading } from './reading.svelte';
import { neighbour, step } from './stable';

export type Pane = 'queue' | 'msel' | 'messages' | 'side';

export class Choosing extends Reading {
  chosenInject = $state<string>();
  chosenByKey = $state(false);
  chosenItem = $state<string>();
  chosenChannel = $state('');
  chosenTeam = $state<string>(); // whose pane stands open
  mselFilter = $state<MselFilter>('open');
  mselSearch = $state('');
  mselNarrowed = $state.raw<Narrowing>(ALL_OF_IT);
  mselView = $state<'table' | 'timeline'>('table');
  mselShown = $state.raw<readonly string[]>([]);
  queueKind = $state<WaitingKind | 'all'>('all');
  queueShown = $state.raw<readonly string[]>([]);
  pane = $state<Pane>('queue'); // the one that a narrow screen shows
  wide = $state(false); // the MSEL takes the whole width
  keysIn = $state<'queue' | 'msel'>('msel'); // where j, k and e act
  asking = $state.raw<Asking>();
  side = $state<PaneId>('teams'); // the pane of the side column

  readonly shownItems = $derived(
    this.waiting.filter((item) => this.queueKind === 'all' || item.kind === this.queueKind),
  );

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

  // Brings a pane of the side column up, whatever else stands open.
  openPane(pane: PaneId): void {
    this.side = pane;
    this.pane = 'side';
    this.wide = false;
  }

  // To where an alert, or whatever else points somewhere, leads.
  goTo(where: Go): void {
    if ('inject' in where) {
      this.mselFilter = 'all';
      this.chooseInject(where.inject);
      this.pane = 'msel';
    } else if ('item' in where) {
      this.queueKind = 'all';
      this.chooseItem(where.item);
      this.go('queue');
    } else if ('agreement' in where) this.openAgreement(where.agreement);
    else if ('team' in where) {
      this.chosenTeam = where.team;
      this.openPane('teams');
    } else this.openPane(where.pane);
  }

  openChannel(id: string): void {
    this.chosenChannel = id;
    this.pane = 'messages';
    this.wide = false;
  }

  // Opens a dialog of any part: it gets `desk` and `onclose` beside its own properties.
  show<P extends Record<string, unknown>>(
    dialog: Component<P>,
    props: Omit<P, 'desk' | 'onclose'> = {} as Omit<P, 'desk' | 'onclose'>,
  ): void {
    this.asking = { what: 'dialog', dialog: dialog as unknown as Component<Record<string, unknown>>, props };
  }

  openAgreement(agreement: string): void {
    this.asking = { what: 'agreement', agreement };
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

  go(pane: 'queue' | 'msel' | 'messages'): void {
    this.pane = pane;
    if (pane !== 'msel') this.wide = false;
    if (pane === 'messages') return;
    this.keysIn = pane;
    if (pane === 'queue') this.chosenItem ??= this.waiting[0]?.id;
    else this.chosenInject ??= this.mselShown[0];
  }

  // From something that has been dealt with to the next that waits.
  protected goOn(from: string): void {
    if (this.chosenItem !== from) return;
    const waits = new Set(this.waiting.map((item) => item.id));
    this.chosenItem = neighbour(this.queueShown, from, (id) => id !== from && waits.has(id));
  }
}
