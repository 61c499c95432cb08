// A join code as people type it: case, blanks and dashes do not count.

export function normalCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '');
}

// In groups of four, as it is shown in the room.
export function groupedCode(typed: string): string {
  return normalCode(typed).replace(/(.{4})(?=.)/g, '$1-');
}
