import { describe, expect, it } from 'vitest';
import { emptyView, foldAll } from './fold';
import { localised } from './localised';
import type { Event } from './protocol';

const opened: Event = {
  n: 1,
  at: '',
  wall: '',
  type: 'posture.opened',
  by: {},
  data: {
    dimension: 'us.alert',
    title: 'Alert',
    team: 'us',
    levels: [
      { id: 'low', title: 'Low' },
      { id: 'high', title: 'High', leadTime: '2h' },
    ],
    level: 'low',
    proposers: [],
    in: { ko: { title: '경계', levels: [{}, { title: '높음' }] } },
  },
};

describe('an event in the reader’s language', () => {
  it('has the translated texts over the others', () => {
    const told = localised(opened, 'ko').data;
    expect(told.title).toBe('경계');
    expect(told.levels).toEqual([
      { id: 'low', title: 'Low' },
      { id: 'high', title: '높음', leadTime: '2h' },
    ]);
    expect(opened.data.title).toBe('Alert');
  });

  it('is itself where nothing is said in that language', () => {
    expect(localised(opened, 'ja')).toBe(opened);
    expect(localised({ ...opened, data: {} }, 'ko').data).toEqual({});
  });

  it('is what the screens fold', () => {
    expect(foldAll([opened], emptyView('ko')).dimensions['us.alert']?.title).toBe('경계');
    expect(foldAll([opened]).dimensions['us.alert']?.title).toBe('Alert');
  });
});
