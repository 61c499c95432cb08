// Who takes part, where they sit, whether they are here, and when they last did something.
import type { View } from '../fold';
import type { Event } from '../protocol';

export interface Person {
  id: string;
  name: string;
  role: string;
  team: string | undefined;
  seat: string | undefined;
  here: boolean;
  lastMs: number | undefined; // wall time of the last thing they did
}

export interface SeatRow {
  id: string;
  title: string;
  people: Person[];
}

export interface TeamRow {
  id: string;
  name: string;
  seats: SeatRow[];
  unseated: Person[];
  people: number;
  here: number;
}

type Team = { id: string; name: string; seats: readonly { id: string; title: string }[] };

// The seats behind "all", team ids and seat ids, each once.
export function seatsOf(teams: readonly Team[], to: readonly string[]): string[] {
  return teams.flatMap((team) =>
    team.seats
      .filter((seat) => to.includes('all') || to.includes(team.id) || to.includes(seat.id))
      .map((seat) => seat.id),
  );
}

// When each participant last did something, by name and team, which is all that an event says of its actor.
export class Activity {
  private readonly last = new Map<string, number>();

  note(event: Event): void {
    const { by } = event;
    if (by.name === undefined || by.entity !== undefined) return;
    this.last.set(`${by.team ?? ''}\n${by.name}`, Date.parse(event.wall));
  }

  of(team: string | undefined, name: string): number | undefined {
    return this.last.get(`${team ?? ''}\n${name}`);
  }
}

export function peopleOf(view: View, present: ReadonlySet<string>, activity: Activity): Person[] {
  return Object.values(view.people)
    .filter((one) => !one.removed)
    .map((one) => ({
      id: one.id,
      name: one.name,
      role: one.role,
      team: one.team,
      seat: one.seat,
      here: present.has(one.id),
      lastMs: activity.of(one.team, one.name),
    }));
}

export function teamRows(teams: readonly Team[], people: readonly Person[]): TeamRow[] {
  return teams.map((team) => {
    const own = people.filter((one) => one.role === 'participant' && one.team === team.id);
    return {
      id: team.id,
      name: team.name,
      seats: team.seats.map((seat) => ({ ...seat, people: own.filter((one) => one.seat === seat.id) })),
      unseated: own.filter((one) => !team.seats.some((seat) => seat.id === one.seat)),
      people: own.length,
      here: own.filter((one) => one.here).length,
    };
  });
}
