// What control looks at when it looks at a team: where it stands, what it has not answered, when it last did something, and
// what is said in its own room.
import type { View } from '../fold';
import { unacknowledgedBy } from './alerts';
import type { Line } from './lines';
import type { InjectRow } from './msel';
import type { TeamRow } from './people';

export interface TeamFacts {
  unanswered: InjectRow[]; // had by the team, and no seat has acknowledged or answered
  waiting: number; // of theirs, for control
  room: string | undefined; // its private channel
}

// The channel of a team, or of seats of it alone, that is not a back-channel.
export function roomOf(view: View, team: string): string | undefined {
  const seats = view.teams.find((one) => one.id === team)?.seats.map((seat) => seat.id) ?? [];
  const own = (member: string) => member === team || seats.includes(member);
  const rooms = Object.values(view.channels).filter((channel) => !channel.back && channel.members.every(own));
  return (rooms.find((channel) => channel.members.includes(team)) ?? rooms[0])?.id;
}

export function factsOf(
  view: View,
  team: string,
  injects: readonly InjectRow[],
  waiting: readonly { team: string | undefined }[],
): TeamFacts {
  return {
    unanswered: injects.filter((row) => unacknowledgedBy(view, row, team)),
    waiting: waiting.filter((item) => item.team === team).length,
    room: roomOf(view, team),
  };
}

export const lastLine = (lines: readonly Line[]): Line | undefined => lines.at(-1);

// Everybody in seats, then whoever has none.
export const seatsOfTeam = (team: TeamRow) => [
  ...team.seats,
  ...(team.unseated.length > 0 ? [{ id: '', title: '', people: team.unseated }] : []),
];
