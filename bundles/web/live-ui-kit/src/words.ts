/** Words in the agent's language. Pure; `i18n.ts` holds the language of this page. */

export type Words = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

/**
 * Says `key` in a language. With a value `count` the plural form is chosen by the language's own rules: the catalogue
 * holds `key.one`, `key.other`, and so on. `{name}` is replaced by the value, numbers are written as the language does.
 * A missing key answers itself, so that a forgotten word is seen and nothing breaks.
 */
export function say(words: Words, language: string, key: string, values: Values = {}): string {
  let text: string | undefined;
  const count = values['count'];
  if (typeof count === 'number') {
    text = words[`${key}.${pluralRules(language).select(count)}`] ?? words[`${key}.other`];
  }
  text ??= words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numberFormat(language).format(value) : value;
  });
}

/** The first of the wanted languages that is spoken, else English: `de-AT` is served by `de`. */
export function choose(wanted: readonly string[], spoken: readonly string[]): string {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0]!;
    if (spoken.includes(base)) return base;
  }
  return 'en';
}

/** What a language calls itself: `Deutsch`, `Hrvatski`. */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

const FROM_THE_RIGHT = ['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'];

/** Where lines of a language begin. */
export function direction(language: string): 'ltr' | 'rtl' {
  return FROM_THE_RIGHT.includes(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** A span of time as people read a clock: `0:42`, `3:05`, `2:14:09`. Negative spans show a minus. */
export function clock(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  if (parts[0] === 0) parts.shift();
  const text = parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
  return seconds < 0 && whole > 0 ? `−${text}` : text;
}

/** A span of time in its two largest units, for lists: `42 s`, `3 min`, `2 h 14 min`, `3 d 4 h`. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 && days < 7 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** A number of bytes, in the units that file managers use. */
export function bytes(count: number, language: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, count);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function pluralRules(language: string): Intl.PluralRules {
  let rules = plurals.get(language);
  if (!rules) plurals.set(language, (rules = new Intl.PluralRules(language)));
  return rules;
}

function numberFormat(language: string): Intl.NumberFormat {
  let format = numbers.get(language);
  if (!format) numbers.set(language, (format = new Intl.NumberFormat(language)));
  return format;
}
