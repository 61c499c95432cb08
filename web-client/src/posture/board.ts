// The posture board as plain functions of the view: what stands where, what is open, and what this seat can do with it.
import type { View } from '../fold';
import type { Level, Viewer } from '../protocol';
import { isOpen, rulerOf, waitsForSecond, type Dimension, type Proposal } from './fold';

export interface PostureGroup {
  team: string | null;
  dimensions: Dimension[];
}

// One's own dimensions first, then the shared ones, then the others'.
export function postureGroups(view: View, ownTeam: string | undefined): PostureGroup[] {
  const order: (string | null)[] = [
    ...(ownTeam ? [ownTeam] : []),
    null,
    ...view.teams.map((team) => team.id).filter((id) => id !== ownTeam),
  ];
  return order
    .map((team) => ({
      team,
      dimensions: Object.values(view.dimensions).filter((dimension) => dimension.team === team),
    }))
    .filter((group) => group.dimensions.length > 0);
}

export function openProposals(view: View, dimension: string): Proposal[] {
  return Object.values(view.proposals).filter((proposal) => proposal.dimension === dimension && isOpen(proposal));
}

// The latest first; what is open before what is done.
export function proposalsOf(view: View): Proposal[] {
  return Object.values(view.proposals).sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || b.n - a.n);
}

export function rules(dimension: Dimension | undefined, proposal: Proposal, viewer: Viewer | undefined): boolean {
  if (!dimension || !viewer?.seat || waitsForSecond(proposal)) return false;
  const ruler = rulerOf(dimension, proposal.level);
  return ruler === viewer.seat || ruler === viewer.team;
}

export function seconds(proposal: Proposal, viewer: Viewer | undefined): boolean {
  return (
    waitsForSecond(proposal) &&
    viewer?.seat !== undefined &&
    proposal.by.team === viewer.team &&
    proposal.by.seat !== viewer.seat
  );
}

// How many proposals wait for this seat: to be seconded or to be ruled on.
export function proposalsForMe(view: View, viewer: Viewer | undefined): number {
  if (view.phase !== 'running') return 0;
  return Object.values(view.proposals).filter(
    (one) => isOpen(one) && (rules(view.dimensions[one.dimension], one, viewer) || seconds(one, viewer)),
  ).length;
}

// Where a dimension stands, for the scale: the true place, or the declared one for whoever knows no other.
export function standsAt(dimension: Dimension): number {
  const known = dimension.level ?? dimension.declared;
  return dimension.levels.findIndex((level) => level.id === known);
}

export function canReach(level: Level): boolean {
  return level.locked !== true;
}
