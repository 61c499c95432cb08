import { expect, test } from 'vitest';
import { groupedCode, normalCode } from './code';

test('a join code is the same however it was typed', () => {
  for (const typed of ['kx7p2m4q', 'KX7P-2M4Q', ' kx7p 2m4q ']) expect(normalCode(typed)).toBe('KX7P2M4Q');
});

test('a join code is shown in groups of four', () => {
  expect(groupedCode('kx7p2m4q')).toBe('KX7P-2M4Q');
  expect(groupedCode('kx7p')).toBe('KX7P');
});
