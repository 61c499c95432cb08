// The defence as this viewer knows it, and what became of the salvos that were flown against it.
import type { Condition } from '../effects/fold';
import type { Handlers } from '../handlers';

export interface Site {
  id: string;
  title: string;
  team?: string;
  x: number; // of the schematic, per cent from the left
  y: number; // and from the top
}

export interface Named {
  id: string;
  title: string;
}

export interface Model {
  notice: string;
  sites: Site[];
  layers: Named[]; // in the order in which they engage
  threats: Named[];
}

export interface Asset {
  id: string;
  title: string;
  owner: string;
  site?: string;
  layer: string;
  covers: string[];
  ready: number;
  capacity: number;
  stock: number;
  present: boolean;
  when?: Condition; // for control: it is there while this holds
}

export interface SalvoGroup {
  threat: string;
  target: string;
  count: number;
}

export interface Expected {
  leaked: number;
  failed: number;
  leakedAt: Record<string, number>;
  interceptedBy: Record<string, number>;
}

export interface Preview {
  n: number;
  salvo: SalvoGroup[];
  cueing: number;
  expected: Expected;
  seen: Omit<Expected, 'leaked'> & { trials: number; leaked: number[] };
}

export interface Shot {
  threat: number;
  asset: string;
  shots: number;
  chance: number;
  hit: boolean;
}

// For control: the whole course.
export interface Course {
  salvo: SalvoGroup[];
  cueing: number;
  expected: Expected;
  shots: Shot[];
  fates: ('leaked' | 'failed' | 'intercepted')[];
  spent: Record<string, number>;
  leaked: Record<string, number>;
  intercepted: Record<string, number>;
  failed: number;
}

export interface Assessment {
  at: string;
  leaked: Record<string, number>;
  intercepted?: Record<string, number>;
  failed?: number;
  narrative?: string;
  revised: boolean;
}

export interface Engagement {
  id: string;
  n: number;
  at: string;
  title: string;
  launched: number;
  kinds: string[];
  report?: string;
  course?: Course;
  overruled?: { leaked: Record<string, number>; narrative: string; reason: string };
  assessment?: Assessment;
}

export interface EngagementSlice {
  model?: Model;
  assets: Record<string, Asset>;
  engagements: Record<string, Engagement>;
  preview?: Preview;
}

export const emptyEngagement = (): EngagementSlice => ({ assets: {}, engagements: {} });

export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0);

export const engagementHandlers: Handlers<EngagementSlice> = {
  'engagement.opened': (view, event) => {
    const { notice, sites, layers, threats } = event.data;
    view.model = { notice, sites, layers, threats };
  },
  'engagement.listed': (view, event) => {
    const { asset, title, owner, site, layer, covers, ready, stock, present } = event.data;
    const when = event.control?.when;
    view.assets[asset] = { id: asset, title, owner, site, layer, covers, ready, capacity: ready, stock, present, when };
  },
  'engagement.deployed': (view, event) => {
    const asset = view.assets[event.data.asset];
    if (asset) asset.present = true;
  },
  'engagement.removed': (view, event) => {
    const asset = view.assets[event.data.asset];
    if (asset) asset.present = false;
  },
  'engagement.spent': (view, event) => {
    const asset = view.assets[event.data.asset];
    if (asset) asset.ready = event.data.ready;
  },
  'engagement.reloaded': (view, event) => {
    const asset = view.assets[event.data.asset];
    if (asset) Object.assign(asset, { ready: event.data.ready, stock: event.data.stock });
  },
  'engagement.previewed': (view, event) => {
    const { salvo, cueing, expected, seen } = event.data;
    view.preview = { n: event.n, salvo, cueing, expected, seen };
  },
  'engagement.detected': (view, event) => {
    const { engagement, title, launched, kinds, report } = event.data;
    view.engagements[engagement] = { id: engagement, n: event.n, at: event.at, title, launched, kinds, report };
  },
  'engagement.resolved': (view, event) => {
    const { engagement, title, salvo, cueing, expected, shots, fates, spent, leaked, intercepted, failed } = event.data;
    const found = (view.engagements[engagement] ??= {
      id: engagement,
      n: event.n,
      at: event.at,
      title,
      launched: fates.length,
      kinds: [],
    });
    found.course = { salvo, cueing, expected, shots, fates, spent, leaked, intercepted, failed };
  },
  'engagement.overruled': (view, event) => {
    const { leaked, narrative, reason } = event.data;
    const found = view.engagements[event.data.engagement];
    if (found) found.overruled = { leaked, narrative, reason };
  },
  // Whoever gets assessments and no sensor reports hears of it only now.
  'engagement.assessed': (view, event) => {
    const { engagement, title, launched, leaked, intercepted, failed, narrative, revised } = event.data;
    const found = (view.engagements[engagement] ??= {
      id: engagement,
      n: event.n,
      at: event.at,
      title,
      launched,
      kinds: [],
    });
    found.assessment = { at: event.at, leaked, intercepted, failed, narrative, revised: revised === true };
  },
};
