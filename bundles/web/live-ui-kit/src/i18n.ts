import { preference } from './preferences.ts';
import { Signal } from './signal.ts';
import { type Values, type Words, bytes as bytesText, choose, direction, ownName, say } from './words.ts';

/** Fetches a module's words in a language; fails for one that the module does not speak, and is asked for English then. */
export type Catalogue = (language: string) => Promise<Words | { default: Words }>;

/** What the desktop has words for; the build looks for it, English first. */
declare const LANGUAGES: readonly string[];

/** The languages of the desktop, and what they call themselves. */
export const languages: Readonly<Record<string, string>> = Object.fromEntries((typeof LANGUAGES === 'undefined' ? ['en'] : LANGUAGES).map((tag) => [tag, ownName(tag)]));

const KEY = 'live.language';
const spoken = new Map<string, Words>();
const catalogues = new Map<string, Catalogue>();

/** The language of this page; watch it to be told that words have changed. */
export const language = new Signal(choose(
  [stored(), ...(globalThis.navigator?.languages ?? [])].filter((tag): tag is string => !!tag),
  Object.keys(languages),
));

/** Changes whenever words arrive or go; elements render again. */
export const wordsChanged = new Signal(0);

/** Brings a module's words; resolves when they can be spoken. Answers what takes them away. */
export async function addWords(module: string, catalogue: Catalogue): Promise<() => void> {
  catalogues.set(module, catalogue);
  await load(module);
  return () => {
    if (catalogues.get(module) !== catalogue) return;
    catalogues.delete(module);
    spoken.delete(module);
  };
}

/** A translator for one module's words, falling back to those of the desktop. */
export function translator(module: string): (key: string, values?: Values) => string {
  return (key, values) => {
    const own = spoken.get(module);
    const words = own && (key in own || `${key}.other` in own) ? own : (spoken.get('desktop') ?? {});
    return say(words, language.value, key, values);
  };
}

export async function speak(tag: string): Promise<void> {
  localStorage.setItem(KEY, tag);
  if (tag === language.value) return;
  language.value = tag;
  await Promise.all([...catalogues.keys()].map(load));
}

async function load(module: string): Promise<void> {
  const catalogue = catalogues.get(module);
  const tag = language.value;
  if (!catalogue) return;
  const words = await catalogue(tag).catch((thrown) => {
    if (tag === 'en') throw thrown;
    return catalogue('en');
  });
  // Another language was chosen meanwhile, and its words may be here already.
  if (tag !== language.value) return;
  spoken.set(module, 'default' in words && typeof words.default === 'object' ? words.default : (words as Words));
  wordsChanged.value++;
}

function present(tag: string): void {
  if (globalThis.document) Object.assign(document.documentElement, { lang: tag, dir: direction(tag) });
}

language.watch(present);
present(language.value);

function stored(): string | null {
  return globalThis.localStorage?.getItem(KEY) ?? null;
}

/** Where times are told from: an IANA zone, or empty for that of the browser. */
export const timeZone = preference('time.zone', '', (value) => typeof value === 'string' && Intl.supportedValuesOf('timeZone').includes(value));

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${timeZone.value} ${name}`;
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, timeZone.value ? { ...options, timeZone: timeZone.value } : options)));
  return found;
}

const year = (at: string | Date): string => format('year', { year: 'numeric' }).format(new Date(at));
const whole = (at: Date): string => format('date', { dateStyle: 'medium' }).format(at);

/** `14:05` */
export const timeOfDay = (at: string | Date): string => format('time', { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
/** `Mon 23 Nov`, with the year unless it is this one: `Thu 2 Oct 2025` */
export const dayName = (at: string | Date, now = new Date()): string => (year(at) === year(now)
  ? format('day', { weekday: 'short', day: 'numeric', month: 'short' }) : format('day of a year', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })).format(new Date(at));
/** `23 Nov 2026, 14:05` */
export const dateTime = (at: string | Date): string => format('full', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
/** `23 Nov 2026, 14:05:09` */
export const exactTime = (at: string | Date): string => format('exact', { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));

/** Today the time, this year the day, else the date: the shortest that is clear in a list. */
export function shortTime(at: string | Date, now = new Date()): string {
  const date = new Date(at);
  if (whole(date) === whole(now)) return timeOfDay(date);
  if (year(date) === year(now)) return format('short', { day: 'numeric', month: 'short' }).format(date);
  return whole(date);
}

export const number = (value: number): string => new Intl.NumberFormat(language.value).format(value);
export const bytes = (count: number): string => bytesText(count, language.value);
