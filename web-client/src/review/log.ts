// The events of a log as the server exports it, one JSON text a line, as they come.
import type { Event } from '../protocol';
import { Slice } from './slices';

// Gives `take` each event in its order. Lets the page live in between, and stops when `signal` says so.
export async function readLog(
  chunks: AsyncIterable<string>,
  take: (event: Event) => void,
  signal: AbortSignal,
): Promise<void> {
  const slice = new Slice();
  let begun = ''; // of a line whose end has not come
  const line = async (text: string): Promise<void> => {
    if (text.trim() === '') return;
    take(JSON.parse(text) as Event);
    if (slice.over()) await slice.rest();
  };
  for await (const chunk of chunks) {
    const lines = (begun + chunk).split('\n');
    begun = lines.pop() ?? '';
    for (const text of lines) {
      signal.throwIfAborted();
      await line(text);
    }
  }
  signal.throwIfAborted();
  await line(begun);
}

export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      yield decoder.decode(value, { stream: !done });
      if (done) return;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
