// Whose eyes a log can be read through.
import type { View } from '../fold';

export interface ViewerChoice {
  id: string; // as the server names it
  kind: 'control' | 'observer' | 'evaluator' | 'team' | 'seat';
  name: string;
}

export function viewersOf(view: View): ViewerChoice[] {
  return [
    { id: 'control', kind: 'control', name: '' },
    ...view.teams.flatMap((team): ViewerChoice[] => [
      ...team.seats.map((seat): ViewerChoice => ({ id: seat.id, kind: 'seat', name: `${team.name}: ${seat.title}` })),
      { id: team.id, kind: 'team', name: team.name },
    ]),
    { id: 'observer', kind: 'observer', name: '' },
    { id: 'evaluator', kind: 'evaluator', name: '' },
  ];
}
