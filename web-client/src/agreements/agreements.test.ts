import { describe, expect, it } from 'vitest';
import { emptyView, foldAll, type View } from '../fold';
import type { Event, Viewer } from '../protocol';
import { offersOf, waitingForMe, waitsFor } from './course';
import { textOf, type Agreement } from './fold';
import { clauseChanges, commitmentChanges, redline, wordsOf } from './redline';

const teams = ['jp', 'us'].map((id) => ({
  id,
  name: id,
  seats: [
    { id: `${id}.head`, title: 'Head', rights: ['agreement.sign'] },
    { id: `${id}.aide`, title: 'Aide', rights: [] },
  ],
}));
const seat = (id: string): Viewer => ({ role: 'participant', team: id.split('.')[0], seat: id, name: id });

function played(...steps: [type: string, team: string, data: Record<string, unknown>][]): View {
  const events: Event[] = steps.map(([type, team, data], index) => ({
    n: index + 1,
    at: '2025-01-28T09:00:00+09:00',
    wall: '2026-11-23T09:00:00Z',
    type: `agreement.${type}`,
    by: { team, seat: `${team}.head`, name: team },
    data: { agreement: 'a1', ...data },
  }));
  return foldAll(events, { ...emptyView(), phase: 'running', teams });
}

const drafted: [string, string, Record<string, unknown>] = [
  'drafted',
  'jp',
  {
    version: 1,
    title: 'Pact',
    parties: ['jp', 'us'],
    sponsors: ['jp'],
    disclosure: 'confidential',
    clauses: [
      { clause: 'c1', text: 'We meet' },
      { clause: 'c2', text: 'We share warning data' },
    ],
    commitments: [],
  },
];
const pact = (view: View) => view.agreements.a1 as Agreement;

describe('what is offered', () => {
  it('follows the right to bind and what was signed', () => {
    const open = played(drafted);
    expect(offersOf(open, seat('us.head'), pact(open))).toMatchObject({ sign: true, amend: true, withdraw: false });
    expect(offersOf(open, seat('us.aide'), pact(open))).toMatchObject({ sign: false, amend: true, reserve: true });
    expect(waitsFor(open, seat('us.head'), pact(open))).toBe('you');
    expect(waitingForMe(open, seat('us.head'))).toBe(1);
    expect(waitingForMe(open, seat('us.aide'))).toBe(0);

    const signed = played(drafted, ['signed', 'us', { version: 1, team: 'us' }]);
    expect(offersOf(signed, seat('us.head'), pact(signed))).toMatchObject({ sign: false, unsign: true, amend: false });
    expect(offersOf(signed, seat('jp.head'), pact(signed))).toMatchObject({ sign: true, amend: false });
  });

  it('is nothing to whoever is no party, has no seat, or when the exercise stands', () => {
    const view = played(drafted);
    const nothing = (offers: object) => Object.values(offers).every((one) => one === false);
    expect(nothing(offersOf(view, { role: 'observer' }, pact(view)))).toBe(true);
    expect(nothing(offersOf(view, { role: 'participant', team: 'jp' }, pact(view)))).toBe(true);
    expect(nothing(offersOf({ ...view, phase: 'paused' }, seat('jp.head'), pact(view)))).toBe(true);
  });

  it('lets a declined version be until it is amended', () => {
    const declined = played(drafted, ['declined', 'us', { version: 1, team: 'us', reason: 'Vague' }]);
    expect(waitsFor(declined, seat('us.head'), pact(declined))).toBe('others');
    const amended = played(
      drafted,
      ['declined', 'us', { version: 1, team: 'us' }],
      ['amended', 'jp', { version: 2, changes: [{ clause: 'c1', text: 'We meet monthly' }] }],
    );
    expect(waitsFor(amended, seat('us.head'), pact(amended))).toBe('you');
  });

  it('keeps signatures under the version that was signed', () => {
    const view = played(
      drafted,
      ['signed', 'us', { version: 1, team: 'us' }],
      ['amended', 'jp', { version: 2, changes: [{ title: 'A better pact' }] }],
    );
    expect(pact(view).signatures).toEqual([]);
    expect(pact(view).versions.map((one) => one.title)).toEqual(['Pact', 'A better pact']);
    expect(pact(view).history.map((one) => one.what)).toEqual(['drafted', 'signed', 'amended']);
  });
});

describe('a redline', () => {
  it('shows words that came and went', () => {
    expect(redline('We share warning data', 'We share data at once', 'en')).toEqual([
      { kind: 'same', text: 'We share ' },
      { kind: 'removed', text: 'warning ' },
      { kind: 'same', text: 'data' },
      { kind: 'added', text: ' at once' },
    ]);
  });

  it('puts the two texts back together', () => {
    for (const [language, before, after] of [
      ['ja', '警報情報を共有する。', '警報情報を即時に共有する。'],
      ['ko', '경보 정보를 공유한다.', '경보 정보를 실시간으로 공유한다.'],
      ['en', '', 'New'],
      ['en', 'Old', ''],
    ] as const) {
      const pieces = redline(before, after, language);
      const text = (kinds: string[]) =>
        pieces
          .filter((one) => kinds.includes(one.kind))
          .map((one) => one.text)
          .join('');
      expect(text(['same', 'removed'])).toBe(before);
      expect(text(['same', 'added'])).toBe(after);
    }
  });

  it('parts Japanese into words', () => {
    expect(wordsOf('警報情報を共有', 'ja').length).toBeGreaterThan(2);
  });

  it('knows clauses that were added, changed, struck and moved', () => {
    const before = [
      { clause: 'a', text: 'One' },
      { clause: 'b', text: 'Two' },
      { clause: 'c', text: 'Three' },
    ];
    const after = [
      { clause: 'n', text: 'New' },
      { clause: 'a', text: 'One more' },
      { clause: 'c', text: 'Three' },
    ];
    expect(clauseChanges(before, after, 'en').map((one) => [one.clause, one.kind])).toEqual([
      ['n', 'added'],
      ['a', 'changed'],
      ['b', 'struck'],
      ['c', 'same'],
    ]);
    const turned = clauseChanges(before, [before[2]!, before[0]!, before[1]!], 'en');
    expect(turned.filter((one) => one.moved).map((one) => one.clause)).toEqual(['c']);
  });

  it('knows commitments that came and went', () => {
    const view = played(drafted, [
      'amended',
      'us',
      { version: 2, changes: [{ commitment: 'k1', dimension: 'tri.data', level: 'realtime', sense: 'atLeast' }] },
    ]);
    const [first, second] = pact(view).versions;
    expect(commitmentChanges(first!, second!).map((one) => one.kind)).toEqual(['added']);
    expect(commitmentChanges(second!, first!).map((one) => one.kind)).toEqual(['struck']);
    expect(textOf(pact(view)).version).toBe(2);
  });
});
