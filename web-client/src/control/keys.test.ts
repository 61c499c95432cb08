import { afterEach, describe, expect, it } from 'vitest';
import { actOf } from './keys';

function press(key: string, rest: Partial<Parameters<typeof actOf>[0]> = {}) {
  return { key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, ...rest };
}

function element(html: string, selector: string): Element {
  const parsed = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild as Element;
  document.body.append(parsed);
  return document.querySelector(selector) as Element;
}

afterEach(() => document.body.replaceChildren());

describe('the keys of the dashboard', () => {
  it('pauses with one key when nobody is typing', () => {
    expect(actOf(press(' '), document.body)).toBe('pause');
  });

  it('leaves letters to whoever writes, and to open dialogs', () => {
    expect(actOf(press('f'), element('<textarea></textarea>', 'textarea'))).toBeUndefined();
    expect(actOf(press('f'), element('<div role="dialog"><p>x</p></div>', 'p'))).toBeUndefined();
  });

  it('leaves the space bar to the button it stands on, but not the letters', () => {
    const button = element('<button>x</button>', 'button');
    expect(actOf(press(' '), button)).toBeUndefined();
    expect(actOf(press('h'), button)).toBe('hold');
  });

  it('does nothing with shortcuts of the browser or during composition', () => {
    expect(actOf(press('s', { ctrlKey: true }), document.body)).toBeUndefined();
    expect(actOf(press('f', { isComposing: true }), document.body)).toBeUndefined();
    expect(actOf(press('f', { keyCode: 229 }), document.body)).toBeUndefined();
  });

  it('repeats only stepping, so that a key held down releases nothing twice', () => {
    expect(actOf(press('j', { repeat: true }), document.body)).toBe('next');
    expect(actOf(press(' ', { repeat: true }), document.body)).toBeUndefined();
  });
});
