// What this viewer knows of agreements: every version of the text, who has signed which, what is in force and what was broken.
import type { Handlers } from '../handlers';
import type { By, Event } from '../protocol';

export interface Clause {
  clause: string;
  text: string;
}

export interface Commitment {
  commitment: string;
  dimension: string;
  dimensionTitle: string;
  level: string;
  levelTitle: string;
  team: string | null; // null: shared
  sense: 'atLeast' | 'atMost' | 'is';
  by?: string;
}

export interface Version {
  version: number;
  title: string;
  disclosure: 'confidential' | 'public';
  clauses: Clause[];
  commitments: Commitment[];
  n: number;
  at: string;
  by: By;
  note?: string;
}

export interface Signature {
  team: string;
  seat: string;
  name: string;
  version: number;
}

export interface Reservation {
  reservation: string;
  team: string;
  version: number;
  clause?: string;
  text: string;
  lifted: boolean;
}

export interface Annex {
  annex: string;
  title: string;
  text: string;
  to: string[];
  by: By;
}

// What became of one commitment once the agreement stood.
export interface Standing {
  effectiveAt?: string;
  inForce: boolean;
  breaches: { n: number; at: string; level: string; team: string | null }[];
}

export type AgreementState =
  'private' | 'open' | 'held' | 'completed' | 'concluded' | 'denounced' | 'withdrawn' | 'annulled';

// One step of its course, for the history: the event's last word, who, when, why.
export interface Step {
  n: number;
  at: string;
  wall: string;
  what: string;
  by: By;
  version?: number;
  reason?: string;
}

export interface Agreement {
  id: string;
  n: number;
  wall: string;
  team: string; // that drafted it
  parties: string[];
  sponsors: string[];
  state: AgreementState;
  heldFrom?: AgreementState;
  deposited: boolean;
  versions: Version[]; // the present one last
  signatures: Signature[]; // of the present version
  declined: { team: string; version: number; reason?: string }[];
  reservations: Reservation[];
  annexes: Annex[];
  standing: Record<string, Standing>;
  reason?: string; // of the last hold, return, withdrawal, denunciation or annulment
  changedWall: string;
  history: Step[];
}

export interface AgreementsSlice {
  agreements: Record<string, Agreement>;
}

export const emptyAgreements = (): AgreementsSlice => ({ agreements: {} });

export function textOf(agreement: Agreement): Version {
  return agreement.versions.at(-1) as Version;
}

type Data = Event['data'];

function versionOf(event: Event): Version {
  const { version, title, disclosure, clauses, commitments } = event.data;
  return { version, title, disclosure, clauses, commitments, n: event.n, at: event.at, by: event.by };
}

function begin(event: Event, state: AgreementState): Agreement {
  const data = event.data;
  return {
    id: data.agreement,
    n: event.n,
    wall: event.wall,
    team: event.by.team ?? '',
    parties: data.parties,
    sponsors: data.sponsors,
    state,
    deposited: false,
    versions: [versionOf(event)],
    signatures: [],
    declined: [],
    reservations: [],
    annexes: [],
    standing: {},
    changedWall: event.wall,
    history: [],
  };
}

function changed(before: Version, changes: Data[]): Pick<Version, 'title' | 'disclosure' | 'clauses' | 'commitments'> {
  let { title, disclosure } = before;
  let clauses = [...before.clauses];
  let commitments = [...before.commitments];
  for (const change of changes) {
    if (change.title !== undefined) title = change.title;
    else if (change.disclosure !== undefined) disclosure = change.disclosure;
    else if (change.commitment !== undefined)
      commitments = change.removed
        ? commitments.filter((one) => one.commitment !== change.commitment)
        : [...commitments, change as Commitment];
    else if (change.text === null) clauses = clauses.filter((one) => one.clause !== change.clause);
    else if (clauses.some((one) => one.clause === change.clause))
      clauses = clauses.map((one) => (one.clause === change.clause ? { clause: one.clause, text: change.text } : one));
    else {
      const after = clauses.findIndex((one) => one.clause === change.after);
      clauses.splice(after + 1, 0, { clause: change.clause, text: change.text });
    }
  }
  return { title, disclosure, clauses, commitments };
}

// A handler for an agreement that this viewer knows; the step goes into its history.
const known =
  (act: (agreement: Agreement, data: Data, event: Event) => void) =>
  (view: AgreementsSlice, event: Event): void => {
    const agreement = view.agreements[event.data.agreement];
    if (!agreement) return;
    act(agreement, event.data, event);
    agreement.changedWall = event.wall;
    note(agreement, event);
  };

function note(agreement: Agreement, event: Event): void {
  agreement.history.push({
    n: event.n,
    at: event.at,
    wall: event.wall,
    what: event.type.slice('agreement.'.length),
    by: event.by,
    version: event.data.version,
    reason: event.data.reason ?? event.data.note ?? event.data.text,
  });
}

const enter = (state: AgreementState) =>
  known((agreement, data) => {
    agreement.state = state;
    agreement.reason = data.reason;
  });

const standingOf = (agreement: Agreement, commitment: string): Standing =>
  (agreement.standing[commitment] ??= { inForce: false, breaches: [] });

export const agreementHandlers: Handlers<AgreementsSlice> = {
  'agreement.drafted': (view, event) => {
    const agreement = begin(event, event.data.private ? 'private' : 'open');
    view.agreements[agreement.id] = agreement;
    note(agreement, event);
  },
  // Version 1 again: what was written before is the drafting team's own.
  'agreement.circulated': (view, event) => {
    const before = view.agreements[event.data.agreement];
    const agreement = { ...begin(event, 'open'), annexes: before?.annexes ?? [], history: before?.history ?? [] };
    view.agreements[agreement.id] = agreement;
    note(agreement, event);
  },
  'agreement.amended': known((agreement, data, event) => {
    agreement.versions.push({
      ...changed(textOf(agreement), data.changes),
      version: data.version,
      note: data.note,
      n: event.n,
      at: event.at,
      by: event.by,
    });
    agreement.signatures = [];
  }),
  'agreement.annexed': known((agreement, { annex, title, text, to }, event) => {
    if (!agreement.annexes.some((one) => one.annex === annex))
      agreement.annexes.push({ annex, title, text, to: to ?? [], by: event.by });
  }),
  'agreement.sponsored': known((agreement, data) => {
    if (!agreement.sponsors.includes(data.team)) agreement.sponsors = [...agreement.sponsors, data.team];
  }),
  'agreement.reserved': known((agreement, { reservation, team, version, clause, text }) => {
    agreement.reservations.push({ reservation, team, version, clause, text, lifted: false });
  }),
  'agreement.lifted': known((agreement, data) => {
    const found = agreement.reservations.find((one) => one.reservation === data.reservation);
    if (found) found.lifted = true;
  }),
  'agreement.signed': known((agreement, { team, version }, event) => {
    agreement.signatures.push({ team, version, seat: event.by.seat ?? '', name: event.by.name ?? '' });
    agreement.declined = agreement.declined.filter((one) => one.team !== team);
  }),
  'agreement.unsigned': known((agreement, { team }) => {
    agreement.signatures = agreement.signatures.filter((one) => one.team !== team);
    agreement.state = agreement.state === 'completed' ? 'open' : agreement.state;
  }),
  'agreement.declined': known((agreement, { team, version, reason }) => {
    agreement.declined.push({ team, version, reason });
  }),
  'agreement.completed': enter('completed'),
  'agreement.concluded': known((agreement, data) => {
    agreement.state = 'concluded';
    for (const { commitment, effectiveAt } of data.commitments)
      standingOf(agreement, commitment).effectiveAt = effectiveAt;
  }),
  'agreement.deposited': (view, event) => {
    const agreement = (view.agreements[event.data.agreement] ??= begin(event, 'concluded'));
    agreement.deposited = true;
    agreement.state = agreement.state === 'denounced' ? 'denounced' : 'concluded';
    agreement.signatures = event.data.signatures;
    if (agreement.reservations.length === 0)
      agreement.reservations = event.data.reservations.map((one: Omit<Reservation, 'lifted'>) => ({
        ...one,
        lifted: false,
      }));
    agreement.changedWall = event.wall;
    note(agreement, event);
  },
  'agreement.in_force': known((agreement, data) => {
    standingOf(agreement, data.commitment).inForce = true;
  }),
  'agreement.breached': known((agreement, { commitment, level, team }, { n, at }) => {
    standingOf(agreement, commitment).breaches.push({ n, at, level, team });
  }),
  'agreement.denounced': enter('denounced'),
  'agreement.withdrawn': enter('withdrawn'),
  'agreement.annulled': enter('annulled'),
  'agreement.held': known((agreement, data) => {
    agreement.heldFrom = agreement.state;
    agreement.state = 'held';
    agreement.reason = data.reason;
  }),
  'agreement.released': known((agreement) => {
    agreement.state = agreement.heldFrom ?? 'open';
    agreement.reason = undefined;
  }),
  'agreement.returned': known((agreement, data) => {
    agreement.state = 'open';
    agreement.signatures = [];
    agreement.reason = data.reason;
  }),
};
