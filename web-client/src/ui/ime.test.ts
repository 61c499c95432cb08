import { afterEach, describe, expect, test, vi } from 'vitest';
import { isComposing, submitsOnEnter, watchComposition } from './ime';

function press(init: KeyboardEventInit & { keyCode?: number; timeStamp?: number } = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Enter', ...init });
  for (const name of ['keyCode', 'timeStamp', 'isComposing'] as const)
    Object.defineProperty(event, name, {
      value: init[name] ?? (name === 'timeStamp' ? 1e9 : name === 'keyCode' ? 13 : false),
    });
  return event;
}

function compose(target: EventTarget, type: string, timeStamp: number): void {
  const event = new Event(type);
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  target.dispatchEvent(event);
}

function pointer(coarse: boolean): void {
  vi.stubGlobal('matchMedia', () => ({ matches: coarse }));
}

afterEach(() => vi.unstubAllGlobals());

describe('Enter while a syllable is being composed', () => {
  test('sends nothing when the browser says that it is composing', () => {
    pointer(false);
    expect(submitsOnEnter(press({ isComposing: true }))).toBe(false);
  });
  test('sends nothing when only the key code of an input method says so, as in Safari', () => {
    pointer(false);
    expect(submitsOnEnter(press({ keyCode: 229 }))).toBe(false);
  });
  test('sends nothing between the start and the end of a composition, nor just after it', () => {
    pointer(false);
    const target = new EventTarget();
    watchComposition(target);
    compose(target, 'compositionstart', 100);
    expect(submitsOnEnter(press({ timeStamp: 5_000 }))).toBe(false);
    compose(target, 'compositionend', 6_000);
    expect(submitsOnEnter(press({ timeStamp: 6_010 }))).toBe(false);
    expect(submitsOnEnter(press({ timeStamp: 6_200 }))).toBe(true);
  });
  test('does not steer the list of a page either: arrows and Escape are asked the same', () => {
    expect(isComposing(press({ key: 'Escape', isComposing: true }))).toBe(true);
    expect(isComposing(press({ key: 'ArrowUp' }))).toBe(false);
  });
});

describe('Enter otherwise', () => {
  test('sends at a keyboard, and Shift+Enter is a line', () => {
    pointer(false);
    expect(submitsOnEnter(press())).toBe(true);
    expect(submitsOnEnter(press({ shiftKey: true }))).toBe(false);
    expect(submitsOnEnter(press({ key: 'a' }))).toBe(false);
  });
  test('is a line on touch, unless Ctrl is held', () => {
    pointer(true);
    expect(submitsOnEnter(press())).toBe(false);
    expect(submitsOnEnter(press({ ctrlKey: true }))).toBe(true);
  });
});
