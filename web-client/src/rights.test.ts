import { describe, expect, it } from 'vitest';
import { mayBind } from './rights';

const teams = [
  {
    id: 'jp',
    name: 'Japan',
    seats: [
      { id: 'jp.pm', title: 'Prime Minister', rights: ['agreement.sign'] },
      { id: 'jp.mod', title: 'Defence', rights: [] },
    ],
  },
];

describe('who may bind', () => {
  it('is a seat with the right, and no other of its team', () => {
    expect(mayBind({ teams }, { role: 'participant', team: 'jp', seat: 'jp.pm' }, 'agreement.sign')).toBe(true);
    expect(mayBind({ teams }, { role: 'participant', team: 'jp', seat: 'jp.mod' }, 'agreement.sign')).toBe(false);
  });

  it('is every seat of a team in which nobody has the right', () => {
    expect(mayBind({ teams }, { role: 'participant', team: 'jp', seat: 'jp.mod' }, 'press.publish')).toBe(true);
  });

  it('is nobody without a seat', () => {
    expect(mayBind({ teams }, { role: 'participant', team: 'jp' }, 'press.publish')).toBe(false);
    expect(mayBind({ teams }, { role: 'control' }, 'press.publish')).toBe(false);
  });
});
