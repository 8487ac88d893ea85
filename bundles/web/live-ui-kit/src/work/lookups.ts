import { api } from '@live/ui';
import type { Page, Queue, Status } from '@live/ui';
import { Signal } from '@live/ui';

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
