// The posture matrix: every dimension under its team, where it stands, and what is on its way.
import type { View } from '../fold';
import { isOpen, levelTitle } from '../posture/fold';

export interface DimensionRow {
  id: string;
  title: string;
  levels: readonly { id: string; title: string }[];
  index: number; // of the level where it stands
  levelTitle: string;
  declaredTitle: string | undefined; // said in public, where that may differ
  proposed: readonly string[]; // titles of levels that wait for a ruling
  pending: { level: string; at: string } | undefined; // what takes effect later
  committed: readonly { level: string; at: string }[]; // what agreements will make of it
  wanted: readonly string[]; // level ids that are proposed or on their way
}

export interface PostureGroup {
  team: string | undefined; // none: shared
  title: string;
  dimensions: DimensionRow[];
}

export function groupsOf(view: View, words: { shared: string; moment: (at: string) => string }): PostureGroup[] {
  const rows = Object.values(view.dimensions).map((dimension) => {
    const title = (id: string | undefined) => levelTitle(dimension, id);
    const open = Object.values(view.proposals).filter((one) => one.dimension === dimension.id && isOpen(one));
    const pending = dimension.pending;
    const row: DimensionRow = {
      id: dimension.id,
      title: dimension.title,
      levels: dimension.levels,
      index: dimension.levels.findIndex((level) => level.id === dimension.level),
      levelTitle: title(dimension.level),
      declaredTitle: dimension.declared === undefined ? undefined : title(dimension.declared),
      proposed: open.map((one) => title(one.level)),
      pending:
        pending === undefined ? undefined : { level: title(pending.level), at: words.moment(pending.effectiveAt) },
      committed: dimension.committed.map((one) => ({ level: title(one.level), at: words.moment(one.effectiveAt) })),
      wanted: [...open.map((one) => one.level), ...(pending === undefined ? [] : [pending.level])],
    };
    return { team: dimension.team ?? undefined, row };
  });
  const groups: PostureGroup[] = view.teams.map((team) => ({ team: team.id, title: team.name, dimensions: [] }));
  groups.push({ team: undefined, title: words.shared, dimensions: [] });
  for (const { team, row } of rows) groups.find((group) => group.team === team)?.dimensions.push(row);
  return groups.filter((group) => group.dimensions.length > 0);
}
