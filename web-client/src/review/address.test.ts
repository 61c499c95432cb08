import { expect, it } from 'vitest';
import { placeOf, searchOf } from './address';

it('an address says what is looked at, and back', () => {
  const place = { tab: 'measures', as: 'jp.foreign', n: 5712 } as const;
  expect(placeOf(searchOf(place))).toEqual(place);
});

it('an address that says nothing or nonsense opens the replay at its end', () => {
  for (const search of ['', '?', '?tab=nothing&n=-3', '?n=1.5&tab=', '?n=x'])
    expect(placeOf(search)).toEqual({ tab: 'replay', as: undefined, n: undefined });
});
