import { describe, expect, it } from 'vitest';
import { BYTES_MAX, faultOfFile, FILES_MAX, mediaUrl, sizeText } from './files';

describe('files to attach', () => {
  it('are pictures and PDFs of up to 5 MiB, eight at most', () => {
    expect(faultOfFile({ type: 'image/png', size: 10 }, 0)).toBeUndefined();
    expect(faultOfFile({ type: 'application/pdf', size: BYTES_MAX }, FILES_MAX - 1)).toBeUndefined();
    expect(faultOfFile({ type: 'image/svg+xml', size: 10 }, 0)).toBe('kind');
    expect(faultOfFile({ type: 'text/html', size: 10 }, 0)).toBe('kind');
    expect(faultOfFile({ type: '', size: 10 }, 0)).toBe('kind');
    expect(faultOfFile({ type: 'image/png', size: BYTES_MAX + 1 }, 0)).toBe('size');
    expect(faultOfFile({ type: 'image/png', size: 0 }, 0)).toBe('size');
    expect(faultOfFile({ type: 'image/png', size: 10 }, FILES_MAX)).toBe('count');
  });

  it('have an address of their own, whatever their id', () => {
    expect(mediaUrl('e1', 'a/b')).toBe('/api/exercises/e1/media/a%2Fb');
  });

  it('say how large they are in the reader’s language', () => {
    expect(sizeText(1_400_000, 'en')).toBe('1.4 MB');
    expect(sizeText(300, 'en')).toBe('1 kB');
  });
});
