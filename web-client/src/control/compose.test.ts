import { describe, expect, it } from 'vitest';
import { composeParams, editParams, emptyDraft, faultOf, isoAt, toggled, type InjectDraft } from './compose';

const seoul = 9 * 60;
const noon = Date.UTC(2025, 1, 3, 3, 0);

function draft(rest: Partial<InjectDraft> = {}): InjectDraft {
  return { ...emptyDraft(), from: 'press', to: ['all'], title: 'Rumour', body: 'It is said that…', ...rest };
}

describe('writing an inject', () => {
  it('says what is missing, first things first', () => {
    expect(faultOf(emptyDraft(), noon)).toBe('needFrom');
    expect(faultOf(draft({ to: [] }), noon)).toBe('needTo');
    expect(faultOf(draft({ title: ' ' }), noon)).toBe('needTitle');
    expect(faultOf(draft({ body: '' }), noon)).toBe('needBody');
    expect(faultOf(draft({ when: 'at', atMs: noon }), noon)).toBe('needTime');
    expect(faultOf(draft({ when: 'at', atMs: noon + 1 }), noon)).toBeUndefined();
  });

  it('sends a time only when one was chosen, with the offset of the exercise', () => {
    expect(composeParams(draft(), seoul)).not.toHaveProperty('at');
    expect(composeParams(draft({ when: 'hold' }), seoul)).toMatchObject({ hold: true });
    expect(composeParams(draft({ when: 'at', atMs: noon }), seoul)).toMatchObject({ at: '2025-02-03T12:00:00+09:00' });
    expect(isoAt(noon, -210)).toBe('2025-02-02T23:30:00-03:30');
  });

  it('never addresses a place twice', () => {
    expect(toggled([], 'us')).toEqual(['us']);
    expect(toggled(['us'], 'us')).toEqual([]);
    expect(toggled(['us.head', 'jp'], 'us')).toEqual(['jp', 'us']);
    expect(toggled(['us'], 'us.head')).toEqual(['us.head']);
    expect(toggled(['us', 'jp'], 'all')).toEqual(['all']);
    expect(toggled(['all'], 'jp')).toEqual(['jp']);
  });
});

describe('changing an inject', () => {
  it('asks only for what was changed', () => {
    const before = draft({ when: 'as-is' });
    expect(editParams('rumour', before, { ...before }, seoul)).toBeUndefined();
    expect(editParams('rumour', before, { ...before, title: 'Denial' }, seoul)).toEqual({
      inject: 'rumour',
      title: 'Denial',
    });
    expect(editParams('rumour', before, { ...before, when: 'manual' }, seoul)).toEqual({ inject: 'rumour', at: null });
  });

  it('does not take the order of the recipients for a change', () => {
    const before = draft({ to: ['us', 'jp'], when: 'as-is' });
    expect(editParams('rumour', before, { ...before, to: ['jp', 'us'] }, seoul)).toBeUndefined();
  });
});
