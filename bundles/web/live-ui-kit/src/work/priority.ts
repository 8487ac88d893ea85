import { html, nothing, type TemplateResult } from 'lit';
import { ChevronsUp, ChevronUp } from 'lucide';
import { translator } from '@live/ui';
import { icon } from '@live/ui';
import type { Status, Ticket } from '@live/ui';

const t = translator('desktop');

/** The four steps that people choose from; the scale itself is 0 to 9. */
export const priorities = [
  { value: 2, name: 'low' },
  { value: 5, name: 'normal' },
  { value: 7, name: 'high' },
  { value: 9, name: 'urgent' },
] as const;

export function priorityName(value: number): 'low' | 'normal' | 'high' | 'urgent' {
  return value >= 9 ? 'urgent' : value >= 7 ? 'high' : value >= 4 ? 'normal' : 'low';
}

/** Normal is said quietly, what presses is said with a sign and a colour. */
export function priority(value: number): TemplateResult {
  const name = priorityName(value);
  if (name === 'urgent') return html`<span class="chip bad">${icon(ChevronsUp, 14)}${t('priority.urgent')}</span>`;
  if (name === 'high') return html`<span class="chip warn">${icon(ChevronUp, 14)}${t('priority.high')}</span>`;
  if (name === 'low') return html`<span class="muted">${t('priority.low')}</span>`;
  return html`<span>${t('priority.normal')}</span>`;
}

const TONES = { OPEN: '', WAITING: 'warn', SOLVED: 'ok', CLOSED: 'outline' } as const;

/** Where a ticket stands. The server's own name is used unless the desktop knows the word. */
export function status(code: string, category: Ticket['category'], all: readonly Status[] = []): TemplateResult | typeof nothing {
  return code ? html`<span class="chip ${code === 'new' ? 'accent' : TONES[category]}">${statusName(code, all)}</span>` : nothing;
}

export function statusName(code: string, all: readonly Status[] = []): string {
  const word = t(`status.${code}`);
  return word === `status.${code}` ? (all.find((each) => each.code === code)?.name ?? code) : word;
}
