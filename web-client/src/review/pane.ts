// What each tab of the review is given, and which tabs there are. A tab is shown when its pane is part of this client.
import type { Component } from 'svelte';
import type { View } from '../fold';
import type { Event } from '../protocol';

export interface PaneProps {
  id: string; // the exercise
  as: string; // whose record is read: control, a team, a seat, observer or evaluator
  control: boolean; // the reader is control
  whole: View; // after the last event that `as` received
  view: View; // at the moment that is looked at
  n: number; // the moment: the number of the last event that has happened by then, 0 before the first
  events: readonly Event[]; // all that `as` received: events[i].n is i + 1
  moment: (at: string) => string; // an exercise time in words: "D+12 14:00"
  goTo: (n: number) => void; // opens the replay right after event n
}

export const TABS = ['replay', 'measures', 'evaluation', 'report', 'compare'] as const;
export type Tab = (typeof TABS)[number];

type Load = () => Promise<{ default: Component<PaneProps> }>;

const found = {
  ...import.meta.glob<{ default: Component<PaneProps> }>('../measures/MeasuresPane.svelte'),
  ...import.meta.glob<{ default: Component<PaneProps> }>('../evaluation/EvaluationPane.svelte'),
  ...import.meta.glob<{ default: Component<PaneProps> }>('../report/ReportPane.svelte'),
  ...import.meta.glob<{ default: Component<PaneProps> }>('../cohorts/ComparePane.svelte'),
};

const PATHS: Record<Exclude<Tab, 'replay'>, string> = {
  measures: '../measures/MeasuresPane.svelte',
  evaluation: '../evaluation/EvaluationPane.svelte',
  report: '../report/ReportPane.svelte',
  compare: '../cohorts/ComparePane.svelte',
};
const CONTROL_ONLY: ReadonlySet<Tab> = new Set(['report', 'compare']);

export const loadOf = (tab: Tab): Load | undefined => (tab === 'replay' ? undefined : found[PATHS[tab]]);

export function tabsFor(control: boolean): Tab[] {
  return TABS.filter((tab) => (tab === 'replay' || loadOf(tab)) && (control || !CONTROL_ONLY.has(tab)));
}
