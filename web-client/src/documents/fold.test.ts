import { describe, expect, it } from 'vitest';
import { emptyView, foldAll } from '../fold';
import type { Event } from '../protocol';

function played(...steps: [type: string, seat: string, data: Record<string, unknown>][]) {
  const events: Event[] = steps.map(([type, seat, data], index) => ({
    n: index + 1,
    at: `2025-01-28T09:0${index}:00+09:00`,
    wall: `2026-11-23T09:0${index}:00Z`,
    type: `document.${type}`,
    by: { team: seat.split('.')[0], seat, name: seat },
    data: { document: 'd', ...data },
  }));
  return foldAll(events, emptyView()).documents.d;
}

const opened: [string, string, Record<string, unknown>] = [
  'opened',
  'us.head',
  { title: 'Statement', parties: ['us', 'jp'], clauses: [{ clause: 'c1', text: 'One', version: 1 }] },
];

describe('a joint document', () => {
  it('keeps each earlier text with who wrote it, and when', () => {
    const document = played(
      opened,
      ['edited', 'jp.head', { clause: 'c1', version: 2, text: 'Two' }],
      ['edited', 'us.head', { clause: 'c1', version: 3, text: 'Three' }],
    );
    expect(document?.clauses[0]).toMatchObject({ text: 'Three', at: '2025-01-28T09:02:00+09:00' });
    expect(document?.clauses[0]?.earlier).toEqual([
      expect.objectContaining({ text: 'One', version: 1, at: '2025-01-28T09:00:00+09:00' }),
      expect.objectContaining({ text: 'Two', version: 2, at: '2025-01-28T09:01:00+09:00' }),
    ]);
  });

  it('places a new clause where it was put, and keeps what was struck', () => {
    const document = played(
      opened,
      ['edited', 'jp.head', { clause: 'c2', version: 1, text: 'Last', after: 'c1' }],
      ['edited', 'jp.head', { clause: 'c0', version: 1, text: 'First', after: null }],
      ['edited', 'us.head', { clause: 'c1', version: 2, text: null }],
    );
    expect(document?.clauses.map((one) => one.text)).toEqual(['First', 'Last']);
    expect(document?.struck.map((one) => one.text)).toEqual(['One']);
  });

  it('lets a claim go when the clause is written', () => {
    const claimed = played(opened, ['claimed', 'jp.head', { clause: 'c1', seat: 'jp.head' }]);
    expect(claimed?.clauses[0]?.claim?.seat).toBe('jp.head');
    const written = played(
      opened,
      ['claimed', 'jp.head', { clause: 'c1', seat: 'jp.head' }],
      ['edited', 'jp.head', { clause: 'c1', version: 2, text: 'Two' }],
    );
    expect(written?.clauses[0]?.claim).toBeUndefined();
  });

  it('is left alone by what it does not know', () => {
    expect(played(['edited', 'jp.head', { clause: 'c1', version: 2, text: 'Two' }])).toBeUndefined();
    expect(
      played(opened, ['claimed', 'jp.head', { clause: 'none', seat: 'jp.head' }])?.clauses[0]?.claim,
    ).toBeUndefined();
    expect(played(opened, ['dismissed', 'jp.head', { suggestion: 'none' }])?.suggestions).toEqual([]);
  });
});
