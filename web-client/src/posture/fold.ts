// Where every dimension stands that this viewer sees: in fact, as declared, what is proposed and what is on its way.
import type { Handlers } from '../handlers';
import type { By, Event, Level, Visibility } from '../protocol';

export interface PostureChange {
  n: number;
  at: string;
  level: string;
  declared?: boolean; // said in public, true or not
  by?: By;
  why?: string;
  agreement?: string; // that has brought it about
}

export interface Pending {
  level: string;
  effectiveAt: string;
  agreement?: string; // that brings it about
}

export interface Dimension {
  id: string;
  title: string;
  description?: string;
  team: string | null;
  levels: Level[];
  level?: string; // in fact; not known to whoever sees only what is declared
  declared?: string;
  visibility: Visibility;
  ruledBy: string;
  seconds: boolean;
  proposers: string[];
  pending?: Pending;
  committed: Pending[]; // by agreements
  history: PostureChange[];
  guidance?: string; // for control
  requires: Record<string, unknown>; // for control: level → condition
}

export interface Proposal {
  id: string;
  n: number;
  dimension: string;
  level: string;
  rationale: string;
  visibility: Visibility;
  by: By;
  at: string;
  wall: string;
  seconds: boolean; // waits, or has waited, for a second
  seconded?: By;
  withdrawn?: boolean;
  ruling?: 'approve' | 'modify' | 'deny';
  ruledBy?: By;
  ruledLevel?: string;
  comment?: string;
  effectiveAt?: string;
  ruledAt?: string;
}

export interface PostureSlice {
  dimensions: Record<string, Dimension>;
  proposals: Record<string, Proposal>;
}

export const emptyPosture = (): PostureSlice => ({ dimensions: {}, proposals: {} });

export function waitsForSecond(proposal: Proposal): boolean {
  return proposal.seconds && !proposal.seconded;
}

export function isOpen(proposal: Proposal): boolean {
  return proposal.ruling === undefined && !proposal.withdrawn;
}

// Who decides on a level: the level's own word, or else the dimension's.
export function rulerOf(dimension: Dimension, level: string): string {
  return dimension.levels.find((one) => one.id === level)?.approvedBy ?? dimension.ruledBy;
}

export function levelTitle(dimension: Dimension | undefined, level: string | undefined): string {
  return dimension?.levels.find((one) => one.id === level)?.title ?? level ?? '';
}

function asProposed(event: Event): Proposal {
  const { proposal, dimension, level, rationale, visibility, seconds } = event.data;
  const { n, by, at, wall } = event;
  return { id: proposal, n, dimension, level, rationale, visibility, by, at, wall, seconds: seconds === true };
}

// The proposal that has brought a level about, as far as this viewer knows of it.
function approvedProposal(view: PostureSlice, dimension: string, level: string): Proposal | undefined {
  return Object.values(view.proposals)
    .filter((one) => one.dimension === dimension && one.ruledLevel === level && one.ruling !== 'deny')
    .sort((a, b) => b.n - a.n)[0];
}

export const postureHandlers: Handlers<PostureSlice> = {
  'posture.opened': (view, event) => {
    const { dimension, ...rest } = event.data;
    view.dimensions[dimension] = {
      seconds: false,
      ...rest,
      id: dimension,
      committed: [],
      history: [],
      guidance: event.control?.guidance,
      requires: event.control?.requires ?? {},
    };
  },
  'posture.proposed': (view, event) => {
    const proposal = asProposed(event);
    view.proposals[proposal.id] = proposal;
  },
  // Whoever rules hears of it only now; control may have waived the second.
  'posture.seconded': (view, event) => {
    const proposal = (view.proposals[event.data.proposal] ??= { ...asProposed(event), seconds: true });
    proposal.seconded = event.by;
  },
  'posture.withdrawn': (view, event) => {
    const found = view.proposals[event.data.proposal];
    if (found) found.withdrawn = true;
  },
  'posture.ruled': (view, event) => {
    const { proposal, dimension, ruling, level, comment, effectiveAt } = event.data;
    const found = view.proposals[proposal];
    if (found)
      Object.assign(found, { ruling, ruledBy: event.by, ruledLevel: level, comment, effectiveAt, ruledAt: event.at });
    const of = view.dimensions[dimension];
    if (of && effectiveAt) of.pending = { level, effectiveAt };
  },
  'posture.changed': (view, event) => {
    const { dimension, level } = event.data;
    const found = view.dimensions[dimension];
    if (!found) return;
    const agreed = found.committed.find((one) => one.level === level)?.agreement;
    const asked = agreed === undefined ? approvedProposal(view, dimension, level) : undefined;
    found.level = level;
    found.pending = undefined;
    found.committed = found.committed.filter((one) => one.level !== level);
    found.history.push({ n: event.n, at: event.at, level, by: asked?.by, why: asked?.rationale, agreement: agreed });
  },
  'posture.declared': (view, event) => {
    const { dimension, level, statement } = event.data;
    const found = view.dimensions[dimension];
    if (!found) return;
    found.declared = level;
    found.history.push({ n: event.n, at: event.at, level, declared: true, by: event.by, why: statement });
  },
  'posture.committed': (view, event) => {
    const { dimension, level, effectiveAt, agreement } = event.data;
    view.dimensions[dimension]?.committed.push({ level, effectiveAt, agreement });
  },
  'posture.unlocked': (view, event) => {
    const level = view.dimensions[event.data.dimension]?.levels.find((one) => one.id === event.data.level);
    if (level) level.locked = false;
  },
};
