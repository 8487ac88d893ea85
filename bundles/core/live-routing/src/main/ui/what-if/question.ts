import type { Queue, SkillLevel } from '@live/ui';

/** So many more people than there are. */
export interface Added {
  readonly count: number;
  /** How many contacts each handles at once. */
  readonly atOnce: number;
  readonly skills: readonly SkillLevel[];
  readonly teams: readonly string[];
  /** At work from and until, each day: `08:00`; the whole time if empty. */
  readonly from: string;
  readonly until: string;
}

export interface Retrained {
  readonly agent: string;
  readonly name: string;
  readonly skills: readonly SkillLevel[];
}

/** Contacts of a queue that may come. */
export interface Expected {
  readonly queue: string;
  /** How many in each interval: one number for all, or one for each. */
  readonly numbers: string;
  readonly handlingSeconds: number | undefined;
  readonly patienceSeconds: number | undefined;
}

export type Period = 'today' | 'yesterday' | 'week' | 'day';
export type Roster = 'recorded' | 'everybody' | 'nobody';

/** What a planner asks, as the form holds it. */
export interface Draft {
  readonly source: 'past' | 'expected';
  readonly period: Period;
  /** Of the chosen day, or of the day that contacts are expected on: `2026-11-23`. */
  readonly day: string;
  readonly from: string;
  readonly until: string;
  readonly intervalMinutes: number;
  readonly expected: readonly Expected[];
  /** Percent of what came then. */
  readonly volume: number;
  readonly roster: Roster;
  readonly without: readonly { readonly id: string; readonly name: string }[];
  readonly retrained: readonly Retrained[];
  readonly added: readonly Added[];
  /** Whose rules are others. */
  readonly queues: readonly Queue[];
  readonly answerSeconds: number;
  readonly runs: number;
}

export interface Figure {
  readonly mean: number;
  /** Half the width of what the truth lies within, at 95 %. */
  readonly margin?: number;
}

export interface Told {
  readonly offered: Figure;
  readonly answered: Figure;
  readonly left: Figure;
  readonly serviceLevel: Figure;
  readonly averageWaitSeconds: Figure;
  readonly abandonment: Figure;
}

export interface Outlook extends Told {
  readonly at: string;
  readonly occupancy: Figure;
}

export interface Answer {
  readonly runs: number;
  readonly leftOut: number;
  readonly intervals: readonly Outlook[];
  readonly total: Outlook;
  readonly queues: readonly (Told & { readonly queue: string })[];
}

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/** `2026-11-23` of a time, here. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

export function fresh(now: number): Draft {
  return {
    source: 'past', period: 'yesterday', day: dayOf(now - DAY_MINUTES * MINUTE), from: '08:00', until: '18:00', intervalMinutes: 30, expected: [], volume: 100,
    roster: 'recorded', without: [], retrained: [], added: [], queues: [], answerSeconds: 3, runs: 10,
  };
}

/** When it begins, and how many intervals it has. */
export function stretch(draft: Draft, now: number): { readonly from: Date; readonly intervals: number } {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  const count = (from: Date, until: number): { from: Date; intervals: number } => ({ from, intervals: Math.max(1, Math.ceil((until - from.getTime()) / MINUTE / draft.intervalMinutes)) });
  const before = (days: number): Date => new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() - days);
  if (draft.source === 'expected') return count(moment(draft.day, draft.from), moment(draft.day, draft.until).getTime() + (draft.until <= draft.from ? DAY_MINUTES * MINUTE : 0));
  switch (draft.period) {
    case 'today': return count(midnight, now);
    case 'yesterday': return count(before(1), midnight.getTime());
    case 'week': return count(before(7), midnight.getTime());
    case 'day': {
      const from = moment(draft.day, '00:00');
      return count(from, new Date(from.getFullYear(), from.getMonth(), from.getDate() + 1).getTime());
    }
  }
}

function moment(day: string, time: string): Date {
  return new Date(`${day}T${time}:00`);
}

/** Whether anything shall be other than it is. */
export function changes(draft: Draft): boolean {
  return (draft.source === 'past' && draft.volume !== 100) || !!(draft.without.length || draft.retrained.length || draft.added.length || draft.queues.length);
}

/** The same with nothing changed. */
export function asItIs(draft: Draft): Draft {
  return { ...draft, volume: 100, without: [], retrained: [], added: [], queues: [] };
}

/** The numbers of a row; undefined if they are none. */
export function numbers(row: Expected, intervals: number): readonly number[] | undefined {
  const all = row.numbers.split(/[\s;]+/).filter(Boolean).map((each) => Number(each.replace(',', '.')));
  if (!all.length || all.some((each) => !Number.isFinite(each) || each < 0) || (all.length > 1 && all.length !== intervals)) return undefined;
  return all.length === 1 ? Array.from({ length: intervals }, () => all[0]!) : all;
}

/** The question as the server takes it. */
export function body(draft: Draft, queues: readonly Queue[], now: number): object {
  const { from, intervals } = stretch(draft, now);
  const end = from.getTime() + intervals * draft.intervalMinutes * MINUTE;
  return {
    from: from.toISOString(), intervals, intervalMinutes: draft.intervalMinutes,
    ...(draft.source === 'past' ? { past: { volume: draft.volume / 100 } } : {
      streams: draft.expected.map((row) => ({
        queue: row.queue, medium: queues.find((each) => each.id === row.queue)?.medium ?? 'call', expected: numbers(row, intervals) ?? [],
        ...(row.handlingSeconds ? { handlingSeconds: row.handlingSeconds } : {}), ...(row.patienceSeconds ? { patienceSeconds: row.patienceSeconds } : {}),
      })),
    }),
    ...(draft.roster === 'nobody' ? {} : { roster: draft.roster }),
    without: draft.without.map((each) => each.id),
    skilled: draft.retrained.map(({ agent, skills }) => ({ agent, skills })),
    people: draft.added.flatMap((some) => shifts(some, from, end)),
    queues: draft.queues.map(rules),
    answerSeconds: draft.answerSeconds, runs: draft.runs,
  };
}

/** One for each day, when they do not work the whole time. */
function shifts(added: Added, from: Date, end: number): object[] {
  const who = { count: added.count, skills: added.skills, teams: added.teams, capacity: { '*': added.atOnce } };
  if (!added.from && !added.until) return [who];
  const all: object[] = [];
  for (let day = new Date(from); day.getTime() < end; day = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1)) {
    const starts = Math.max(from.getTime(), moment(dayOf(day.getTime()), added.from || '00:00').getTime());
    const over = added.until && added.until <= (added.from || '00:00') ? DAY_MINUTES * MINUTE : 0;
    const stops = Math.min(end, added.until ? moment(dayOf(day.getTime()), added.until).getTime() + over : new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime());
    if (stops > starts) all.push({ ...who, from: new Date(starts).toISOString(), until: new Date(stops).toISOString() });
  }
  return all;
}

function rules(queue: Queue): object {
  const { waiting: _waiting, longestWaitSeconds: _longest, waitingSince: _since, agentsReady: _ready, ...rest } = queue;
  return rest;
}

/** How two figures differ: told only where chance alone does not explain it. */
export function difference(now: Figure, before: Figure): 'up' | 'down' | 'none' {
  const by = now.mean - before.mean;
  return Math.abs(by) <= Math.hypot(now.margin ?? 0, before.margin ?? 0) + 1e-9 ? 'none' : by > 0 ? 'up' : 'down';
}
