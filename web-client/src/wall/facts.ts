// What the wall shows: what the room knows, newest first, and no more of it than fits. It is drawn from an observer's own
// record, so that nothing that a team may not see can be on it.
import { textOf } from '../agreements/fold';
import { teamName, type View } from '../fold';

export interface Headline {
  n: number;
  at: string;
  title: string;
  from: string;
  team?: string;
}

export interface PublicPosture {
  id: string;
  title: string;
  team: string | undefined;
  level: string;
  index: number;
  levels: number;
  declared: boolean; // said in public; what is so may differ
  changedN: number;
}

export interface Meter {
  id: string;
  title: string;
  unit: string;
  value: number;
  share: number; // 0–100, of its range
  trend: -1 | 0 | 1;
}

export const HEADLINES_MAX = 5;
export const POSTURES_MAX = 6;
export const METERS_MAX = 2;
export const AGREEMENTS_MAX = 2;

// The first `max`, and how many more there are.
export interface Some<T> {
  shown: T[];
  more: number;
}

function some<T>(all: T[], max: number): Some<T> {
  return { shown: all.slice(0, max), more: Math.max(0, all.length - max) };
}

export function headlinesOf(view: View, most = HEADLINES_MAX): Some<Headline> {
  const injects = Object.values(view.injects).flatMap((inject) =>
    inject.releases.map((release) => ({
      n: release.n,
      at: release.at,
      title: release.title,
      from: view.entities.find((one) => one.id === inject.from)?.name ?? inject.from,
    })),
  );
  const press = Object.values(view.statements)
    .filter((one) => one.state === 'published')
    .map((one) => ({
      n: one.n,
      at: one.at,
      title: one.title,
      from: one.team === undefined ? (one.by.name ?? '') : teamName(view, one.team),
      ...(one.team === undefined ? {} : { team: one.team }),
    }));
  return some(
    [...injects, ...press].sort((a, b) => b.n - a.n),
    most,
  );
}

export function posturesOf(view: View, most = POSTURES_MAX): Some<PublicPosture> {
  const all = Object.values(view.dimensions).map((dimension): PublicPosture => {
    const stands = dimension.level ?? dimension.declared;
    const index = dimension.levels.findIndex((one) => one.id === stands);
    return {
      id: dimension.id,
      title: dimension.title,
      team: dimension.team ?? undefined,
      level: dimension.levels[index]?.title ?? '',
      index,
      levels: dimension.levels.length,
      declared: dimension.level === undefined,
      changedN: dimension.history.at(-1)?.n ?? 0,
    };
  });
  // What has changed last may not be cut off.
  const kept = new Set([...all].sort((a, b) => b.changedN - a.changedN).slice(0, most));
  return { shown: all.filter((one) => kept.has(one)), more: all.length - kept.size };
}

export function metersOf(view: View): Some<Meter> {
  return some(
    Object.values(view.indicators).map(({ id, title, unit, min, max, value, history }) => ({
      id,
      title,
      unit: unit ?? '',
      value,
      share: max > min ? (100 * (value - min)) / (max - min) : 0,
      trend: Math.sign(value - (history.at(-2)?.value ?? value)) as -1 | 0 | 1,
    })),
    METERS_MAX,
  );
}

export function agreementsOf(view: View): Some<{ id: string; title: string; parties: string }> {
  return some(
    Object.values(view.agreements)
      .filter((one) => one.deposited && one.state === 'concluded')
      .sort((a, b) => b.n - a.n)
      .map((one) => ({
        id: one.id,
        title: textOf(one).title,
        parties: one.parties.map((team) => teamName(view, team)).join(' · '),
      })),
    AGREEMENTS_MAX,
  );
}
