// Whose eyes a log can be read through.
import type { View } from '../fold';
import { t } from '../i18n/i18n.svelte';

export interface ViewerChoice {
  id: string; // as the server names it
  kind: 'control' | 'observer' | 'evaluator' | 'team' | 'seat';
  name: string;
  team?: string; // of a seat
}

export function viewersOf(view: View): ViewerChoice[] {
  return [
    { id: 'control', kind: 'control', name: '' },
    ...view.teams.flatMap((team): ViewerChoice[] => [
      ...team.seats.map((seat): ViewerChoice => ({
        id: seat.id,
        kind: 'seat',
        name: `${team.name}: ${seat.title}`,
        team: team.id,
      })),
      { id: team.id, kind: 'team', name: team.name },
    ]),
    { id: 'observer', kind: 'observer', name: '' },
    { id: 'evaluator', kind: 'evaluator', name: '' },
  ];
}

// Whose records somebody may read: control everybody's; a participant its own, and, when control has opened all to all,
// every team's, seat's and the observers'.
export function choicesFor(view: View, control: boolean, own: string): ViewerChoice[] {
  const all = viewersOf(view);
  if (control) return all;
  const others = view.reviewScope === 'all';
  return all.filter(({ id, kind }) => id === own || (others && kind !== 'control' && kind !== 'evaluator'));
}

export function nameOfViewer(viewer: ViewerChoice | undefined, id: string): string {
  if (!viewer) return id;
  if (viewer.kind === 'team') return t('review.asTeam', { team: viewer.name });
  if (viewer.kind === 'seat') return viewer.name;
  return t(`review.as.${viewer.kind}`);
}
