import { Signal } from './signal.ts';

/** What waits for the person, shown in the tab's title while they look elsewhere. */
export const badge = new Signal(0);
let shown = '';

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
