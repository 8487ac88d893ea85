import { html, nothing, type TemplateResult } from 'lit';
import { api, type Page, type Queue, translator } from '@live/ui';
import { type Named, queues, Shared } from '@live/work';
import './duration.ts';
import type { Marks } from './findings.ts';

const t = translator('routing');

/** Opening hours that a queue can go by. */
export const hours = new Shared<readonly Named[]>([], async () => (await api.get<Page<Named>>('/directory/hours', { query: { limit: 200 } })).items);

type Change = (next: { [K in keyof Queue]?: Queue[K] | undefined }) => void;

/** When the queue is open, what becomes of contacts while it is not, and where they go when they waited too long. */
export function openingFields(queue: Queue, marks: Marks, locked: boolean, change: Change): TemplateResult {
  const value = (event: Event): string | undefined => (event.target as HTMLSelectElement).value || undefined;
  const others = queues.value.filter((each) => each.id !== queue.id);
  const choice = (field: 'closedQueue' | 'overflowQueue', none: string): unknown => html`<select id=${field} ?disabled=${locked} aria-invalid=${marks.wrong(field)} @change=${(event: Event) => change({ [field]: value(event) })}><option value="" ?selected=${!queue[field]}>${none}</option>${others.map((each) => html`<option value=${each.id} ?selected=${each.id === queue[field]}>${each.name}</option>`)}</select>`;
  const closed = (mode: 'wait' | 'serve' | 'overflow'): unknown => html`<label class="check"><input type="radio" name="closed" ?disabled=${locked} .checked=${(queue.closed ?? 'wait') === mode} @change=${() => change({ closed: mode, ...(mode === 'overflow' ? {} : { closedQueue: undefined }) })}><span>${t(`closed.${mode}`)}</span></label>`;
  return html`<div class="field"><label for="hours">${t('hours')}</label><select id="hours" ?disabled=${locked} aria-invalid=${marks.wrong('hours')} @change=${(event: Event) => change({ hours: value(event), ...(value(event) ? {} : { closed: 'wait', closedQueue: undefined }) })}><option value="" ?selected=${!queue.hours}>${t('hours.always')}</option>${hours.value.map((each) => html`<option value=${each.id} ?selected=${each.id === queue.hours}>${each.name}</option>`)}</select>${hours.value.length ? nothing : html`<span class="hint">${t('hours.none')}</span>`}${marks.at('hours')}</div>
    ${queue.hours ? html`<fieldset><legend>${t('closed')}</legend>${closed('wait')}${closed('serve')}${closed('overflow')}${queue.closed === 'overflow' ? html`<div class="field indent"><label for="closedQueue">${t('closed.queue')}</label>${choice('closedQueue', t('queue.choose'))}${marks.at('closedQueue')}</div>` : nothing}</fieldset>` : nothing}
    <div class="pair"><div class="field"><span class="label">${t('maxWait')}</span><live-duration label=${t('maxWait')} .value=${queue.maxWaitSeconds} ?disabled=${locked} ?wrong=${marks.wrong('maxWaitSeconds')} @changed=${(event: CustomEvent<number | undefined>) => change({ maxWaitSeconds: event.detail || undefined })}></live-duration><span class="hint">${t('maxWait.text')}</span>${marks.at('maxWaitSeconds')}</div>
      <div class="field"><label for="overflowQueue">${t('overflow')}</label>${choice('overflowQueue', t('overflow.none'))}<span class="hint">${t('overflow.text')}</span>${marks.at('overflowQueue')}</div></div>`;
}

/** The same as the server takes it: what is not said is left out. */
export function openingOf({ hours: by, closed, closedQueue, maxWaitSeconds, overflowQueue }: Queue): object {
  return { ...(by ? { hours: by, closed: closed ?? 'wait' } : {}), ...(by && closed === 'overflow' && closedQueue ? { closedQueue } : {}), ...(maxWaitSeconds ? { maxWaitSeconds } : {}), ...(overflowQueue ? { overflowQueue } : {}) };
}
