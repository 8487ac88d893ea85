import { Signal } from './signal.ts';

const counts = new Map<string, number>();
/** What waits for the person, shown in the tab's title while they look elsewhere. */
export const badge = new Signal(0);
let shown = '';

/** So much of something waits: offers, unread messages. */
export function waits(what: string, count: number): void {
  counts.set(what, count);
  badge.value = [...counts.values()].reduce((sum, each) => sum + each, 0);
}

/** Gives the tab its title: what is looked at. */
export function entitle(text: string): void {
  shown = text;
  write();
}

function write(): void {
  const text = shown ? `${shown} · LIVE` : 'LIVE';
  document.title = badge.value > 0 ? `(${badge.value}) ${text}` : text;
}

badge.watch(write);
