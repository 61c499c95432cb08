// What the participant's screens show, as plain functions of the view.
import type { Channel, Dimension, Inject, Message, Proposal, View } from '../fold';
import type { Viewer } from '../protocol';

export type Tab = 'inbox' | 'talk' | 'posture' | 'brief';
export const TABS: readonly Tab[] = ['inbox', 'talk', 'posture', 'brief'];

export interface InboxItem {
  id: string;
  inject: Inject;
  n: number;
  waits: boolean;
}

// What has reached this seat, the latest first; what it has not acknowledged waits.
export function inboxOf(view: View, seat: string | undefined): InboxItem[] {
  return Object.values(view.injects)
    .filter((inject) => inject.releases.length > 0)
    .map((inject) => ({
      id: inject.id,
      inject,
      n: inject.releases.at(-1)?.n ?? inject.order,
      waits: seat !== undefined && !inject.acknowledged.some((one) => one.seat === seat),
    }))
    .sort((a, b) => b.n - a.n);
}

export function messagesOf(view: View, channel: Channel | undefined): Message[] {
  return (channel?.messages ?? [])
    .map((id) => view.messages[id])
    .filter((message) => message !== undefined)
    .sort((a, b) => a.n - b.n);
}

// How many messages of a channel came after the last that was on the screen, one's own not counted.
export function unreadOf(view: View, channel: Channel, readUpTo: number, viewer: Viewer | undefined): number {
  return messagesOf(view, channel).filter(
    (message) =>
      message.n > readUpTo &&
      message.state === 'sent' &&
      !(message.by.seat !== undefined && message.by.seat === viewer?.seat),
  ).length;
}

// Whether this viewer writes in the channel at all.
export function isMember(channel: Channel, viewer: Viewer | undefined): boolean {
  return [viewer?.team, viewer?.seat].some((place) => place !== undefined && channel.members.includes(place));
}

export interface PostureGroup {
  team: string | null;
  dimensions: Dimension[];
}

// One's own dimensions first, then the shared ones, then the others'.
export function postureGroups(view: View, ownTeam: string | undefined): PostureGroup[] {
  const order: (string | null)[] = [
    ...(ownTeam ? [ownTeam] : []),
    null,
    ...view.teams.map((team) => team.id).filter((id) => id !== ownTeam),
  ];
  return order
    .map((team) => ({
      team,
      dimensions: Object.values(view.dimensions).filter((dimension) => dimension.team === team),
    }))
    .filter((group) => group.dimensions.length > 0);
}

export function openProposals(view: View, dimension: string): Proposal[] {
  return Object.values(view.proposals).filter(
    (proposal) => proposal.dimension === dimension && proposal.ruling === undefined,
  );
}

export function proposalsOf(view: View): Proposal[] {
  return Object.values(view.proposals).sort((a, b) => b.n - a.n);
}
