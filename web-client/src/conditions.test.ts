import { beforeAll, describe, expect, it } from 'vitest';
import { conditionText, deedText } from './conditions';
import './control/words';
import { apply, emptyView } from './fold';
import { i18n } from './i18n/i18n.svelte';
import type { Event } from './protocol';

const view = emptyView();

beforeAll(() => {
  const happens = (type: string, data: Record<string, unknown>, control?: Record<string, unknown>) =>
    apply(view, { n: 1, at: '2025-01-28T09:00:00+09:00', wall: '', type, by: {}, data, control } as Event);
  view.start = '2025-01-28T09:00:00+09:00';
  view.teams = [{ id: 'jp', name: 'Japan', seats: [] }] as typeof view.teams;
  view.entities = [{ id: 'press', name: 'World Press' }] as typeof view.entities;
  happens('posture.opened', {
    dimension: 'jp.data',
    title: 'Data sharing',
    team: 'jp',
    levels: [{ id: 'some', title: 'Some' }],
    level: 'some',
    visibility: 'team',
    ruledBy: 'control',
    proposers: [],
  });
  happens('indicator.opened', { indicator: 'tension', title: 'Tension', min: 0, max: 100, value: 20 });
});

describe('a condition in words', () => {
  it('says each kind of fact', () => {
    const said: [Record<string, unknown>, string][] = [
      [{ posture: 'jp.data', atLeast: 'some' }, 'Japan: Data sharing stands at Some or above'],
      [{ declared: 'jp.data', is: 'some' }, 'Japan: Data sharing is declared as Some'],
      [{ indicator: 'tension', above: 70 }, 'Tension is above 70'],
      [{ agreement: 'concluded', parties: ['jp'] }, 'an agreement is concluded with Japan'],
      [{ document: 'published' }, 'a joint document is published'],
      [{ statements: 'press', atLeast: 2 }, 'World Press has published 2 or more statements'],
      [{ after: '2025-01-30T10:00:00+09:00' }, 'it is past D+2 10:00'],
      [{ before: 'D+30 09:00' }, 'it is before D+30 09:00'],
      [{ silent: 'jp', for: '8h' }, 'Japan has done nothing for 8h'],
      [{ request: 'answered', by: 'jp' }, 'a question has been answered, by Japan'],
      [{ ruling: 'jp.data', is: 'deny' }, 'a proposal on Data sharing was denied'],
      [{ action: 'failure' }, 'an action was adjudicated: failure'],
      [{ engagement: 'leaked', atLeast: 2, at: 'busan' }, '2 or more came through at busan'],
      [{ engagement: 'assessed' }, 'an engagement was assessed'],
    ];
    for (const [condition, text] of said) expect(conditionText(condition, view)).toBe(text);
  });

  it('joins and negates, with brackets where they are needed', () => {
    const either = { any: [{ move: 'two' }, { indicator: 'tension', below: 5 }] };
    expect(conditionText({ all: [either, { not: { document: 'frozen' } }] }, view)).toBe(
      '(the move “two” has begun or Tension is below 5) and not: a joint document is frozen',
    );
  });

  it('shows what it does not know as it is written, and names what the viewer does not', () => {
    expect(conditionText({ weather: 'rain' }, view)).toBe('{"weather":"rain"}');
    expect(conditionText({ posture: 'x.y', is: 'z' }, view)).toBe('x.y stands at z');
    expect(conditionText(undefined, view)).toBe('');
  });

  it('says what a rule does and has done', () => {
    expect(deedText({ adjust: 'tension', by: 5 }, view)).toBe('Tension +5');
    expect(deedText({ indicator: 'tension', from: 20, value: 25 }, view)).toBe('Tension from 20 to 25');
    expect(deedText({ notice: 'Look' }, view)).toBe('tells control: Look');
  });

  it.each(['ko', 'ja'] as const)('speaks %s', async (language) => {
    await i18n.use(language);
    expect(conditionText({ indicator: 'tension', above: 70 }, view)).toMatch(/Tension.*70/);
    expect(conditionText({ silent: 'jp', for: '8h' }, view)).not.toMatch(/nothing|control\./);
    await i18n.use('en');
  });
});
