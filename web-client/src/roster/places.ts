// What teams and seats of a class list are called, and in which order its people stand.
import type { RosterPerson, RosterTeam } from './api';

export function placeName(teams: readonly RosterTeam[], place: string | undefined): string {
  for (const team of teams) {
    if (team.id === place) return team.name;
    for (const seat of team.seats) if (seat.id === place) return seat.title;
  }
  return place ?? '';
}

// By team in the scenario's order, then seat, then as they were sent in; observers and evaluators at the end.
export function inOrder(people: readonly RosterPerson[], teams: readonly RosterTeam[]): RosterPerson[] {
  const places = teams.flatMap((team) => [...team.seats.map((seat) => seat.id), team.id]);
  const rank = (one: RosterPerson) => {
    const at = places.indexOf(one.seat ?? one.team ?? '');
    return at < 0 ? places.length + (one.role === 'evaluator' ? 1 : 0) : at;
  };
  return people.toSorted((a, b) => rank(a) - rank(b));
}

export function matches(person: RosterPerson, teams: readonly RosterTeam[], search: string): boolean {
  const text = [person.name, person.email, placeName(teams, person.team), placeName(teams, person.seat)]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
