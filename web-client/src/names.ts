// How people read moments, places and persons of an exercise, in their language.
import { dayAndTime } from './control/moments';
import { seatTitle, teamName, type View } from './fold';
import { t } from './i18n/i18n.svelte';
import type { By } from './protocol';

export function momentText(view: View, at: string): string {
  const { day, time } = dayAndTime(Date.parse(at), view.start);
  return `${t('clock.day', { day })} ${time}`;
}

// A team, a seat, an entity, everybody, or control.
export function placeName(view: View, place: string): string {
  if (place === 'all' || place === 'public') return t('names.everybody');
  if (place === 'control') return t('names.control');
  const entity = view.entities.find((one) => one.id === place);
  if (entity) return entity.name;
  return place.includes('.')
    ? `${teamName(view, place.split('.')[0])}: ${seatTitle(view, place)}`
    : teamName(view, place);
}

export const placeNames = (view: View, places: readonly string[]): string =>
  places.map((place) => placeName(view, place)).join(', ');

// Somebody by name and seat; a team that speaks with one voice; control; an entity.
export function whoText(view: View, by: By | undefined): string {
  if (!by || by.role === 'system') return t('names.system');
  if (by.role === 'control') return t('names.control');
  if (by.entity !== undefined) return by.name ?? by.entity;
  if (by.name === undefined) return teamName(view, by.team);
  return by.seat === undefined ? by.name : `${by.name}, ${seatTitle(view, by.seat)}`;
}
