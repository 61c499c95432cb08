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

// What a seat had before its eyes last.
export interface Reading {
  inject?: string;
  channel?: string;
  wallMs: number;
}

const NO_ACT = /^(participant|seat)\.|\.read$/; // coming, sitting down and reading is not doing anything yet

// When each participant and each team last did something, and what each seat read last. An event names its actor by name
// and team, no more.
export class Activity {
  private readonly reads = new Map<string, Reading>();
  private readonly last = new Map<string, number>();
  private readonly teams = new Map<string, { wallMs: number; atMs: number }>();

  note(event: Event): void {
    const { by } = event;
    if (by.entity !== undefined) return;
    if (by.name !== undefined) this.last.set(`${by.team ?? ''}\n${by.name}`, Date.parse(event.wall));
    if (event.type === 'inject.read' || event.type === 'channel.read') {
      const { seat, inject, channel } = event.data;
      this.reads.set(seat, { inject, channel, wallMs: Date.parse(event.wall) });
    }
    if (by.team === undefined || NO_ACT.test(event.type)) return;
    this.teams.set(by.team, { wallMs: Date.parse(event.wall), atMs: Date.parse(event.at) });
  }

  of(team: string | undefined, name: string): number | undefined {
    return this.last.get(`${team ?? ''}\n${name}`);
  }

  readBy(seat: string): Reading | undefined {
    return this.reads.get(seat);
  }

  ofTeam(team: string): { wallMs: number; atMs: number } | undefined {
    return this.teams.get(team);
  }
}

// Since when (wall time) each participant with a seat has not been connected, as this screen has seen it.
export class Absences {
  private since: ReadonlyMap<string, number> = new Map();

  note(seated: readonly string[], here: ReadonlySet<string>, wallNow: number): ReadonlyMap<string, number> {
    const gone = seated.filter((id) => !here.has(id));
    if (gone.length !== this.since.size || gone.some((id) => !this.since.has(id)))
      this.since = new Map(gone.map((id) => [id, this.since.get(id) ?? wallNow]));
    return this.since;
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
