// Whether a key press is meant for the page or for somebody who is composing a syllable. Enter during composition must
// send nothing. Four questions, because Safari ends the composition before it tells of the key.

let endedAt = -Infinity;
let composing = false;

export function watchComposition(target: EventTarget = document): void {
  target.addEventListener('compositionstart', () => (composing = true), true);
  target.addEventListener(
    'compositionend',
    (event) => {
      composing = false;
      endedAt = event.timeStamp;
    },
    true,
  );
}

export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || composing || event.keyCode === 229 || event.timeStamp - endedAt < 30;
}

// Enter sends, Shift+Enter is a line; on touch Enter is a line, and sending has a button.
export function submitsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return false;
  return event.ctrlKey || event.metaKey || !matchMedia('(pointer: coarse)').matches;
}
