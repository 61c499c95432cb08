import { expect, test } from 'vitest';
import type { RosterPerson } from './api';
import { inOrder, matches, placeName } from './places';

const teams = [
  { id: 'us', name: 'United States', seats: [{ id: 'us.head', title: 'Head' }] },
  {
    id: 'jp',
    name: 'Japan',
    seats: [
      { id: 'jp.head', title: 'Head' },
      { id: 'jp.civil', title: 'Civil' },
    ],
  },
];
const person = (name: string, more: Partial<RosterPerson>): RosterPerson => ({
  id: name,
  name,
  role: 'participant',
  state: 'waiting',
  ...more,
});

test('people stand by team and seat, and those who only look at the end', () => {
  const people = [
    person('Eva', { role: 'evaluator' }),
    person('Obi', { role: 'observer' }),
    person('Abe', { team: 'jp' }),
    person('Sato', { team: 'jp', seat: 'jp.civil' }),
    person('Park', { team: 'us', seat: 'us.head' }),
  ];
  expect(inOrder(people, teams).map((one) => one.name)).toEqual(['Park', 'Sato', 'Abe', 'Obi', 'Eva']);
});

test('a place is called by its name, and by its id when the scenario no longer knows it', () => {
  expect(placeName(teams, 'jp')).toBe('Japan');
  expect(placeName(teams, 'jp.civil')).toBe('Civil');
  expect(placeName(teams, 'mars')).toBe('mars');
  expect(placeName(teams, undefined)).toBe('');
});

test('people are found by name, address, team and seat', () => {
  const sato = person('Sato Ken', { team: 'jp', seat: 'jp.civil', email: 'sato@x.jp' });
  for (const text of ['', 'ken sato', 'x.jp', 'japan civil']) expect(matches(sato, teams, text)).toBe(true);
  expect(matches(sato, teams, 'japan park')).toBe(false);
});
