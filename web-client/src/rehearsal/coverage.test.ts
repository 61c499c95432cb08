import { beforeAll, expect, it } from 'vitest';
import { conditionText } from '../conditions';
import '../control/words';
import { i18n } from '../i18n/i18n.svelte';
import { countedFates, viewOfScenario, type Coverage } from './coverage';

beforeAll(() => i18n.use('en'));

it('counts out what went out first, and leaves out what there is none of', () => {
  const counts = { unfired: 2, fired: 3, manual: 1, 'on schedule': 2, contingency: 1, 'by hand': 1 };
  expect(countedFates({ counts } as unknown as Coverage)).toEqual([
    { fate: 'on schedule', count: 2 },
    { fate: 'by hand', count: 1 },
    { fate: 'contingency', count: 1 },
    { fate: 'manual', count: 1 },
  ]);
});

it('puts conditions into words with the titles of a scenario that nobody plays yet', () => {
  const view = viewOfScenario({
    clock: { start: '2025-04-16T13:00:00+09:00', moves: [{ id: 'two', title: 'Move 2' }] },
    teams: [{ id: 'jp', name: 'Japan', seats: [] }],
    channels: [{ id: 'line', title: 'The line' }],
    posture: [{ id: 'jp.warning', title: 'Warning', team: 'jp', levels: [{ id: 'low', title: 'Low' }] }],
    engagement: { sites: [{ id: 'busan', title: 'Busan' }] },
  });
  const said = (condition: Record<string, unknown>) => conditionText(condition, view);
  expect(said({ posture: 'jp.warning', atLeast: 'low' })).toBe('Japan: Warning stands at Low or above');
  expect(said({ messages: 'line', atLeast: 2, from: 'jp' })).toBe('The line has 2 or more messages, by Japan');
  expect(said({ move: 'two' })).toBe('the move “Move 2” has begun');
  expect(said({ engagement: 'leaked', atLeast: 1, at: 'busan' })).toBe('1 or more came through at Busan');
});
