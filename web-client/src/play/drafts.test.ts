import { beforeEach, expect, test } from 'vitest';
import { draft, keepDraft } from './drafts';

beforeEach(() => sessionStorage.clear());

test('a draft is kept by exercise and place, and an empty one leaves nothing behind', () => {
  keepDraft('ex1', 'talk.tri', 'We propose');
  expect(draft('ex1', 'talk.tri')).toBe('We propose');
  expect(draft('ex1', 'talk.press')).toBe('');
  expect(draft('ex2', 'talk.tri')).toBe('');
  keepDraft('ex1', 'talk.tri', '');
  expect(sessionStorage.length).toBe(0);
});
