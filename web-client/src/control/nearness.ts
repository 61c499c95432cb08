// How near a condition is to holding, from what control sees: the same facts that the server judges by (docs/authoring.md).
// What is near: all parts but one hold, an indicator within a few points, a moment within a few minutes.
import { textOf } from '../agreements/fold';
import type { Condition } from '../effects/fold';
import type { View } from '../fold';
import { momentOf } from './moments';
import { leadTimeMs } from './spans';

export interface Circumstances {
  view: View;
  exerciseNow: number; // ms
  lastAct: (team: string) => number; // exercise time at which a team last did something, ms
  points: number; // how near an indicator is near
  minutes: number; // and a moment, in wall time at the present pace
}

type Judge = (condition: Condition, of: Circumstances) => boolean;

export function timeOf(text: unknown, view: View): number | undefined {
  const found = /^D([+-]\d{1,4}) (\d{1,2}:\d{2})$/.exec(String(text));
  const ms = found ? momentOf(Number(found[1]), found[2]!, view.start) : Date.parse(String(text));
  return ms === undefined || Number.isNaN(ms) ? undefined : ms;
}

const compared = (condition: Condition, value: number): boolean =>
  'above' in condition
    ? value > condition.above
    : 'below' in condition
      ? value < condition.below
      : 'atMost' in condition
        ? value <= condition.atMost
        : value >= condition.atLeast;

function levelHolds(condition: Condition, view: View, declared: boolean): boolean {
  const dimension = view.dimensions[condition[declared ? 'declared' : 'posture']];
  const index = (level: unknown) => dimension?.levels.findIndex((one) => one.id === level) ?? -1;
  const stands = index(declared ? dimension?.declared : dimension?.level);
  const wanted = index(condition.is ?? condition.atLeast ?? condition.atMost);
  if (stands < 0 || wanted < 0) return false;
  if ('is' in condition) return stands === wanted;
  return 'atLeast' in condition ? stands >= wanted : stands <= wanted;
}

function agreementHolds(condition: Condition, view: View): boolean {
  const parties: string[] = condition.parties ?? [];
  return Object.values(view.agreements).some((agreement) => {
    const { state } = agreement;
    const reached = {
      open: ['open', 'completed', 'held', 'concluded'].includes(state),
      concluded: state === 'concluded',
      deposited: state === 'concluded' && agreement.deposited,
      denounced: state === 'denounced',
      breached: Object.values(agreement.standing).some((one) => one.breaches.length > 0),
    }[String(condition.agreement)];
    return (
      reached === true &&
      parties.every((team) => agreement.parties.includes(team)) &&
      (condition.on === undefined || textOf(agreement).commitments.some((one) => one.dimension === condition.on))
    );
  });
}

export function countOf(condition: Condition, view: View): number {
  if ('statements' in condition)
    return Object.values(view.statements).filter(
      (one) => one.state === 'published' && (one.team ?? one.by.entity) === condition.statements,
    ).length;
  return (view.channels[condition.messages]?.messages ?? [])
    .map((id) => view.messages[id])
    .filter(
      (one) =>
        one?.state === 'sent' && (condition.from === undefined || (one.by.team ?? one.by.entity) === condition.from),
    ).length;
}

function injectHolds(condition: Condition, view: View): boolean {
  const inject = view.injects[condition.inject];
  if (!inject) return false;
  if (condition.is === 'released' || condition.is === 'skipped') return inject.state === condition.is;
  const seats = (condition.is === 'acknowledged' ? inject.acknowledged : inject.responses).map((one) => one.seat);
  const theirs = view.teams.find((team) => team.id === condition.by)?.seats.map((seat) => seat.id);
  return seats.some((seat) => condition.by === undefined || theirs?.includes(seat));
}

function engagementHolds(condition: Condition, view: View): boolean {
  const all = Object.values(view.engagements);
  if (condition.engagement === 'run') return all.length > 0;
  const assessed = all.filter((one) => one.assessment !== undefined);
  if (condition.engagement === 'assessed') return assessed.length > 0;
  const through = assessed
    .flatMap((one) => Object.entries(one.assessment?.leaked ?? {}))
    .filter(([site]) => condition.at === undefined || site === condition.at)
    .reduce((sum, [, count]) => sum + count, 0);
  return through >= condition.atLeast;
}

// The moment from which on a fact of time holds.
function begins(condition: Condition, of: Circumstances): number | undefined {
  if ('after' in condition) return timeOf(condition.after, of.view);
  const span = leadTimeMs(String(condition.for));
  return span === undefined ? undefined : of.lastAct(String(condition.silent)) + span;
}

const JUDGES: Record<string, Judge> = {
  all: (condition, of) => condition.all.every((part: Condition) => holds(part, of)),
  any: (condition, of) => condition.any.some((part: Condition) => holds(part, of)),
  not: (condition, of) => !holds(condition.not, of),
  posture: (condition, { view }) => levelHolds(condition, view, false),
  declared: (condition, { view }) => levelHolds(condition, view, true),
  indicator: (condition, { view }) => {
    const indicator = view.indicators[condition.indicator];
    return indicator !== undefined && compared(condition, indicator.value);
  },
  agreement: (condition, { view }) => agreementHolds(condition, view),
  document: (condition, { view }) =>
    Object.values(view.documents).some(
      (one) =>
        (condition.id === undefined || one.id === condition.id) &&
        (condition.document === 'published' ? one.state === 'published' : one.state !== 'open'),
    ),
  messages: (condition, { view }) => countOf(condition, view) >= (condition.atLeast ?? 1),
  statements: (condition, { view }) => countOf(condition, view) >= (condition.atLeast ?? 1),
  inject: (condition, { view }) => injectHolds(condition, view),
  after: (condition, of) => of.exerciseNow >= (begins(condition, of) ?? Infinity),
  silent: (condition, of) => of.exerciseNow >= (begins(condition, of) ?? Infinity),
  before: (condition, of) => of.exerciseNow < (timeOf(condition.before, of.view) ?? -Infinity),
  move: (condition, { view }) => view.moveStarts[condition.move] !== undefined,
  engagement: (condition, { view }) => engagementHolds(condition, view),
};

export function holds(condition: Condition, of: Circumstances): boolean {
  const head = Object.keys(JUDGES).find((one) => one in condition);
  return head !== undefined && JUDGES[head]!(condition, of);
}

const isTime = (condition: Condition) => 'after' in condition || 'silent' in condition;

// One fact that does not hold, and how far off it is.
function factIsNear(condition: Condition, of: Circumstances): boolean {
  if ('indicator' in condition) {
    const value = of.view.indicators[condition.indicator]?.value;
    const bound = condition.above ?? condition.below ?? condition.atLeast ?? condition.atMost;
    return value !== undefined && Math.abs(bound - value) <= of.points;
  }
  if (isTime(condition)) {
    const left = ((begins(condition, of) ?? Infinity) - of.exerciseNow) / of.view.pace;
    return left <= of.minutes * 60_000;
  }
  if ('messages' in condition || 'statements' in condition) {
    const wanted = condition.atLeast ?? 1;
    return wanted > 1 && countOf(condition, of.view) === wanted - 1;
  }
  return false;
}

// What is still missing of a condition that is about to hold; nothing when it holds, or is not near.
export function missing(condition: Condition, of: Circumstances): Condition | undefined {
  if (holds(condition, of)) return undefined;
  if (Array.isArray(condition.any))
    return condition.any.map((part: Condition) => missing(part, of)).find((part) => part !== undefined);
  if (!Array.isArray(condition.all)) return factIsNear(condition, of) ? condition : undefined;
  const open = condition.all.filter((part: Condition) => !holds(part, of));
  const last = open[0];
  if (open.length !== 1 || last === undefined) return undefined;
  // All but one: that one is near whatever it is, but for what only time brings.
  return isTime(last) || condition.all.length === 1 ? missing(last, of) : last;
}
