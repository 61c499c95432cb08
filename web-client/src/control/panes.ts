// The panes of the side column, in groups. A part adds its pane with one line here and one word, "control.tab.ID".
import type { Component } from 'svelte';
import ControlNotes from '../bookmarks/ControlNotes.svelte';
import EngagementPane from '../engagement/EngagementPane.svelte';
import ControlEvaluation from '../evaluation/ControlEvaluation.svelte';
import type { View } from '../fold';
import type { Event } from '../protocol';
import ControlQuestionnaires from '../questionnaires/ControlQuestionnaires.svelte';
import AgreementsPane from './AgreementsPane.svelte';
import ChannelsPane from './ChannelsPane.svelte';
import ControlPane from './ControlPane.svelte';
import type { Desk } from './desk.svelte';
import LogPane from './LogPane.svelte';
import PeoplePane from './PeoplePane.svelte';
import PollsPane from './PollsPane.svelte';
import PosturePane from './PosturePane.svelte';
import PressPane from './PressPane.svelte';
import RulesPane from './RulesPane.svelte';
import TeamsPane from './TeamsPane.svelte';

export interface PaneProps {
  desk: Desk;
  events: readonly Event[];
}

interface SidePane {
  readonly id: string;
  readonly pane: Component<PaneProps>;
  readonly when?: (view: View) => boolean; // else always
  readonly acts?: true; // there is nothing to read in it for whoever only looks
}

const GROUPS_OF = {
  people: [
    { id: 'teams', pane: TeamsPane },
    { id: 'doors', pane: PeoplePane, acts: true },
    { id: 'control', pane: ControlPane, acts: true },
  ],
  state: [
    { id: 'posture', pane: PosturePane },
    { id: 'agreements', pane: AgreementsPane },
    { id: 'engagements', pane: EngagementPane, when: (view) => view.model !== undefined },
    { id: 'rules', pane: RulesPane },
  ],
  voices: [
    { id: 'channels', pane: ChannelsPane },
    { id: 'press', pane: PressPane },
    { id: 'polls', pane: PollsPane },
  ],
  record: [
    { id: 'log', pane: LogPane },
    { id: 'evaluation', pane: ControlEvaluation },
    { id: 'questionnaires', pane: ControlQuestionnaires },
    { id: 'notes', pane: ControlNotes },
  ],
} as const satisfies Record<string, readonly SidePane[]>;

export type GroupId = keyof typeof GROUPS_OF;
export type PaneId = (typeof GROUPS_OF)[GroupId][number]['id'];

export interface PaneGroup {
  readonly id: GroupId;
  readonly panes: readonly (SidePane & { readonly id: PaneId })[];
}

export const GROUPS: readonly PaneGroup[] = Object.entries(GROUPS_OF).map(([id, panes]) => ({
  id: id as GroupId,
  panes,
}));
