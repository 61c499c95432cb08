// A scenario's condition in the reader's language: what releases an inject, fires a rule, or opens a level.
import { dayAndTime } from './control/moments';
import type { Condition } from './effects/fold';
import { seatTitle, teamName, type View } from './fold';
import { t } from './i18n/i18n.svelte';
import { levelTitle } from './posture/fold';

const BOUNDS = ['is', 'atLeast', 'atMost', 'above', 'below'] as const;

// How the condition bounds what it speaks of: the first bound that it names, with its value.
function boundOf(condition: Condition): { how: string; value: string } {
  const how = BOUNDS.find((one) => one in condition) ?? 'is';
  return { how, value: String(condition[how] ?? '') };
}

function place(view: View, id: string): string {
  const entity = view.entities.find((one) => one.id === id);
  return entity?.name ?? (id.includes('.') ? seatTitle(view, id) : teamName(view, id));
}

function momentText(view: View, time: string): string {
  const ms = Date.parse(time);
  if (time.startsWith('D') || Number.isNaN(ms)) return time;
  const at = dayAndTime(ms, view.start);
  return t('control.condition.moment', { day: at.day, time: at.time });
}

// An agreement's state, its parties and what it is about; who acted; each only where the condition asks for it.
const added = (key: string, slots: Record<string, string> | undefined): string =>
  slots === undefined ? '' : t(`control.condition.${key}`, slots);

function joined(view: View, parts: unknown, word: 'and' | 'or'): string {
  if (!Array.isArray(parts)) return '';
  return parts
    .map((part: Condition) => {
      const text = conditionText(part, view);
      return parts.length > 1 && ('all' in part || 'any' in part) ? `(${text})` : text;
    })
    .join(t(`control.condition.${word}`));
}

type Words = (condition: Condition, view: View) => string;

const postureWords =
  (head: 'posture' | 'declared'): Words =>
  (condition, view) => {
    const dimension = view.dimensions[condition[head]];
    const { how, value } = boundOf(condition);
    const what = dimension?.title ?? String(condition[head]);
    const owner = dimension?.team ? `${teamName(view, dimension.team)}: ` : '';
    return t(`control.condition.${head}`, { what: owner + what, how, level: levelTitle(dimension, value) });
  };

const WORDS: Record<string, Words> = {
  all: (condition, view) => joined(view, condition.all, 'and'),
  any: (condition, view) => joined(view, condition.any, 'or'),
  not: (condition, view) => t('control.condition.not', { what: conditionText(condition.not, view) }),
  posture: postureWords('posture'),
  declared: postureWords('declared'),
  indicator: (condition, view) => {
    const { how, value } = boundOf(condition);
    const what = view.indicators[condition.indicator]?.title ?? String(condition.indicator);
    return t('control.condition.indicator', { what, how, value });
  },
  agreement: (condition, view) => {
    const parties: unknown = condition.parties;
    const on = condition.on === undefined ? undefined : (view.dimensions[condition.on]?.title ?? String(condition.on));
    return (
      t('control.condition.agreement', { state: String(condition.agreement) }) +
      added(
        'of',
        Array.isArray(parties) ? { who: parties.map((one) => teamName(view, String(one))).join(', ') } : undefined,
      ) +
      added('on', on === undefined ? undefined : { what: on })
    );
  },
  document: (condition, view) =>
    t('control.condition.document', {
      what: condition.id === undefined ? '' : (view.documents[condition.id]?.title ?? String(condition.id)),
      known: condition.id === undefined ? 'no' : 'yes',
      state: String(condition.document),
    }),
  messages: (condition, view) =>
    t('control.condition.messages', {
      channel: view.channels[condition.messages]?.title ?? String(condition.messages),
      count: String(condition.atLeast ?? 1),
    }) + added('by', condition.from === undefined ? undefined : { who: place(view, String(condition.from)) }),
  statements: (condition, view) =>
    t('control.condition.statements', {
      who: place(view, String(condition.statements)),
      count: String(condition.atLeast ?? 1),
    }),
  inject: (condition, view) =>
    t('control.condition.inject', {
      title: view.injects[condition.inject]?.title ?? String(condition.inject),
      state: String(condition.is),
    }) + added('by', condition.by === undefined ? undefined : { who: place(view, String(condition.by)) }),
  after: (condition, view) => t('control.condition.after', { moment: momentText(view, String(condition.after)) }),
  before: (condition, view) => t('control.condition.before', { moment: momentText(view, String(condition.before)) }),
  move: (condition, view) =>
    t('control.condition.move', {
      title: view.moves.find((one) => one.id === condition.move)?.title ?? String(condition.move),
    }),
  request: (condition, view) =>
    t('control.condition.request', { count: String(condition.atLeast ?? 1) }) +
    added('by', condition.by === undefined ? undefined : { who: place(view, String(condition.by)) }),
  ruling: (condition, view) =>
    t('control.condition.ruling', {
      what: view.dimensions[condition.ruling]?.title ?? String(condition.ruling),
      ruling: String(condition.is),
    }),
  action: (condition, view) =>
    t('control.condition.action', { outcome: String(condition.action) }) +
    added('by', condition.by === undefined ? undefined : { who: place(view, String(condition.by)) }),
  engagement: (condition, view) => {
    const site = view.model?.sites.find((one) => one.id === condition.at);
    return t('control.condition.engagement', {
      state: String(condition.engagement),
      count: String(condition.atLeast ?? 1),
      site: site?.title ?? String(condition.at ?? ''),
      known: condition.at === undefined ? 'no' : 'yes',
    });
  },
  silent: (condition, view) =>
    t('control.condition.silent', { who: place(view, String(condition.silent)), span: String(condition.for) }),
};

// A form that is not known here is shown as it is written, so that nothing is hidden.
export function conditionText(condition: Condition | undefined, view: View): string {
  if (typeof condition !== 'object' || condition === null) return '';
  const head = Object.keys(WORDS).find((one) => one in condition);
  return head === undefined ? JSON.stringify(condition) : WORDS[head]!(condition, view);
}

const CHANGES: Record<string, (deed: Condition, view: View) => Record<string, string>> = {
  adjust: (deed, view) => ({
    what: view.indicators[deed.adjust]?.title ?? String(deed.adjust),
    by: Number(deed.by) > 0 ? `+${String(deed.by)}` : String(deed.by),
  }),
  set: (deed, view) => ({ what: view.indicators[deed.set]?.title ?? String(deed.set), value: String(deed.to) }),
  indicator: (deed, view) => ({
    what: view.indicators[deed.indicator]?.title ?? String(deed.indicator),
    from: String(deed.from),
    value: String(deed.value),
  }),
  release: (deed, view) => ({ title: view.injects[deed.release]?.title ?? String(deed.release) }),
  unlock: (deed, view) => ({
    what: view.dimensions[deed.unlock]?.title ?? String(deed.unlock),
    level: levelTitle(view.dimensions[deed.unlock], deed.level),
  }),
  notice: (deed) => ({ text: String(deed.notice) }),
};

// What a rule does, or has done.
export function deedText(deed: Condition, view: View): string {
  const head = Object.keys(CHANGES).find((one) => one in deed);
  return head === undefined ? JSON.stringify(deed) : t(`control.deed.${head}`, CHANGES[head]!(deed, view));
}
