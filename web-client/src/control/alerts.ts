// What control must not miss, most urgent first: what has happened (breaches, what rules tell), what somebody has not
// done, who is gone, what crosses a bound, and what is about to happen. One line a team and kind, so that they never
// flood. Pure: a function of the view, who is present, the clock and the thresholds.
import { textOf } from '../agreements/fold';
import { conditionText } from '../conditions';
import { teamName, type View } from '../fold';
import { t } from '../i18n/i18n.svelte';
import { levelTitle } from '../posture/fold';
import type { InjectRow } from './msel';
import { missing, type Circumstances } from './nearness';
import type { PaneId } from './panes';
import type { Activity, Person } from './people';
import type { WaitingItem } from './queue';
import type { Thresholds } from './thresholds';

export type AlertKind =
  'breach' | 'overdue' | 'silent' | 'waiting' | 'unacknowledged' | 'absent' | 'indicator' | 'notice' | 'near';

// Where an alert leads.
export type Go = { inject: string } | { item: string } | { agreement: string } | { pane: PaneId } | { team: string };

export interface Alert {
  key: string; // changes when there is something new to say
  kind: AlertKind;
  team?: string;
  sinceMs: number; // wall time
  text: string;
  go?: Go;
}

export interface Situation {
  view: View;
  injects: readonly InjectRow[];
  waiting: readonly WaitingItem[];
  people: readonly Person[];
  absentSince: ReadonlyMap<string, number>;
  activity: Activity;
  exerciseNow: number;
  wallNow: number;
  span: (ms: number) => string;
}

// Most urgent first.
const URGENCY: readonly AlertKind[] = [
  'breach',
  'overdue',
  'silent',
  'waiting',
  'unacknowledged',
  'absent',
  'indicator',
  'notice',
  'near',
];

const MINUTE = 60_000;
const NAMED_MAX = 3; // of what one line speaks of

type Rule = (of: Situation, thresholds: Thresholds) => Alert[];

function named(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).join(', ');
  return names.length > NAMED_MAX ? `${shown} +${names.length - NAMED_MAX}` : shown;
}

function perTeam<T>(things: readonly T[], teamOf: (thing: T) => string | undefined): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const team = teamOf(thing) ?? '';
    groups.set(team, [...(groups.get(team) ?? []), thing]);
  }
  return [...groups];
}

const ofTeam = (team: string) => (team === '' ? {} : { team });

const breaches: Rule = ({ view }) =>
  Object.values(view.agreements).flatMap((agreement) => {
    const text = textOf(agreement);
    return Object.entries(agreement.standing).flatMap(([id, standing]) =>
      standing.breaches.map((breach): Alert => {
        const commitment = text.commitments.find((one) => one.commitment === id);
        const dimension = view.dimensions[commitment?.dimension ?? ''];
        return {
          key: `${breach.n} ${id}`,
          kind: 'breach',
          sinceMs: -breach.n, // the latest first
          ...ofTeam(breach.team ?? ''),
          go: { agreement: agreement.id },
          text: t('control.alert.breach', {
            who: breach.team === null ? t('control.posture.shared') : teamName(view, breach.team),
            what: commitment?.dimensionTitle ?? '',
            level: levelTitle(dimension, breach.level),
            title: text.title,
          }),
        };
      }),
    );
  });

const notices: Rule = ({ view }) =>
  Object.values(view.effects).flatMap((effect) =>
    effect.firings.flatMap((firing) =>
      firing.did
        .filter((deed) => 'notice' in deed)
        .map((deed, i): Alert => ({
          key: `${firing.n} ${i}`,
          kind: 'notice',
          sinceMs: -firing.n,
          text: String(deed.notice),
          go: { pane: 'rules' },
        })),
    ),
  );

// Time counts from the last step of the clock at the latest, so that nobody is silent over a break.
const silent: Rule = ({ view, activity, wallNow, span }, { silent: minutes }) =>
  view.teams.flatMap((team): Alert[] => {
    const last = activity.ofTeam(team.id)?.wallMs ?? 0;
    const sinceMs = Math.max(last, Date.parse(view.wall));
    if (minutes === 0 || view.phase !== 'running' || !(wallNow - sinceMs >= minutes * MINUTE)) return [];
    const text = t('team.alert.silent', { team: team.name, age: span(wallNow - sinceMs) });
    return [{ key: `silent ${team.id} ${last}`, kind: 'silent', team: team.id, sinceMs, text, go: { team: team.id } }];
  });

// An inject is taken note of when one seat of each team that has it has said so.
export function unacknowledgedBy(view: View, row: InjectRow, team: string): boolean {
  if (row.releasedAt === undefined) return false;
  const seats = view.teams.find((one) => one.id === team)?.seats.map((seat) => seat.id) ?? [];
  return (
    seats.some((seat) => row.seats.includes(seat)) &&
    !seats.some((seat) => row.acknowledged.includes(seat) || row.responses.some((one) => one.seat === seat))
  );
}

const unacknowledged: Rule = ({ view, injects, wallNow, span }, { unacknowledged: minutes }) => {
  if (minutes === 0 || view.phase === 'ended') return [];
  const due = injects.filter((row) => wallNow - (row.releasedWallMs ?? Infinity) >= minutes * MINUTE);
  return view.teams.flatMap((team): Alert[] => {
    const open = due.filter((row) => unacknowledgedBy(view, row, team.id));
    const first = open[0];
    if (!first) return [];
    const sinceMs = Math.min(...open.map((row) => row.releasedWallMs ?? Infinity));
    return [
      {
        key: `unacknowledged ${team.id} ${open.map((row) => row.id).join()}`,
        kind: 'unacknowledged',
        team: team.id,
        sinceMs,
        text: t('team.alert.unacknowledged', {
          team: team.name,
          count: open.length,
          titles: named(open.map((row) => row.title)),
          age: span(wallNow - sinceMs),
        }),
        go: { inject: first.id },
      },
    ];
  });
};

// Requests that the scenario or the threshold calls overdue, and whatever else has waited for too long.
const waits =
  (kind: 'overdue' | 'waiting'): Rule =>
  ({ view, waiting, wallNow, span }, thresholds) => {
    const minutes = thresholds[kind];
    if (minutes === 0 || view.phase === 'ended') return [];
    const late = waiting.filter(
      (item) =>
        item.mode !== 'delayed' &&
        (item.kind === 'rfi') === (kind === 'overdue') &&
        (item.overdue === true || wallNow - item.sinceMs >= minutes * MINUTE),
    );
    return perTeam(late, (item) => item.team).map(([team, items]): Alert => {
      const sinceMs = Math.min(...items.map((item) => item.sinceMs));
      return {
        key: `${kind} ${team} ${items.map((item) => item.id).join()}`,
        kind,
        ...ofTeam(team),
        sinceMs,
        text: t(`team.alert.${kind}`, {
          team: teamName(view, team),
          count: items.length,
          age: span(wallNow - sinceMs),
        }),
        go: { item: items[0]!.id },
      };
    });
  };

const absent: Rule = ({ view, people, absentSince, wallNow, span }, { absent: minutes }) => {
  if (minutes === 0 || (view.phase !== 'running' && view.phase !== 'paused')) return [];
  const since = (one: Person) => absentSince.get(one.id) ?? Infinity;
  const gone = people.filter((one) => wallNow - since(one) >= minutes * MINUTE);
  return perTeam(gone, (one) => one.team).map(([team, ones]): Alert => {
    const sinceMs = Math.min(...ones.map(since));
    return {
      key: `absent ${ones.map((one) => `${one.id} ${since(one)}`).join()}`,
      kind: 'absent',
      ...ofTeam(team),
      sinceMs,
      text: t('team.alert.absent', {
        team: teamName(view, team),
        count: ones.length,
        names: named(ones.map((one) => one.name)),
        age: span(wallNow - sinceMs),
      }),
      go: team === '' ? { pane: 'teams' } : { team },
    };
  });
};

const indicators: Rule = ({ view }, { indicators: bounds }) =>
  Object.values(view.indicators).flatMap((indicator): Alert[] => {
    const { above, below } = bounds[indicator.id] ?? {};
    const over = above !== undefined && indicator.value > above;
    const under = below !== undefined && indicator.value < below;
    if (!over && !under) return [];
    const beyond = (value: number) => (over ? value > above : value < (below ?? 0));
    const back = indicator.history.findLastIndex((point) => !beyond(point.value));
    const since = indicator.history[back + 1];
    return [
      {
        key: `indicator ${indicator.id} ${over} ${since?.n ?? 0}`,
        kind: 'indicator',
        sinceMs: since?.n ?? 0,
        text: t(over ? 'team.alert.above' : 'team.alert.below', {
          what: indicator.title,
          value: indicator.value,
          bound: (over ? above : below) ?? 0,
        }),
        go: { pane: 'posture' },
      },
    ];
  });

// What waits for a condition and is about to go by itself: one line, however many.
const near: Rule = ({ view, injects, activity, exerciseNow, wallNow }, { near: minutes, points }) => {
  if (points === 0 || view.phase !== 'running') return [];
  const start = Date.parse(view.start);
  const lastAct = (team: string) => activity.ofTeam(team)?.atMs ?? start;
  const of: Circumstances = { view, exerciseNow, lastAct, points, minutes };
  const found = [
    ...injects.filter((row) => row.state === 'conditional' && row.when !== undefined),
    ...Object.values(view.effects).filter((one) => one.armed && (one.again !== null || one.firings.length === 0)),
  ].flatMap((one) => {
    const lacks = one.when === undefined ? undefined : missing(one.when, of);
    return lacks === undefined ? [] : [{ id: one.id, title: one.title, lacks }];
  });
  const first = found[0];
  if (!first) return [];
  const inject = injects.find((row) => row.id === first.id);
  return [
    {
      key: `near ${found.map((one) => one.id).join()}`,
      kind: 'near',
      sinceMs: wallNow,
      text:
        found.length === 1
          ? t('team.alert.near', { title: first.title, lacks: conditionText(first.lacks, view) })
          : t('team.alert.nearMany', { count: found.length, titles: named(found.map((one) => one.title)) }),
      go: found.length === 1 && inject ? { inject: inject.id } : { pane: 'rules' },
    },
  ];
};

const RULES: readonly Rule[] = [
  breaches,
  waits('overdue'),
  silent,
  waits('waiting'),
  unacknowledged,
  absent,
  indicators,
  notices,
  near,
];

export function alertsOf(of: Situation, thresholds: Thresholds): Alert[] {
  return RULES.flatMap((rule) => rule(of, thresholds)).sort(
    (a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.sinceMs - b.sinceMs,
  );
}
