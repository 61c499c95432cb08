import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { neighbour, settle, step } from './stable';

describe('a live list under the pointer', () => {
  it('is as wanted when nobody is about to click in it', () => {
    expect(settle(['a', 'b'], ['b', 'c'], false)).toEqual(['b', 'c']);
  });

  it('keeps what stood in its place and adds what is new below', () => {
    expect(settle(['a', 'b'], ['c', 'b', 'd'], true)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is the same list when nothing has changed, so that nothing is drawn anew', () => {
    const shown = ['a', 'b'];
    expect(settle(shown, ['a', 'b'], false)).toBe(shown);
    expect(settle(shown, ['b'], true)).toBe(shown);
  });

  it('never moves a row while it is held, whatever arrives', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(ids, ids, (shown, wanted) => {
        const now = settle(shown, wanted, true);
        expect(now.slice(0, shown.length)).toEqual(shown);
        expect(new Set(now)).toEqual(new Set([...shown, ...wanted]));
        expect(new Set(now).size).toBe(now.length);
      }),
      { verbose: true },
    );
  });
});

describe('where the focus goes', () => {
  it('goes to the next item that waits, else back to the nearest before', () => {
    const waits = (id: string) => id !== 'done';
    expect(neighbour(['a', 'b', 'done', 'c'], 'b', waits)).toBe('c');
    expect(neighbour(['a', 'b'], 'b', waits)).toBe('a');
    expect(neighbour(['a'], 'a', waits)).toBeUndefined();
  });

  it('steps within the list and stops at its ends', () => {
    expect(step([], undefined, 1)).toBeUndefined();
    expect(step(['a', 'b'], undefined, 1)).toBe('a');
    expect(step(['a', 'b'], undefined, -1)).toBe('b');
    expect(step(['a', 'b'], 'b', 1)).toBe('b');
    expect(step(['a', 'b'], 'b', -1)).toBe('a');
  });
});
