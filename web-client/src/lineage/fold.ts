// An exercise that goes on from a moment of another: what it is called now, and for control where it went out.
import type { Handlers } from '../handlers';

export interface LineageSlice {
  exercise: string;
  title: string;
  forks: { from: string; at: number; n: number }[]; // the earliest first
}

export const emptyLineage = (): Pick<LineageSlice, 'forks'> => ({ forks: [] });

export const lineageHandlers: Handlers<LineageSlice> = {
  'exercise.forked': (view, event) => {
    view.exercise = event.data.exercise;
    view.title = event.data.title;
    if (event.control) view.forks.push({ from: event.control.from, at: event.control.at, n: event.n });
  },
};
