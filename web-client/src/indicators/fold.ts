// The meters that this viewer sees, with where they have stood.
import type { Handlers } from '../handlers';

export interface Indicator {
  id: string;
  title: string;
  description?: string;
  unit?: string;
  min: number;
  max: number;
  value: number;
  history: { n: number; at: string; value: number; cause?: string; reason?: string; effect?: string }[];
}

export interface IndicatorsSlice {
  indicators: Record<string, Indicator>;
}

export const emptyIndicators = (): IndicatorsSlice => ({ indicators: {} });

export const indicatorHandlers: Handlers<IndicatorsSlice> = {
  'indicator.opened': (view, event) => {
    const { indicator, title, description, unit, min, max, value } = event.data;
    view.indicators[indicator] = {
      id: indicator,
      title,
      description,
      unit,
      min,
      max,
      value,
      history: [{ n: event.n, at: event.at, value }],
    };
  },
  'indicator.changed': (view, event) => {
    const found = view.indicators[event.data.indicator];
    if (!found) return;
    found.value = event.data.value;
    const { cause, reason, effect } = event.control ?? {};
    found.history.push({ n: event.n, at: event.at, value: event.data.value, cause, reason, effect });
  },
};
