import { html, nothing, type TemplateResult } from 'lit';
import { Plus, Trash2 } from 'lucide';
import { icon, now, number, translator } from '@live/ui';
import { queues } from '@live/work';
import '../queue/duration.ts';
import { dayOf, type Draft, type Expected, numbers, type Period } from './question.ts';

const t = translator('routing');
const PERIODS: readonly Period[] = ['today', 'yesterday', 'week', 'day'];
const DAY_MS = 86_400_000;
const INTERVALS = [15, 30, 60, 240] as const;

/** Which contacts come: those of the past again, or so many as are expected. */
export function contactFields(draft: Draft, intervals: number, change: (next: Partial<Draft>) => void): TemplateResult {
  const text = (event: Event): string => (event.target as HTMLInputElement).value;
  const source = (value: Draft['source']): unknown => html`<label class="check"><input type="radio" name="source" .checked=${draft.source === value} @change=${() => change({ source: value, roster: value === 'past' ? 'recorded' : 'everybody', day: dayOf(now() + (value === 'past' ? -DAY_MS : DAY_MS)), ...(value === 'expected' && !draft.expected.length ? { expected: [row()] } : {}) })}><span>${t(`what-if.source.${value}`)}</span></label>`;
  const interval = html`<div class="field"><label for="interval">${t('what-if.interval')}</label><select id="interval" @change=${(event: Event) => change({ intervalMinutes: Number(text(event)) })}>${INTERVALS.map((each) => html`<option value=${each} ?selected=${each === draft.intervalMinutes}>${each < 60 ? t('what-if.minutes', { count: each }) : t('what-if.hours', { count: each / 60 })}</option>`)}</select></div>`;
  return html`<fieldset><legend>${t('what-if.contacts')}</legend>${source('past')}${source('expected')}</fieldset>
    ${draft.source === 'past' ? html`<div class="two"><div class="field"><label for="period">${t('what-if.period')}</label><select id="period" @change=${(event: Event) => change(periodOf(text(event) as Period, draft))}>${PERIODS.map((each) => html`<option value=${each} ?selected=${each === draft.period}>${t(`what-if.period.${each}`)}</option>`)}</select></div>${interval}
        ${draft.period === 'day' ? html`<div class="field"><label for="day">${t('what-if.day')}</label><input id="day" type="date" .value=${draft.day} @change=${(event: Event) => text(event) && change({ day: text(event) })}></div>` : nothing}
        <div class="field"><label for="volume">${t('what-if.volume')}</label><div class="unit"><input id="volume" type="number" min="1" max="1000" step="1" .value=${String(draft.volume)} @change=${(event: Event) => change({ volume: Math.max(1, Number(text(event)) || 100) })}><span>%</span></div></div></div><p class="hint">${t('what-if.volume.text')}</p>`
    : html`<div class="two"><div class="field"><label for="day">${t('what-if.day')}</label><input id="day" type="date" .value=${draft.day} @change=${(event: Event) => text(event) && change({ day: text(event) })}></div>${interval}
        <div class="field"><label for="from">${t('what-if.from')}</label><input id="from" type="time" .value=${draft.from} @change=${(event: Event) => text(event) && change({ from: text(event) })}></div>
        <div class="field"><label for="until">${t('what-if.until')}</label><input id="until" type="time" .value=${draft.until} @change=${(event: Event) => text(event) && change({ until: text(event) })}></div></div>
        ${draft.expected.map((each, index) => expected(each, index, intervals, (next) => change({ expected: draft.expected.map((row, at) => (at === index ? { ...row, ...next } : row)) }), () => change({ expected: draft.expected.filter((_, at) => at !== index) })))}
        <div><button type="button" class="small" @click=${() => change({ expected: [...draft.expected, row()] })}>${icon(Plus, 14)}${t('what-if.expected.add')}</button></div>`}`;
}

/** A week in half hours is more than anybody reads. */
function periodOf(period: Period, draft: Draft): Partial<Draft> {
  return { period, intervalMinutes: period === 'week' ? Math.max(60, draft.intervalMinutes) : draft.intervalMinutes };
}

function row(): Expected {
  return { queue: queues.value[0]?.id ?? '', numbers: '', handlingSeconds: 240, patienceSeconds: 120 };
}

function expected(each: Expected, index: number, intervals: number, put: (next: Partial<Expected>) => void, drop: () => void): TemplateResult {
  const wrong = each.numbers.trim() !== '' && !numbers(each, intervals);
  return html`<section class="part" aria-label=${t('what-if.expected.at', { number: index + 1 })}><header><select aria-label=${t('queue')} @change=${(event: Event) => put({ queue: (event.target as HTMLSelectElement).value })}>${queues.value.map((queue) => html`<option value=${queue.id} ?selected=${queue.id === each.queue}>${queue.name}</option>`)}</select>
      <button type="button" class="icon quiet small" aria-label=${t('what-if.expected.remove', { number: index + 1 })} title=${t('what-if.remove')} @click=${drop}>${icon(Trash2, 16)}</button></header>
    <div class="field"><label for="numbers-${index}">${t('what-if.numbers')}</label><input id="numbers-${index}" inputmode="decimal" autocomplete="off" aria-invalid=${wrong} .value=${each.numbers} @input=${(event: Event) => put({ numbers: (event.target as HTMLInputElement).value })}><span class="hint">${t('what-if.numbers.text', { count: intervals })}</span>${wrong ? html`<span class="error" role="alert">${t('what-if.numbers.wrong', { intervals: number(intervals) })}</span>` : nothing}</div>
    <div class="two"><div class="field"><span class="label">${t('what-if.handling')}</span><live-duration label=${t('what-if.handling')} .value=${each.handlingSeconds} @changed=${(event: CustomEvent<number | undefined>) => put({ handlingSeconds: event.detail })}></live-duration></div>
      <div class="field"><span class="label">${t('what-if.patience')}</span><live-duration label=${t('what-if.patience')} .value=${each.patienceSeconds} @changed=${(event: CustomEvent<number | undefined>) => put({ patienceSeconds: event.detail })}></live-duration><span class="hint">${t('what-if.patience.text')}</span></div></div></section>`;
}
