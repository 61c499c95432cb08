// The posture matrix: every dimension under its team, where it stands, and what is on its way.
import type { View } from '../fold';

export interface DimensionRow {
  id: string;
  title: string;
  levels: readonly { id: string; title: string }[];
  index: number; // of the level where it stands
  levelTitle: string;
  proposed: readonly string[]; // titles of levels that wait for a ruling
  pending: { level: string; at: string } | undefined; // what takes effect later
  wanted: readonly string[]; // level ids that are proposed or on their way
}

export interface PostureGroup {
  team: string | undefined; // none: shared
  title: string;
  dimensions: DimensionRow[];
}

export function groupsOf(view: View, words: { shared: string; moment: (at: string) => string }): PostureGroup[] {
  const rows = Object.values(view.dimensions).map((dimension) => {
    const title = (id: string) => dimension.levels.find((level) => level.id === id)?.title ?? id;
    const open = Object.values(view.proposals).filter(
      (one) => one.dimension === dimension.id && one.ruling === undefined,
    );
    const pending = dimension.pending;
    const row: DimensionRow = {
      id: dimension.id,
      title: dimension.title,
      levels: dimension.levels,
      index: dimension.levels.findIndex((level) => level.id === dimension.level),
      levelTitle: title(dimension.level),
      proposed: open.map((one) => title(one.level)),
      pending:
        pending === undefined ? undefined : { level: title(pending.level), at: words.moment(pending.effectiveAt) },
      wanted: [...open.map((one) => one.level), ...(pending === undefined ? [] : [pending.level])],
    };
    return { team: dimension.team ?? undefined, row };
  });
  const groups: PostureGroup[] = view.teams.map((team) => ({ team: team.id, title: team.name, dimensions: [] }));
  groups.push({ team: undefined, title: words.shared, dimensions: [] });
  for (const { team, row } of rows) groups.find((group) => group.team === team)?.dimensions.push(row);
  return groups.filter((group) => group.dimensions.length > 0);
}
