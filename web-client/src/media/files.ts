// What may be attached, and how a file comes to the server.
import { Refusal } from '../protocol';
import type { Attachment } from './fold';

export const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'];
export const BYTES_MAX = 5 * 1024 * 1024;
export const FILES_MAX = 8;

export type FileFault = 'kind' | 'size' | 'count';

// Why this file is not taken beside so many others.
export function faultOfFile(file: { type: string; size: number }, already: number): FileFault | undefined {
  if (already >= FILES_MAX) return 'count';
  if (!TYPES.includes(file.type)) return 'kind';
  if (file.size > BYTES_MAX || file.size === 0) return 'size';
  return undefined;
}

export const mediaUrl = (exercise: string, media: string): string =>
  `/api/exercises/${encodeURIComponent(exercise)}/media/${encodeURIComponent(media)}`;

export const isPicture = (file: { type: string }): boolean => file.type.startsWith('image/');

// "PDF": what stands in a picture's place.
export const kindOf = (file: { type: string }): string => (file.type.split('/')[1] ?? '').toUpperCase();

// "1.4 MB", "12 kB": as the reader's language writes numbers.
export function sizeText(bytes: number, language: string): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  }).format(large ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}

export async function upload(exercise: string, file: File): Promise<Attachment> {
  const path = `/api/exercises/${encodeURIComponent(exercise)}/media?name=${encodeURIComponent(file.name.slice(0, 200))}`;
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': file.type },
      body: file,
    });
  } catch {
    throw new Refusal('unreachable', '');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.code ?? 'invalid', body.hint ?? '', undefined);
  return { media: body.media, name: body.name, type: body.type, bytes: body.bytes };
}
