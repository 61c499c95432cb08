// Who may bind a delegation: a seat with the right named; in a team where no seat has it, every seat.
import type { Team, Viewer } from './protocol';

export type Right = 'posture.propose' | 'agreement.sign' | 'channel.open' | 'press.publish' | 'poll.open';

export function mayBind(view: { teams: Team[] }, viewer: Viewer, right: Right): boolean {
  const team = view.teams.find((one) => one.id === viewer.team);
  const seat = team?.seats.find((one) => one.id === viewer.seat);
  if (!team || !seat) return false;
  const named = team.seats.some((one) => one.rights?.includes(right));
  return !named || (seat.rights?.includes(right) ?? false);
}
