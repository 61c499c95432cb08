import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFocus } from './keepFocus';

describe('the focus', () => {
  let stop: () => void;
  let byKeyboard: boolean;
  let [first, second]: HTMLButtonElement[] = [];

  const settled = () => new Promise((done) => setTimeout(done));
  // As browsers do: what is disabled cannot have the focus.
  async function works(button: HTMLButtonElement): Promise<void> {
    button.blur();
    button.disabled = true;
    await settled();
  }

  beforeEach(() => {
    byKeyboard = true;
    vi.spyOn(Element.prototype, 'matches').mockImplementation((what) => what === ':focus-visible' && byKeyboard);
    stop = keepFocus(document);
    [first, second] = ['one', 'two'].map((text) => {
      const button = document.createElement('button');
      button.textContent = text;
      document.body.append(button);
      return button;
    });
  });
  afterEach(() => {
    stop();
    vi.restoreAllMocks();
    document.body.replaceChildren();
  });

  it('comes back to a button that was at work', async () => {
    first!.focus();
    await works(first!);
    expect(document.activeElement).not.toBe(first);
    first!.disabled = false;
    await settled();
    expect(document.activeElement).toBe(first);
  });

  it('is not forced on who has clicked', async () => {
    byKeyboard = false;
    first!.focus();
    await works(first!);
    first!.disabled = false;
    await settled();
    expect(document.activeElement).not.toBe(first);
  });

  it('stays where somebody has gone meanwhile', async () => {
    first!.focus();
    await works(first!);
    second!.focus();
    first!.disabled = false;
    await settled();
    expect(document.activeElement).toBe(second);
  });
});
