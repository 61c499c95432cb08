// How control's screens call seats, senders, recipients and moments.
import { conditionText } from '../conditions';
import type { Fact } from '../effects/fold';
import type { View } from '../fold';
import { i18n, t } from '../i18n/i18n.svelte';
import { dayAndTime, momentOf } from './moments';
import type { InjectRow } from './msel';
import { shortSpan } from './spans';

export abstract class Names {
  abstract readonly view: View;

  span(ms: number): string {
    return shortSpan(ms, i18n.locale);
  }

  seatTitle(id: string): string {
    for (const team of this.view.teams)
      for (const seat of team.seats) if (seat.id === id) return `${team.name}: ${seat.title}`;
    return id;
  }

  places(to: readonly string[]): string {
    if (to.includes('all') || to.includes('public')) return t('control.msel.everybody');
    return to
      .map((place) => this.view.teams.find((team) => team.id === place)?.name ?? this.seatTitle(place))
      .join(' · ');
  }

  sender(from: string): string {
    return this.view.entities.find((entity) => entity.id === from)?.name ?? from;
  }

  objective(id: string): string {
    return this.view.objectives.find((one) => one.id === id)?.title ?? id;
  }

  dayAndTime(ms: number): { day: number; time: string } {
    return dayAndTime(ms, this.view.start);
  }

  momentOf(day: number, time: string): number | undefined {
    return momentOf(day, time, this.view.start);
  }

  moment(at: number | string): string {
    const { day, time } = this.dayAndTime(typeof at === 'string' ? Date.parse(at) : at);
    return `D+${day} ${time}`;
  }

  whenOf(row: InjectRow): string {
    if (row.releasedAt !== undefined) return this.moment(row.releasedAt);
    if (row.plannedAt !== undefined) return this.moment(row.plannedAt);
    if (row.afterMove === undefined) return '';
    const move = this.view.moves.find((one) => one.id === row.afterMove?.move)?.title ?? row.afterMove.move;
    return t('control.msel.afterMove', { move, offset: row.afterMove.offset });
  }

  // A fact that a rule or an inject waited for, as it was.
  factText(fact: Fact): string {
    const what = conditionText(fact.condition, this.view);
    const said = fact.holds ? what : t('control.condition.not', { what });
    return fact.value === undefined ? said : `${said} (${fact.value})`;
  }

  members(members: readonly string[]): string {
    return members
      .map((member) => this.view.entities.find((one) => one.id === member)?.name ?? this.places([member]))
      .join(' · ');
  }
}
