// What the client says, in the reader's language. English is complete and typed; the others are loaded when asked for,
// and fall back to English where they say nothing. Messages are ICU.
import { IntlMessageFormat } from 'intl-messageformat';
import common from './en/common.json';
import join from './en/join.json';
import play from './en/play.json';

const english = { ...common, ...join, ...play } as Record<string, string>;

export const LANGUAGES = { en: 'English', ko: '한국어', ja: '日本語' } as const;
export type Language = keyof typeof LANGUAGES;

const areas = import.meta.glob<{ default: Record<string, string> }>(['./ko/*.json', './ja/*.json']);

async function load(language: Language): Promise<Record<string, string>> {
  if (language === 'en') return english;
  const parts = await Promise.all(
    Object.entries(areas)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .map(([, read]) => read()),
  );
  return Object.assign({}, english, ...parts.map((part) => part.default));
}

function preferred(): Language {
  const kept = localStorage.getItem('startex.language');
  if (kept && kept in LANGUAGES) return kept as Language;
  const wanted = navigator.language.slice(0, 2);
  return wanted in LANGUAGES ? (wanted as Language) : 'en';
}

class Words {
  language = $state<Language>('en');
  private catalog = $state.raw<Record<string, string>>(english);
  private formats = new Map<string, IntlMessageFormat>();

  get locale(): string {
    return this.language;
  }

  async use(language: Language): Promise<void> {
    const catalog = await load(language);
    this.formats = new Map();
    this.catalog = catalog;
    this.language = language;
    localStorage.setItem('startex.language', language);
    document.documentElement.lang = language;
  }

  // The English words of an area whose screens are loaded later than the first page.
  learn(words: Record<string, string>): void {
    Object.assign(english, words);
    this.catalog = { ...words, ...this.catalog };
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
