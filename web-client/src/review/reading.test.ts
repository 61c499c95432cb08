import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { readLog } from './log';
import { Reading, type Source } from './reading.svelte';

const line = (n: number) =>
  JSON.stringify({
    n,
    at: '2025-01-28T00:00:00Z',
    wall: '2026-01-01T00:00:00Z',
    type: 'x',
    by: {},
    data: { body: '안녕 <b>' },
  });
const text = Array.from({ length: 50 }, (_, i) => line(i + 1)).join('\n');

async function* cut(size: number): AsyncIterable<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

describe('a record that is read', () => {
  it('is the same however it is cut on its way', async () => {
    for (const size of [1, 7, 100, 100_000]) {
      const numbers: number[] = [];
      await readLog(cut(size), (event) => numbers.push(event.n), new AbortController().signal);
      expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    }
  });

  it('can be given up', async () => {
    const stop = new AbortController();
    const read = readLog(cut(10), (event) => event.n === 3 && stop.abort(), stop.signal);
    await expect(read).rejects.toThrow();
  });

  const settled = async (reading: Reading): Promise<void> => {
    for (let i = 0; i < 200 && reading.state.is === 'loading'; i++) await new Promise((done) => setTimeout(done, 5));
    flushSync();
  };

  it('says why it could not be read, and whether it is only not open yet', async () => {
    const refused =
      (code: string): Source =>
      () =>
        Promise.reject({ code, hint: 'A reason' });
    const reading = new Reading();
    reading.open(refused('not_running'), 'jp', 'en');
    await settled(reading);
    expect(reading.state).toEqual({ is: 'failed', text: 'A reason', closed: true });
    reading.open(refused('unreachable'), 'jp', 'en');
    await settled(reading);
    expect(reading.state).toEqual({ is: 'failed', text: 'A reason', closed: false });
    reading.open(() => Promise.resolve(cut(1000)), 'jp', 'en');
    await settled(reading);
    expect([reading.state.is, reading.events.length, reading.at(7).n]).toEqual(['read', 50, 7]);
  });
});
