import { describe, expect, it } from 'vitest';
import { foldAll } from '../fold';
import type { By, Event } from '../protocol';
import { actsOn } from './agreements';
import { approvalOf, editOf, returnOf } from './decide';
import { outcomeOf, waitingOf } from './queue';
import './words';

const sato: By = { team: 'jp', seat: 'jp.foreign', name: 'Sato' };

function log(...happened: [type: string, data: Record<string, unknown>][]): Event[] {
  return happened.map(([type, data], i) => ({
    n: i + 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: new Date(Date.UTC(2026, 0, 1, 10, 0, i)).toISOString(),
    type,
    by: sato,
    data,
  }));
}

const commitment = { commitment: 'c', dimension: 'd', dimensionTitle: 'Data', level: 'x', levelTitle: 'X', team: 'jp' };
const drafted: [string, Record<string, unknown>] = [
  'agreement.drafted',
  {
    agreement: 'g',
    version: 1,
    title: 'Annex',
    parties: ['jp', 'us'],
    sponsors: [],
    disclosure: 'confidential',
    clauses: [],
    commitments: [{ ...commitment, sense: 'atLeast' }],
  },
];
const dimension: [string, Record<string, unknown>] = [
  'posture.opened',
  {
    dimension: 'd',
    title: 'Data',
    team: 'jp',
    level: 'x',
    levels: [
      { id: 'x', title: 'X' },
      { id: 'y', title: 'Y', approvedBy: 'nobody' },
    ],
    visibility: 'team',
    ruledBy: 'control',
    seconds: true,
    proposers: [],
  },
];
const proposal = (id: string, level: string): [string, Record<string, unknown>] => [
  'posture.proposed',
  { proposal: id, dimension: 'd', level, rationale: '', visibility: 'team', seconds: true },
];

describe('the queue of control', () => {
  it('has every kind in one order of age, a delayed message last', () => {
    const view = foldAll(
      log(
        dimension,
        ['message.held', { message: 'late', channel: 'c', body: '', mode: 'delayed' }],
        ['rfi.asked', { rfi: 'r', to: 'control', body: 'How many?', team: 'jp' }],
        [
          'action.submitted',
          { action: 'a', title: 'Sail', body: '', intent: '', reasons: [], open: false, team: 'jp' },
        ],
        ['press.held', { statement: 's', title: 'We say', body: '' }],
        drafted,
        ['agreement.completed', { agreement: 'g', version: 1 }],
        proposal('p', 'x'),
      ),
    );
    const kinds = waitingOf(view).map((item) => item.kind);
    expect(kinds).toEqual(['rfi', 'action', 'press', 'agreement', 'posture', 'message']);
  });

  it('leaves out what nobody rules on and what was taken back, and says what became of it', () => {
    const view = foldAll(
      log(
        dimension,
        proposal('free', 'y'),
        proposal('back', 'x'),
        ['posture.withdrawn', { proposal: 'back', dimension: 'd' }],
        ['rfi.asked', { rfi: 'r', to: 'control', body: '', team: 'jp' }],
        ['rfi.answered', { rfi: 'r', body: 'Two' }],
      ),
    );
    expect(waitingOf(view)).toEqual([]);
    expect([outcomeOf(view, 'back'), outcomeOf(view, 'r'), outcomeOf(view, 'none')]).toEqual([
      'withdrawn',
      'answered',
      'gone',
    ]);
  });

  it('waives the second of a proposal before it can be approved; denying needs none', () => {
    const first = waitingOf(foldAll(log(dimension, proposal('p', 'x'))))[0]!;
    expect(approvalOf(first)).toMatchObject({ word: 'waive', method: 'posture.second' });
    expect(editOf(first)).toBeUndefined();
    expect(returnOf(first)).toMatchObject({ method: 'posture.rule', params: { ruling: 'deny' } });
    const seconded: [string, Record<string, unknown>] = [
      'posture.seconded',
      { proposal: 'p', dimension: 'd', level: 'x', rationale: '', visibility: 'team' },
    ];
    const then = waitingOf(foldAll(log(dimension, proposal('p', 'x'), seconded)))[0]!;
    expect(approvalOf(then)).toMatchObject({ method: 'posture.rule', params: { ruling: 'approve' } });
  });

  it('confirms an agreement that was signed, and lets one go that was held', () => {
    const held = foldAll(log(drafted, ['agreement.held', { agreement: 'g', reason: 'Wait' }]));
    expect(approvalOf(waitingOf(held)[0]!)).toMatchObject({ method: 'agreement.release' });
    expect(actsOn(held.agreements.g!).map((one) => one.word)).toContain('release');
    const completed = foldAll(log(drafted, ['agreement.completed', { agreement: 'g', version: 1 }]));
    expect(approvalOf(waitingOf(completed)[0]!)).toMatchObject({ method: 'agreement.confirm' });
  });
});
