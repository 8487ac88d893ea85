import { now } from '@live/ui';

/** When one may want to come back to something. */
export const MOMENTS = ['hour', 'tomorrow', 'monday', 'at'] as const;
export type Moment = (typeof MOMENTS)[number];

const MORNING = 9;
const MONDAY = 1;
const HOUR_MS = 3_600_000;

/** The time of it, on the clock of the page; none for one that the person enters. */
export function moment(name: Moment, from = new Date(now())): Date | undefined {
  const morning = (days: number): Date => new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, MORNING);
  switch (name) {
    case 'hour': return new Date(from.getTime() + HOUR_MS);
    case 'tomorrow': return morning(1);
    // The next one: on a Monday that is in a week.
    case 'monday': return morning(((MONDAY - from.getDay() + 6) % 7) + 1);
    case 'at': return undefined;
  }
}

/** As a field for a local time wants it. */
export function localTime(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
