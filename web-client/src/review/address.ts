// What the address of a review says: /review/ID?tab=…&as=…&n=… . A link to a moment opens at that moment.
import { TABS, type Tab } from './pane';

export interface Place {
  tab: Tab;
  as: string | undefined;
  n: number | undefined; // undefined: the end
}

export function placeOf(search: string): Place {
  const asked = new URLSearchParams(search);
  const n = Number(asked.get('n') ?? NaN);
  return {
    tab: TABS.find((one) => one === asked.get('tab')) ?? 'replay',
    as: asked.get('as') ?? undefined,
    n: Number.isSafeInteger(n) && n >= 0 ? n : undefined,
  };
}

export function searchOf({ tab, as, n }: Place): string {
  const said = new URLSearchParams({ tab });
  if (as !== undefined) said.set('as', as);
  if (n !== undefined) said.set('n', String(n));
  return `?${said}`;
}
