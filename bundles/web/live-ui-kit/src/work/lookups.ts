import { api, language } from '@live/ui';
import type { Page, Queue, Status } from '@live/ui';
import { Signal } from '@live/ui';
import { Followed } from './followed.ts';

/** Something small that many places show and that rarely changes: fetched once, shared, renewed on wish. */
export class Shared<T> extends Signal<T> {
  #fetched: Promise<T> | undefined;

  constructor(
    first: T,
    private readonly fetch: () => Promise<T>,
  ) {
    super(first);
  }

  /** Fetches if nobody has yet. */
  need(): Promise<T> {
    this.#fetched ??= this.renew();
    return this.#fetched;
  }

  renew(): Promise<T> {
    return this.fetch().then((value) => (this.value = value), (thrown) => {
      this.#fetched = undefined;
      throw thrown;
    });
  }
}

export const queues = new Shared<readonly Queue[]>([], async () => (await api.get<Page<Queue>>('/routing/queues', { query: { limit: 200 } })).items);
export const statuses = new Shared<readonly Status[]>([], async () => list(await api.get<readonly Status[] | Page<Status>>('/ticketing/statuses')));
export const skills = new Shared<readonly Named[]>([], async () => list(await api.get<readonly Named[] | Page<Named>>('/directory/skills', { query: { limit: 200 } })));
export const teams = new Shared<readonly Named[]>([], async () => list(await api.get<readonly Named[] | Page<Named>>('/directory/teams', { query: { limit: 200 } })));

/** What waits in each queue now, and who is there for it. */
export const counts = new Followed<QueueCount>('queues');

export interface QueueCount {
  readonly id: string;
  readonly waiting: number;
  /** Since when the longest waiting one waits. */
  readonly waitingSince?: string;
  readonly offered: number;
  readonly assigned: number;
  readonly wrappingUp: number;
  /** There and ready; `agentsBusy` of them have something in hand. */
  readonly agentsReady: number;
  readonly agentsBusy: number;
  /** Signed in, but not ready or not reachable. */
  readonly agentsAway: number;
  /** Contacts that came since the day began at the server; absent if none did. */
  readonly today?: { readonly offered: number; readonly answered: number; readonly abandoned: number; readonly withinTarget: number; readonly serviceLevel?: number };
}

/** Keeps what waits in the queues as it is now, for as long as somebody looks; answers what ends that. */
export function watchQueues(): () => void {
  const ends = [counts.watch(count), counts.follow()];
  if (counts.value.size) count(counts.value);
  return () => ends.forEach((end) => end());
}

function count(all: ReadonlyMap<string, QueueCount>): void {
  if ([...all.keys()].some((id) => !queues.value.some((queue) => queue.id === id))) void queues.renew().catch(() => undefined);
  queues.value = queues.value.map((queue) => {
    const { waiting = 0, agentsReady = 0, waitingSince } = all.get(queue.id) ?? {};
    const { waitingSince: _, ...rest } = queue;
    return { ...rest, waiting, agentsReady, ...(waitingSince ? { waitingSince } : {}) };
  });
}

/** How contacts may end, in the order of the administrators. */
export const wrapUpCodes = new Shared<readonly WrapUpCode[]>([], async () => list(await api.get<Page<WrapUpCode>>('/routing/wrap-up-codes')));

export interface WrapUpCode {
  readonly code: string;
  /** By language. */
  readonly names: Readonly<Record<string, string>>;
  /** Where it is offered; everywhere if empty. */
  readonly queues?: readonly string[];
}

/** What a code is called in the language of the page, else in one that somebody gave it. */
export function wrapUpName({ code, names }: WrapUpCode): string {
  return names[language.value] ?? names['en'] ?? Object.values(names)[0] ?? code;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export function list<T>(answer: readonly T[] | Page<T>): readonly T[] {
  return 'items' in answer ? answer.items : answer;
}

export function named(all: readonly Named[], id: string | undefined): string {
  return all.find((each) => each.id === id)?.name ?? '';
}

const known = new Map<string, string>();
const asked = new Set<string>();
let gathering: Promise<void> | undefined;

/** Changes when names have arrived. */
export const namesChanged = new Signal(0);

/** The name of a user, empty until it is known; all that are asked for in one turn are fetched in one request. */
export function nameOf(user: string | undefined): string {
  if (!user) return '';
  const name = known.get(user);
  if (name === undefined && !asked.has(user)) {
    asked.add(user);
    gathering ??= Promise.resolve().then(gather);
  }
  return name ?? '';
}

async function gather(): Promise<void> {
  gathering = undefined;
  const ids = [...asked].filter((id) => !known.has(id)).slice(0, 100);
  if (!ids.length) return;
  try {
    const names = await api.get<Record<string, string>>('/directory/names', { query: { ids: ids.join(',') } });
    for (const id of ids) known.set(id, names[id] ?? '');
    namesChanged.value++;
  } finally {
    for (const id of ids) asked.delete(id);
  }
}
