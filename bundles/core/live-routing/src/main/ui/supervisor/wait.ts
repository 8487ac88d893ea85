import { html, nothing, type TemplateResult } from 'lit';
import { Clock, TriangleAlert } from 'lucide';
import { clock, icon, type Queue, translator } from '@live/ui';
import { standing } from './staff.ts';

const t = translator('routing');

/** How long somebody waits, and how that stands against the target: by colour, sign and word. */
export function wait(queue: Queue | undefined, since: string | undefined): TemplateResult {
  if (!since) return html`<span class="end zero">–</span>`;
  const how = standing(queue, since);
  const target = queue?.serviceLevelSeconds ? t('target', { time: clock(queue.serviceLevelSeconds) }) : '';
  const word = how === 'over' ? t('target.over') : how === 'near' ? t('target.near') : '';
  return html`<span class="end wait ${how}" title=${target || nothing}>${how === 'over' ? icon(TriangleAlert, 14) : how === 'near' ? icon(Clock, 14) : nothing}<live-ticker .since=${since}></live-ticker>${word ? html`<span class="only-heard">${word}</span>` : nothing}</span>`;
}
