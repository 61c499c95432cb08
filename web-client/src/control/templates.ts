// What an ad-hoc inject can begin from: forms that exercises use again and again, in the facilitator's language, or an
// inject that has gone out.
import type { Inject, View } from '../fold';
import { t } from '../i18n/i18n.svelte';
import type { InjectType } from '../protocol';
import type { InjectDraft } from './compose';
import type { InjectRow } from './msel';

export const TEMPLATES = {
  flash: 'news',
  cable: 'cable',
  report: 'intelligence',
  call: 'call',
  post: 'social',
  answer: 'information',
} as const satisfies Record<string, InjectType>;

export type TemplateId = keyof typeof TEMPLATES;

// Only what the form brings: sender, recipients and time stay as they are.
export function fromTemplate(id: TemplateId, draft: InjectDraft): InjectDraft {
  return { ...draft, type: TEMPLATES[id], title: t(`team.form.${id}.title`), body: t(`team.form.${id}.body`) };
}

export function fromReleased(row: InjectRow, draft: InjectDraft): InjectDraft {
  const { type, from, to, title, body } = row;
  return { ...draft, type, from, to: [...to], title, body };
}

// Who reads the very same text, as places: those with a version of their own, and the rest.
export interface ReaderGroup {
  places: readonly string[];
  title: string;
  body: string;
}

export function readersOf(
  draft: Pick<InjectDraft, 'to' | 'title' | 'body'>,
  teams: View['teams'],
  variants: Inject['variants'] | InjectRow['variants'],
): ReaderGroup[] {
  const places = draft.to.includes('all') ? teams.map((team) => team.id) : draft.to;
  return places.map((place) => {
    const own = variants.find((one) => one.to.includes(place) || one.to.includes(place.split('.')[0] ?? ''));
    return { places: [place], title: own?.title ?? draft.title, body: own?.body ?? draft.body };
  });
}
