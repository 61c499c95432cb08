import { expect, it } from 'vitest';
import { apply, emptyView } from '../fold';
import type { Event } from '../protocol';
import { copyView } from './copy';

it('a copy stays as it is while the original goes on', () => {
  const view = emptyView();
  const happens = (type: string, data: Record<string, unknown>) =>
    apply(view, { n: 1, at: '', wall: '', type, by: { name: 'Sato' }, data } as Event);
  happens('action.submitted', { action: 'a', title: '', body: '', intent: '', reasons: [], open: true, team: 'jp' });
  happens('poll.opened', { poll: 'p', question: '', options: [], voters: [], unit: 'seat', ballot: 'open' });
  happens('posture.opened', { dimension: 'd', title: '', team: null, levels: [{ id: 'x', title: '', locked: true }] });
  const kept = copyView(view);
  const before = JSON.stringify(kept);
  happens('action.estimated', { action: 'a', probability: 40 });
  happens('poll.answered', { poll: 'p', option: 0, voter: 'jp.head' });
  happens('posture.unlocked', { dimension: 'd', level: 'x' });
  expect(JSON.stringify(kept)).toBe(before);
  expect(JSON.stringify(view)).not.toBe(before);
});
