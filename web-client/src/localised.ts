// An event in the reader's language: the server sends a scenario's texts with their translations, in the same shape, under
// `in`; where one says nothing, the original stands.
import type { Event } from './protocol';

type Shape = unknown;

function over(data: Shape, texts: Shape): Shape {
  if (Array.isArray(data) && Array.isArray(texts)) return data.map((item, index) => over(item, texts[index]));
  if (data !== null && texts !== null && typeof data === 'object' && typeof texts === 'object') {
    const merged: Record<string, Shape> = { ...(data as Record<string, Shape>) };
    for (const [key, text] of Object.entries(texts as Record<string, Shape>)) merged[key] = over(merged[key], text);
    return merged;
  }
  return texts === undefined ? data : texts;
}

export function localised(event: Event, language: string): Event {
  const texts = event.data?.in?.[language];
  return texts === undefined ? event : { ...event, data: over(event.data, texts) };
}
