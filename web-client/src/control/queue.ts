// What waits for control, oldest first: messages and statements to let through, posture to rule on, actions to decide,
// agreements to confirm or take up again, requests to answer.
import { textOf, type Agreement } from '../agreements/fold';
import type { View } from '../fold';
import { isOpen, levelTitle, rulerOf, waitsForSecond } from '../posture/fold';
import type { By } from '../protocol';

export const WAITING_KINDS = ['message', 'posture', 'action', 'agreement', 'rfi', 'press'] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

export interface WaitingItem {
  id: string;
  kind: WaitingKind;
  n: number;
  sinceMs: number; // wall time
  team: string | undefined;
  seat: string | undefined;
  who: string;
  text: string; // the message, the reasons, the question
  title: string; // the channel, the dimension, the action…
  mode?: 'held' | 'delayed' | undefined; // a delayed message goes out by itself
  duePlayedMs?: number | undefined;
  dimension?: string | undefined;
  level?: string | undefined;
  fromTitle?: string;
  toTitle?: string;
  leadTime?: string | undefined;
  cost?: { indicator: string; amount: number } | undefined;
  requirement?: string | undefined;
  locked?: boolean;
  visibility?: string | undefined;
  ruledBy?: string | undefined;
  unseconded?: boolean;
  state?: 'held' | 'completed' | undefined; // of an agreement
  to?: string; // whom a request asks
  claimed?: boolean;
  claimedBy?: string | undefined;
  overdue?: boolean;
  called?: boolean; // probabilities have been asked for
  guidance?: string | undefined; // what the scenario expects, Markdown
}

function begin(kind: WaitingKind, of: { id: string; n: number; wall: string; by: By }, title: string, text: string) {
  const { id, n, by } = of;
  return {
    id,
    kind,
    n,
    sinceMs: Date.parse(of.wall),
    team: by.team,
    seat: by.seat,
    who: by.name ?? '',
    title,
    text,
  } satisfies WaitingItem;
}

function messages(view: View): WaitingItem[] {
  return Object.keys(view.heldMessages)
    .map((id) => view.messages[id])
    .filter((message) => message !== undefined)
    .map((message) => ({
      ...begin('message', message, view.channels[message.channel]?.title ?? message.channel, message.body),
      mode: message.mode,
      duePlayedMs: message.duePlayedMs,
    }));
}

function postures(view: View): WaitingItem[] {
  return Object.values(view.proposals).flatMap((proposal) => {
    const dimension = view.dimensions[proposal.dimension];
    const ruledBy = dimension && rulerOf(dimension, proposal.level);
    if (!isOpen(proposal) || ruledBy === 'nobody') return [];
    const level = dimension?.levels.find((one) => one.id === proposal.level);
    return {
      ...begin('posture', proposal, dimension?.title ?? proposal.dimension, proposal.rationale),
      dimension: proposal.dimension,
      level: proposal.level,
      fromTitle: levelTitle(dimension, dimension?.level),
      toTitle: levelTitle(dimension, proposal.level),
      leadTime: level?.leadTime,
      cost: level?.cost,
      requirement: level?.requirement,
      locked: level?.locked === true,
      visibility: proposal.visibility,
      ruledBy,
      unseconded: waitsForSecond(proposal),
      guidance: dimension?.guidance,
    };
  });
}

function actions(view: View): WaitingItem[] {
  return Object.values(view.actions)
    .filter((action) => action.state === 'submitted')
    .map((action) => ({
      ...begin('action', action, action.title, action.body),
      called: action.called,
      guidance: view.guidance.actions,
    }));
}

// An agreement waits since its last step, for what its state asks of control.
function agreements(view: View): WaitingItem[] {
  const waits = (one: Agreement) => one.state === 'completed' || one.state === 'held';
  return Object.values(view.agreements)
    .filter(waits)
    .map((agreement) => {
      const text = textOf(agreement);
      return {
        ...begin(
          'agreement',
          { id: agreement.id, n: agreement.n, wall: agreement.changedWall, by: { team: agreement.team } },
          text.title,
          agreement.reason ?? '',
        ),
        state: agreement.state as 'held' | 'completed',
        guidance: view.guidance.agreements,
      };
    });
}

function requests(view: View): WaitingItem[] {
  return Object.values(view.rfis)
    .filter((rfi) => rfi.state === 'asked')
    .map((rfi) => ({
      ...begin('rfi', rfi, '', rfi.body),
      to: rfi.to,
      claimed: rfi.claimed,
      claimedBy: rfi.claimedBy,
      overdue: rfi.overdue,
      guidance: view.guidance.requests,
    }));
}

function statements(view: View): WaitingItem[] {
  return Object.values(view.statements)
    .filter((statement) => statement.state === 'held')
    .map((statement) => begin('press', statement, statement.title, statement.body));
}

// What goes out by itself stands below what nobody but control moves on.
export function waitingOf(view: View): WaitingItem[] {
  return [messages, postures, actions, agreements, requests, statements]
    .flatMap((of) => of(view))
    .sort((a, b) => Number(a.mode === 'delayed') - Number(b.mode === 'delayed') || a.sinceMs - b.sinceMs || a.n - b.n);
}

// What has become of something that waited: the last part of its word's key.
export function outcomeOf(view: View, id: string): string {
  const message = view.messages[id];
  if (message) return message.state === 'rejected' ? 'returned' : message.edited === undefined ? 'approved' : 'edited';
  const proposal = view.proposals[id];
  if (proposal?.withdrawn) return 'withdrawn';
  if (proposal?.ruling) return { approve: 'approved', modify: 'modified', deny: 'denied' }[proposal.ruling];
  const statement = view.statements[id];
  if (statement) return statement.state === 'rejected' ? 'returned' : 'approved';
  const action = view.actions[id];
  if (action) return action.state === 'withdrawn' ? 'withdrawn' : 'decided';
  const rfi = view.rfis[id];
  if (rfi) return rfi.state === 'withdrawn' ? 'withdrawn' : 'answered';
  return 'gone';
}

// How pressing an item is: after two minutes amber, after five red.
export function ageLevel(ageMs: number): '' | 'late' | 'alarm' {
  return ageMs >= 5 * 60_000 ? 'alarm' : ageMs >= 2 * 60_000 ? 'late' : '';
}
