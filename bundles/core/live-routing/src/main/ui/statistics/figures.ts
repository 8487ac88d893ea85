import { api, clock, dayName, language, now, span, timeOfDay } from '@live/ui';

/** What became of contacts in an interval. A figure is missing where there is nothing to divide by. */
export interface ContactFigures {
  readonly at: string;
  readonly queue?: string;
  readonly medium?: string;
  readonly name?: string;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly movedOn: number;
  readonly waiting: number;
  readonly targetSeconds?: readonly number[];
  readonly serviceLevel?: number;
  readonly averageWaitSeconds?: number;
  readonly longestWaitSeconds: number;
  readonly averageHandlingSeconds?: number;
  readonly missed: number;
  readonly notReached: number;
  readonly callbacks: number;
  readonly callbacksKept: number;
  readonly callbacksMissed: number;
}

export interface Spent {
  readonly state: string;
  readonly reason: string;
  readonly seconds: number;
}

/** What an agent did in an interval. */
export interface AgentFigures {
  readonly at: string;
  readonly agent: string;
  readonly name?: string;
  readonly offers: number;
  readonly accepted: number;
  readonly missed: number;
  readonly declined: number;
  readonly handled: number;
  readonly handlingSeconds: number;
  readonly busySeconds: number;
  readonly availableSeconds: number;
  readonly occupancy?: number;
  readonly states: readonly Spent[];
}

export interface Figures<T> {
  /** Everything that happened until then is in it. */
  readonly counted: string;
  readonly items: readonly T[];
}

export type Interval = 'quarter' | 'hour' | 'day' | 'whole';
export type Days = 'today' | 'yesterday' | 'week' | 'month';

export interface Range {
  readonly from: Date;
  readonly to: Date;
  /** The intervals in which it is read. */
  readonly interval: 'hour' | 'day';
}

/** Whole days here, and today as far as it has come. */
export function range(days: Days): Range {
  const midnight = new Date(now());
  midnight.setHours(0, 0, 0, 0);
  const before = (count: number): Date => new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() - count);
  switch (days) {
    case 'today': return { from: midnight, to: before(-1), interval: 'hour' };
    case 'yesterday': return { from: before(1), to: midnight, interval: 'hour' };
    case 'week': return { from: before(7), to: midnight, interval: 'day' };
    case 'month': return { from: before(30), to: midnight, interval: 'day' };
  }
}

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function contactFigures({ from, to }: Range, interval: Interval, by: 'queue' | 'medium', queue: string | undefined, signal: AbortSignal): Promise<Figures<ContactFigures>> {
  return api.get('/routing/statistics', { query: { from: from.toISOString(), to: to.toISOString(), interval, by, queue, zone: zone() }, signal });
}

export function agentFigures({ from, to }: Range, interval: Interval, agent: string | undefined, signal: AbortSignal): Promise<Figures<AgentFigures>> {
  return api.get('/routing/statistics/agents', { query: { from: from.toISOString(), to: to.toISOString(), interval, agent, zone: zone() }, signal });
}

/** The beginnings of all intervals up to now, also of those in which nothing happened. */
export function moments({ from, to, interval }: Range): readonly string[] {
  const all: string[] = [];
  const end = Math.min(to.getTime(), now());
  for (let at = new Date(from); at.getTime() < end; at = interval === 'day' ? new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1) : new Date(at.getTime() + 3_600_000)) all.push(at.toISOString());
  return all;
}

export const share = (value: number | undefined): string => (value === undefined ? '–' : new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: value > 0 && value < 1 ? 1 : 0 }).format(value));
export const time = (seconds: number | undefined): string => (seconds === undefined ? '–' : seconds < 3600 ? clock(seconds) : span(seconds));
/** None where nobody has waited to the end, answered or not. */
export const longest = ({ answered, abandoned, longestWaitSeconds }: ContactFigures): string => time(answered + abandoned || longestWaitSeconds ? longestWaitSeconds : undefined);
export const momentName = (at: string, interval: 'hour' | 'day'): string => (interval === 'day' ? dayName(at) : timeOfDay(at));
