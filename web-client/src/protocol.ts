// The wire as types: docs/protocol.md. Only what the client reads is named; more may come and is let through.

export type Role = 'control' | 'participant' | 'observer' | 'evaluator';
export type Phase = 'lobby' | 'running' | 'paused' | 'ended';
export type Mode = 'open' | 'held' | 'delayed';
export type Visibility = 'public' | 'allies' | 'team';
export type InjectType =
  'news' | 'cable' | 'intelligence' | 'social' | 'call' | 'letter' | 'military' | 'document' | 'information';

export interface By {
  team?: string;
  seat?: string;
  name?: string;
  entity?: string;
  role?: string;
}

export interface Viewer {
  role: Role;
  team?: string;
  seat?: string;
  name?: string;
  participant?: string;
}

export interface Seat {
  id: string;
  title: string;
  rights?: string[];
}
export interface Team {
  id: string;
  name: string;
  seats: Seat[];
}
export interface Entity {
  id: string;
  name: string;
}
export interface Move {
  id: string;
  title: string;
  start?: string;
  pace?: number;
}
export interface Level {
  id: string;
  title: string;
  description?: string;
  leadTime?: string;
  cost?: { indicator: string; amount: number };
  requirement?: string;
  locked?: boolean;
  approvedBy?: string;
}

// One thing that has happened, as this viewer received it. `data` is read by type in fold.ts.
export interface Event {
  n: number;
  at: string;
  wall: string;
  type: string;
  by: By;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
  audience?: string[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  control?: any;
}

export interface ClockSignal {
  signal: 'clock';
  phase: Phase;
  at: string;
  wall: string;
  pace: number;
  move: string | null;
}
export interface Present {
  participant?: string; // none: a facilitator
  name?: string;
  team?: string;
  seat?: string;
  role: Role;
}
export interface PresenceSignal {
  signal: 'presence';
  present: Present[];
}
export interface ViewerSignal {
  signal: 'viewer';
  viewer: Viewer;
}
export type Signal = ClockSignal | PresenceSignal | ViewerSignal;

// What stands now, where a `conflict` says that somebody was faster.
export interface Current {
  version?: number;
  text?: string; // of a clause of a joint document
  claimedBy?: string; // the seat that works on it
  edition?: number;
}

export interface RpcError {
  code: number;
  message: string;
  data?: { code?: string; hint?: string; pointer?: string; current?: Current };
}

// What went wrong, with the server's stable code and its sentence.
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly hint: string,
    readonly pointer?: string,
    readonly current?: Current,
  ) {
    super(hint);
  }
}
