// Lengths of time in few characters, for rows that are read at a glance. Units come from Intl, so that they are right in
// every language.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = 'day' | 'hour' | 'minute' | 'second';

function unitText(value: number, unit: Unit, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 }).format(
    value,
  );
}

// The two largest units that matter ("2d 4h", "12m", "40s"); a negative length counts as none.
export function shortSpan(ms: number, locale: string): string {
  const left = Math.max(0, ms);
  const parts = (pairs: [number, Unit][]) =>
    pairs
      .filter(([value], i) => i === 0 || value > 0)
      .map(([value, unit]) => unitText(value, unit, locale))
      .join(' ');
  if (left >= DAY)
    return parts([
      [Math.floor(left / DAY), 'day'],
      [Math.floor((left % DAY) / HOUR), 'hour'],
    ]);
  if (left >= HOUR)
    return parts([
      [Math.floor(left / HOUR), 'hour'],
      [Math.floor((left % HOUR) / MINUTE), 'minute'],
    ]);
  if (left >= MINUTE) return unitText(Math.floor(left / MINUTE), 'minute', locale);
  return unitText(Math.floor(left / 1000), 'second', locale);
}

// "10d", "36h", "90m" as a scenario writes a lead time; undefined when it is none of these.
export function leadTimeMs(text: string | undefined): number | undefined {
  const found = /^(\d{1,5})([dhm])$/.exec(text ?? '');
  if (!found) return undefined;
  return Number(found[1]) * (found[2] === 'd' ? DAY : found[2] === 'h' ? HOUR : MINUTE);
}

// "26:30" after the start of a move.
export function offsetMs(text: string): number | undefined {
  const found = /^(\d{1,5}):(\d{2})$/.exec(text);
  return found ? Number(found[1]) * HOUR + Number(found[2]) * MINUTE : undefined;
}
