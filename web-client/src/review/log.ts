import type { Event } from '../protocol';

// The events of a log as the server exports it, one JSON text a line.
export function readLog(text: string): Event[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Event);
}
