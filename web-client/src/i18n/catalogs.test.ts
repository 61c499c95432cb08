// The catalogs agree with each other and with the components: nothing people read is missing or stands outside them.
import { IntlMessageFormat } from 'intl-messageformat';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';

type Catalog = Record<string, string>;

const catalogs = import.meta.glob<Catalog>('./*/*.json', { eager: true, import: 'default' });
const areas = Object.keys(catalogs)
  .filter((path) => path.startsWith('./en/'))
  .map((path) => path.slice('./en/'.length));
const english: Catalog = Object.assign({}, ...areas.map((area) => catalogs[`./en/${area}`]));

const sources = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

// The slots of a message with what kind they are; the branches of a plural or a choice are read too.
function slots(text: string): string[] {
  const found = new Set<string>();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const walk = (elements: any[]): void => {
    for (const element of elements) {
      if (element.type !== 0 && element.type !== 7) found.add(element.value);
      for (const option of Object.values<{ value: [] }>(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...found].sort();
}

describe.each(['ko', 'ja'])('the catalog of %s', (language) => {
  test.each(areas)('has the keys and the slots of English in %s', (area) => {
    const ours = catalogs[`./${language}/${area}`] ?? {};
    const theirs = catalogs[`./en/${area}`]!;
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    for (const [key, text] of Object.entries(ours)) expect([key, slots(text)]).toEqual([key, slots(theirs[key]!)]);
  });
});

test('no key stands in two areas', () => {
  const keys = areas.flatMap((area) => Object.keys(catalogs[`./en/${area}`]!));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every key that the client names is in the catalog', () => {
  const missing: string[] = [];
  for (const [path, text] of Object.entries(sources))
    for (const [, key] of text.matchAll(/\bt\(\s*'([\w.]+)'/g)) if (!(key! in english)) missing.push(`${path}: ${key}`);
  expect(missing).toEqual([]);
});

test('every key in the catalog is said somewhere, whole or put together from its beginning', () => {
  const text = Object.values(sources).join('\n');
  const whole = new Set([...text.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key!));
  const beginnings = [...new Set([...text.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)].map(([, begin]) => begin!))];
  expect(
    Object.keys(english).filter((key) => !whole.has(key) && !beginnings.some((begin) => key.startsWith(begin))),
  ).toEqual([]);
});

// What a page's components reach by their imports, as paths from src.
function reachedFrom(page: string): Set<string> {
  const reached = new Set<string>();
  const walk = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    const folder = path.split('/').slice(0, -1);
    for (const [, from] of sources[`../${path}`]?.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g) ?? []) {
      const parts = [...folder];
      for (const part of from!.split('/')) {
        if (part === '..') parts.pop();
        else if (part !== '.') parts.push(part);
      }
      const found = parts.join('/');
      walk([found, `${found}.ts`].find((one) => `../${one}` in sources) ?? found);
    }
  };
  walk(page);
  return reached;
}

test.each(['control/Control', 'play/Play', 'play/See', 'review/ReviewPage', 'wall/Wall'])(
  'the page %s brings the words that it says',
  (page) => {
    const reached = reachedFrom(`${page}.svelte`);
    const brought = [
      'common',
      'join',
      ...[...reached].flatMap((path) => /^i18n\/en\/(\w+)\.json$/.exec(path)?.[1] ?? []),
    ];
    const known = brought.flatMap((area) => Object.keys(catalogs[`./en/${area}.json`]!));
    const missing = [...reached].flatMap((path) =>
      [...(sources[`../${path}`] ?? '').matchAll(/\bt\(\s*['`]([\w.]+)(['`]|\$\{)/g)]
        .filter(([, key, end]) => !known.some((one) => (end === '${' ? one.startsWith(key!) : one === key)))
        .map(([, key]) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  },
);

const READ_ALOUD = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt'];
const LETTERS = /\p{L}{2,}/u;
const SAME_EVERYWHERE = /^(Startex|Ctrl\+Enter)$/; // our name, and what is printed on keys

test('no component holds text that people read: it is in the catalogs', () => {
  const literal: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    if (!path.endsWith('.svelte')) continue;
    const note = (text: string) => {
      if (LETTERS.test(text) && !SAME_EVERYWHERE.test(text.trim())) literal.push(`${path}: ${text.trim()}`);
    };
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const walk = (node: any): void => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (!node || typeof node !== 'object') return;
      if (node.name === 'kbd') return; // what is printed on a key
      if (node.type === 'Text') return note(node.data);
      if (node.type === 'Attribute') {
        if (!READ_ALOUD.includes(node.name)) return;
        return [node.value].flat().forEach((part) => part.type === 'Text' && note(part.data));
      }
      for (const child of Object.values(node)) walk(child);
    };
    walk(parse(source, { modern: true }).fragment);
  }
  expect(literal).toEqual([]);
});
