import { Signal } from './signal.ts';

const KEY = 'live.preferences';
type Values = Readonly<Record<string, unknown>>;

/** What this browser knows, and of whom; `unsent` are names that were set here and that the server has not heard of. */
interface Kept {
  readonly owner: string;
  readonly values: Values;
  readonly unsent: readonly string[];
}

const all = new Map<string, Preference<never>>();
let kept = read();

/** Changes whenever something was set here. */
export const chosen = new Signal(0);

/** Something that one sets for oneself: at once here, in other tabs, and, by the server, in other browsers. */
export class Preference<T> extends Signal<T> {
  constructor(readonly name: string, readonly fallback: T, private readonly valid: (value: unknown) => boolean) {
    super(fallback);
    this.follow();
  }

  choose(value: T): void {
    keep({ ...kept, values: { ...kept.values, [this.name]: value }, unsent: [...new Set([...kept.unsent, this.name])] });
    chosen.value++;
  }

  /** What is kept counts, unless it makes no sense. */
  follow(): void {
    const value = kept.values[this.name];
    this.value = value !== undefined && this.valid(value) ? value as T : this.fallback;
  }
}

/** The one preference of this name; `valid` says what of a foreign value makes sense. */
export function preference<T>(name: string, fallback: T, valid: (value: unknown) => boolean): Preference<T> {
  let found = all.get(name) as Preference<T> | undefined;
  if (!found) all.set(name, (found = new Preference(name, fallback, valid)) as unknown as Preference<never>);
  return found;
}

/** What the server is still to be told; nothing of somebody else who used this browser. */
export function unsent(owner: string): Values {
  return kept.owner && kept.owner !== owner ? {} : Object.fromEntries(kept.unsent.map((name) => [name, kept.values[name]]));
}

/** The server has heard this. */
export function sent(name: string, value: unknown): void {
  if (kept.values[name] === value) keep({ ...kept, unsent: kept.unsent.filter((each) => each !== name) });
}

/** What the server has for this person counts, except what was set here and is not there yet. */
export function take(owner: string, values: Values): void {
  const own = unsent(owner);
  keep({ owner, values: { ...values, ...own }, unsent: Object.keys(own) });
}

function keep(next: Kept): void {
  kept = next;
  globalThis.localStorage?.setItem(KEY, JSON.stringify(kept));
  for (const each of all.values()) each.follow();
}

function read(): Kept {
  const none = { owner: '', values: {}, unsent: [] };
  try {
    return { ...none, ...JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as Partial<Kept> };
  } catch {
    return none;
  }
}

globalThis.addEventListener?.('storage', (event) => {
  if ((event as StorageEvent).key !== KEY) return;
  kept = read();
  for (const each of all.values()) each.follow();
});
