// What the tabs count for a seat: polls, probabilities, proposals to second or to rule on.
import { expect, test } from 'vitest';
import { unestimated } from '../actions/estimates';
import { foldAll } from '../fold';
import { unanswered } from '../polls/votes';
import { postureGroups, proposalsForMe } from '../posture/board';
import type { Event, Viewer } from '../protocol';

const me: Viewer = { role: 'participant', team: 'us', seat: 'us.state', name: 'Park', participant: 'x' };
const aide: Viewer = { role: 'participant', team: 'us', seat: 'us.aide', name: 'Lee', participant: 'y' };

function view(parts: readonly (readonly [type: string, data: Record<string, unknown>])[]) {
  const by = { team: 'us', seat: 'us.state', name: 'Park' };
  const events: Event[] = [['exercise.started', {}] as const, ...parts].map(([type, data], index) => ({
    n: index + 1,
    at: '',
    wall: '',
    type,
    by,
    data,
  }));
  return foldAll(events);
}

const poll = (id: string, voters: string[], unit: string) =>
  ['poll.opened', { poll: id, question: 'q', options: ['yes', 'no'], voters, unit, ballot: 'open' }] as const;

test('a poll waits until its voter, here the delegation, has answered; one of others never does', () => {
  const opened = [poll('p1', ['us'], 'team'), poll('p2', ['jp'], 'team')];
  expect(unanswered(view(opened).polls, me)).toBe(1);
  const answered = view([...opened, ['poll.answered', { poll: 'p1', option: 0, voter: 'us' }]]);
  expect(unanswered(answered.polls, aide)).toBe(0);
});

test('a probability is asked for from the call of the action until one’s own is given', () => {
  const submitted = [
    'action.submitted',
    { action: 'a1', title: 't', body: 'b', intent: 'i', reasons: [], open: true, team: 'jp' },
  ] as const;
  const called = ['action.called', { action: 'a1' }] as const;
  expect(unestimated(view([submitted]), me)).toBe(0);
  expect(unestimated(view([submitted, called]), me)).toBe(1);
  const given = view([submitted, called, ['action.estimated', { action: 'a1', probability: 40 }]]);
  expect(unestimated(given, me)).toBe(0);
  expect(unestimated(given, aide)).toBe(1);
});

const opened = [
  'posture.opened',
  {
    dimension: 'us.alert',
    title: 'Alert',
    team: 'us',
    levels: [{ id: 'low' }, { id: 'high' }],
    level: 'low',
    visibility: 'team',
    ruledBy: 'us.aide',
    seconds: true,
    proposers: ['us.state'],
  },
] as const;
const proposed = [
  'posture.proposed',
  { proposal: 'p1', dimension: 'us.alert', level: 'high', rationale: 'r', visibility: 'team', seconds: true },
] as const;

test('a proposal waits for another seat to second it, then for whoever rules, and no longer once it is withdrawn', () => {
  expect(proposalsForMe(view([opened, proposed]), me)).toBe(0);
  expect(proposalsForMe(view([opened, proposed]), aide)).toBe(1);
  const seconded = [opened, proposed, ['posture.seconded', { proposal: 'p1' }]] as const;
  expect(proposalsForMe(view(seconded), aide)).toBe(1);
  expect(proposalsForMe(view([...seconded, ['posture.withdrawn', { proposal: 'p1' }]]), aide)).toBe(0);
});

test('the board begins with one’s own dimensions, then the shared ones', () => {
  const shared = ['posture.opened', { ...opened[1], dimension: 'data', team: null }] as const;
  expect(postureGroups(view([shared, opened]), 'us').map((group) => group.team)).toEqual(['us', null]);
});
