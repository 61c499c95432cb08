// Whose vote is whose.
import type { Viewer } from '../protocol';
import type { Poll } from './fold';

export function votes(poll: Poll, viewer: Viewer | undefined): boolean {
  if (!viewer?.seat || !viewer.team) return false;
  return poll.voters.some(
    (place) => place === 'all' || place === 'public' || place === viewer.team || place === viewer.seat,
  );
}

export function ownVote(poll: Poll, viewer: Viewer | undefined): number | undefined {
  const voter = { person: viewer?.participant, seat: viewer?.seat, team: viewer?.team }[poll.unit];
  return voter === undefined ? undefined : poll.answers[voter]?.option;
}

// How many open polls this seat has not answered.
export function unanswered(polls: Record<string, Poll>, viewer: Viewer | undefined): number {
  return Object.values(polls).filter((one) => one.open && votes(one, viewer) && ownVote(one, viewer) === undefined)
    .length;
}
