import { now, type Queue, type Role } from '@live/ui';
import { Followed, type QueueCount } from '@live/work';

/** A contact that an agent has or is offered. */
export interface Handled {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly medium: string;
  readonly state: 'OFFERED' | 'ASSIGNED' | 'WRAPPING';
  readonly since: string;
  /** When the offer or the wrap-up ends by itself. */
  readonly until?: string;
  /** As what he takes part in a colleague's contact, and which; absent for one of his own. */
  readonly role?: Role;
  readonly contact?: string;
}

/** Whether it is a part in somebody else's contact. */
export const partly = ({ role }: { readonly role?: Role }): boolean => !!role && role !== 'OWNER';

/** An agent who is signed in, or still has something in hand. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
  readonly state: 'READY' | 'NOT_READY' | 'SIGNED_OUT';
  readonly reason: string;
  readonly since?: string;
  readonly reachable: boolean;
  readonly capacity: Readonly<Record<string, { readonly used: number; readonly limit: number }>>;
  readonly works: readonly Handled[];
}

/** Everybody who is here, as news come. */
export const staff = new Followed<Member>('agents');

/** What somebody does, in one word; the order is the one in which a list shows it. */
export const DOING = ['OFFERED', 'BUSY', 'WRAPPING', 'READY', 'NOT_READY', 'UNREACHABLE', 'SIGNED_OUT'] as const;
export type Doing = (typeof DOING)[number];

export function doing(member: Member): Doing {
  if (member.state === 'SIGNED_OUT') return 'SIGNED_OUT';
  if (!member.reachable) return 'UNREACHABLE';
  if (member.state === 'NOT_READY') return 'NOT_READY';
  const has = (state: Handled['state']): boolean => member.works.some((work) => work.state === state);
  return has('ASSIGNED') ? 'BUSY' : has('WRAPPING') ? 'WRAPPING' : has('OFFERED') ? 'OFFERED' : 'READY';
}

/** Since when. Who is busy is so since the first of what he has; presence says the rest. */
export function doingSince(member: Member): string | undefined {
  const state = ({ BUSY: 'ASSIGNED', WRAPPING: 'WRAPPING', OFFERED: 'OFFERED' } as Partial<Record<Doing, Handled['state']>>)[doing(member)];
  return state ? member.works.filter((work) => work.state === state).map((work) => work.since).sort()[0] : member.since;
}

/** When something may be offered to an agent again: now, at a time, or nobody knows. */
export function nextFree(member: Member): 'now' | { readonly at: string } | undefined {
  if (member.state !== 'READY' || !member.reachable || member.works.some((work) => work.state === 'OFFERED')) return undefined;
  const taken = Object.values(member.capacity).filter((room) => room.used > 0);
  if (taken.every((room) => room.used < room.limit)) return 'now';
  const ends = member.works.flatMap((work) => (work.state === 'WRAPPING' && work.until ? [work.until] : [])).sort();
  return ends[0] ? { at: ends[0] } : undefined;
}

/** A queue with what is in it now. */
export interface Board extends QueueCount {
  readonly queue: Queue;
}

/** How a wait stands against the target of its queue. */
export type Standing = 'none' | 'fine' | 'near' | 'over';
const NEAR = 0.75;

export function standing(queue: Queue | undefined, since: string | undefined): Standing {
  const share = shareOfTarget(queue, since);
  return share === undefined ? 'none' : share > 1 ? 'over' : share >= NEAR ? 'near' : 'fine';
}

/** How much of the target a wait has used up; undefined without either. */
export function shareOfTarget(queue: Queue | undefined, since: string | undefined): number | undefined {
  const target = queue?.serviceLevelSeconds;
  return target && since ? (now() - Date.parse(since)) / 1000 / target : undefined;
}
