// Polls that this viewer votes in, has opened, or is told the result of.
import type { Handlers } from '../handlers';
import type { By } from '../protocol';

export interface PollResult {
  counts: number[];
  votes: number;
  met: boolean;
  option: number | null; // null: none has won
  at: string;
}

export interface Poll {
  id: string;
  n: number;
  question: string;
  options: string[];
  voters: string[];
  unit: 'person' | 'seat' | 'team';
  ballot: 'open' | 'secret';
  quorum?: number;
  threshold?: number;
  team?: string; // that opened it; none: control
  at: string;
  open: boolean;
  answers: Record<string, { option: number; by: By }>; // voter → what this viewer is told of
  result?: PollResult;
}

export interface PollsSlice {
  polls: Record<string, Poll>;
}

export const emptyPolls = (): PollsSlice => ({ polls: {} });

export const pollHandlers: Handlers<PollsSlice> = {
  'poll.opened': (view, event) => {
    const { poll, question, options, voters, unit, ballot, quorum, threshold, team } = event.data;
    view.polls[poll] = {
      id: poll,
      n: event.n,
      question,
      options,
      voters,
      unit,
      ballot,
      quorum,
      threshold,
      team,
      at: event.at,
      open: true,
      answers: {},
    };
  },
  'poll.answered': (view, event) => {
    const poll = view.polls[event.data.poll];
    if (poll) poll.answers[event.data.voter] = { option: event.data.option, by: event.by };
  },
  // Whoever is told the result alone learns the question with it.
  'poll.closed': (view, event) => {
    const { poll, question, options, counts, votes, met, option } = event.data;
    const found = (view.polls[poll] ??= {
      id: poll,
      n: event.n,
      question,
      options,
      voters: [],
      unit: 'person',
      ballot: 'secret',
      at: event.at,
      open: false,
      answers: {},
    });
    found.open = false;
    found.result = { counts, votes, met, option, at: event.at };
  },
};
