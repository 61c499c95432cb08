// What the client says, in the reader's language. English is complete and typed; the others are loaded when asked for,
// and fall back to English where they say nothing. Messages are ICU.
import { IntlMessageFormat } from 'intl-messageformat';
import common from './en/common.json';
import join from './en/join.json';

type Catalog = Record<string, string>;

const english: Catalog = { ...common, ...join };
const areas = new Set(['common', 'join']); // whose screens have been asked for

export const LANGUAGES = { en: 'English', ko: '한국어', ja: '日本語' } as const;
export type Language = keyof typeof LANGUAGES;

const files = import.meta.glob<{ default: Catalog }>(['./ko/*.json', './ja/*.json']);

async function load(language: Language, wanted: Iterable<string>): Promise<Catalog> {
  if (language === 'en') return {};
  const parts = await Promise.all([...wanted].map((area) => files[`./${language}/${area}.json`]?.()));
  return Object.assign({}, ...parts.map((part) => part?.default));
}

function preferred(): Language {
  const kept = localStorage.getItem('startex.language');
  if (kept && kept in LANGUAGES) return kept as Language;
  const wanted = navigator.language.slice(0, 2);
  return wanted in LANGUAGES ? (wanted as Language) : 'en';
}

class Words {
  language = $state<Language>('en');
  private catalog = $state.raw<Catalog>(english);
  private formats = new Map<string, IntlMessageFormat>();

  get locale(): string {
    return this.language;
  }

  async use(language: Language): Promise<void> {
    const catalog = await load(language, areas);
    this.formats = new Map();
    this.catalog = { ...english, ...catalog };
    this.language = language;
    localStorage.setItem('startex.language', language);
    document.documentElement.lang = language;
  }

  // The words of areas whose screens come later than the first page. The screens wait for it, so that nobody sees them in
  // another language first.
  async learn(words: Record<string, Catalog>): Promise<void> {
    for (const [area, catalog] of Object.entries(words)) {
      areas.add(area);
      Object.assign(english, catalog);
    }
    const theirs = await load(this.language, Object.keys(words));
    this.catalog = { ...english, ...this.catalog, ...theirs };
  }

  begin(): Promise<void> {
    return this.use(preferred());
  }

  say(key: string, slots: Record<string, string | number> = {}): string {
    const text = this.catalog[key];
    if (text === undefined) return key;
    let format = this.formats.get(key);
    if (!format) {
      // Tags are not markup here: a message is text.
      format = new IntlMessageFormat(text, this.language, undefined, { ignoreTag: true });
      this.formats.set(key, format);
    }
    return String(format.format(slots));
  }
}

export const i18n = new Words();

export function t(key: string, slots?: Record<string, string | number>): string {
  return i18n.say(key, slots);
}

// The sentence for a refusal: by its code where the catalog has one, else the server's own hint.
export function refusalText(error: unknown): string {
  const { code, hint } = error as { code?: string; hint?: string };
  if (code === 'unreachable') return t('error.unreachable');
  if (i18n.language === 'en' && hint) return hint;
  const key = `error.${code ?? 'unknown'}`;
  const said = t(key);
  return said === key ? hint || t('error.unknown') : said;
}
