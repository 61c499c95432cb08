// Which events an evaluator chooses evidence from: what people did and what they were told, and not what set the table.
import type { Event } from '../protocol';

const BESIDE = /^(evaluation|questionnaire|bookmark|participant|seat|brief|channel\.opened|exercise\.created)/;
const ANNOUNCED = /\.(opened|planned|listed)$/;

export function isPlay(event: Event): boolean {
  if (BESIDE.test(event.type)) return false;
  return !ANNOUNCED.test(event.type) || event.by.role !== 'control' || /^(document|poll|engagement)/.test(event.type);
}

export interface Watched {
  team: string; // '' for all
  search: string;
}

export function matching(events: readonly Event[], watched: Watched, text: (event: Event) => string): Event[] {
  const words = watched.search.trim().toLocaleLowerCase();
  return events.filter(
    (event) =>
      (watched.team === '' || event.by.team === watched.team) &&
      (words === '' || text(event).toLocaleLowerCase().includes(words)),
  );
}
