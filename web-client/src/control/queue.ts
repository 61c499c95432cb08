// What waits for a ruling of control, oldest first: held and delayed messages, and posture proposals.
import type { View } from '../fold';

export interface WaitingItem {
  id: string;
  kind: 'message' | 'posture';
  n: number;
  sinceMs: number; // wall time
  team: string | undefined;
  seat: string | undefined;
  who: string;
  text: string; // the message, or the reasons
  title: string; // the channel, or the dimension
  mode: 'held' | 'delayed' | undefined; // a delayed message goes out by itself
  duePlayedMs: number | undefined;
  dimension: string | undefined;
  level: string | undefined;
  fromTitle: string;
  toTitle: string;
  leadTime: string | undefined;
  visibility: string | undefined;
  ruledBy: string | undefined;
}

export function waitingOf(view: View): WaitingItem[] {
  const items: WaitingItem[] = [];
  for (const message of Object.values(view.messages)) {
    if (message.state !== 'held') continue;
    items.push({
      id: message.id,
      kind: 'message',
      n: message.n,
      sinceMs: Date.parse(message.wall),
      team: message.by.team,
      seat: message.by.seat,
      who: message.by.name ?? '',
      text: message.body,
      title: view.channels[message.channel]?.title ?? message.channel,
      mode: message.mode,
      duePlayedMs: message.duePlayedMs,
      dimension: undefined,
      level: undefined,
      fromTitle: '',
      toTitle: '',
      leadTime: undefined,
      visibility: undefined,
      ruledBy: undefined,
    });
  }
  for (const proposal of Object.values(view.proposals)) {
    if (proposal.ruling !== undefined) continue;
    const dimension = view.dimensions[proposal.dimension];
    if (dimension?.ruledBy === 'nobody') continue;
    const level = (id: string | undefined) => dimension?.levels.find((one) => one.id === id);
    items.push({
      id: proposal.id,
      kind: 'posture',
      n: proposal.n,
      sinceMs: Date.parse(proposal.wall),
      team: proposal.by.team,
      seat: proposal.by.seat,
      who: proposal.by.name ?? '',
      text: proposal.rationale,
      title: dimension?.title ?? proposal.dimension,
      mode: undefined,
      duePlayedMs: undefined,
      dimension: proposal.dimension,
      level: proposal.level,
      fromTitle: level(dimension?.level)?.title ?? '',
      toTitle: level(proposal.level)?.title ?? proposal.level,
      leadTime: level(proposal.level)?.leadTime,
      visibility: proposal.visibility,
      ruledBy: dimension?.ruledBy,
    });
  }
  // What goes out by itself stands below what nobody but control moves on.
  return items.sort(
    (a, b) => Number(a.mode === 'delayed') - Number(b.mode === 'delayed') || a.sinceMs - b.sinceMs || a.n - b.n,
  );
}

// How pressing an item is: after two minutes amber, after five red.
export function ageLevel(ageMs: number): '' | 'late' | 'alarm' {
  return ageMs >= 5 * 60_000 ? 'alarm' : ageMs >= 2 * 60_000 ? 'late' : '';
}
