// Who is in the exercise, and where they sit.
import type { Handlers } from '../handlers';
import type { Event, Role } from '../protocol';

export interface Person {
  id: string;
  name: string;
  role: Role;
  team?: string;
  seat?: string;
  removed: boolean;
}

export interface SeatsSlice {
  people: Record<string, Person>;
  doorsLocked: boolean; // for control: nobody new comes in
}

export const emptySeats = (): SeatsSlice => ({ people: {}, doorsLocked: false });

function seat(view: SeatsSlice, event: Event, seatId: string | undefined): void {
  const { participant, name, team } = event.data;
  const known = view.people[participant];
  view.people[participant] = {
    id: participant,
    name: known?.name ?? name,
    role: known?.role ?? 'participant',
    team: team ?? known?.team ?? event.by.team,
    seat: seatId,
    removed: false,
  };
}

export const seatHandlers: Handlers<SeatsSlice> = {
  'participant.joined': (view, event) => {
    const { participant, name, role, team, seat: seatId } = event.data;
    view.people[participant] = { id: participant, name, role, team, seat: seatId, removed: false };
  },
  'participant.left': (view, event) => {
    delete view.people[event.data.participant];
  },
  'participant.removed': (view, event) => {
    const person = view.people[event.data.participant];
    if (person) Object.assign(person, { removed: true, seat: undefined });
  },
  'doors.locked': (view) => {
    view.doorsLocked = true;
  },
  'doors.unlocked': (view) => {
    view.doorsLocked = false;
  },
  'seat.claimed': (view, event) => seat(view, event, event.data.seat),
  'seat.assigned': (view, event) => seat(view, event, event.data.seat ?? undefined),
  'seat.released': (view, event) => seat(view, event, undefined),
};
