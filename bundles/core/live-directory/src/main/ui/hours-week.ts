import { html, nothing, type TemplateResult } from 'lit';
import { Copy, Plus, Trash2, X } from 'lucide';
import { icon, language, translator } from '@live/ui';

const t = translator('directory');

/** `08:00` to `17:30`; an end at midnight is `24:00`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface DaySpan extends Span {
  readonly day: string;
}

/** A day that is not like its week: closed without hours. */
export interface Exception {
  readonly date: string;
  readonly name: string;
  readonly hours: readonly Span[];
}

export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
const USUAL: Span = { from: '08:00', to: '17:00' };
/** The first of these days was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function weekday(day: string, width: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language.value, { weekday: width, timeZone: 'UTC' }).format(MONDAY + DAYS.indexOf(day as (typeof DAYS)[number]) * DAY_MS);
}

/** In the order of the week and the day, as it is sent: what is wrong is told by place. */
export function ordered(week: readonly DaySpan[]): readonly DaySpan[] {
  return [...week].sort((a, b) => DAYS.indexOf(a.day as 'MONDAY') - DAYS.indexOf(b.day as 'MONDAY') || a.from.localeCompare(b.from));
}

/** The hours of a week, day by day. */
export function weekRows(week: readonly DaySpan[], locked: boolean, wrong: (field: string) => readonly string[], change: (next: readonly DaySpan[]) => void): TemplateResult[] {
  return DAYS.map((day, at) => {
    const mine = week.flatMap((each, place) => (each.day === day ? [{ each, place }] : []));
    const name = weekday(day);
    const put = (next: readonly Span[]): void => change([...week.filter((each) => each.day !== day), ...next.map((span) => ({ ...span, day }))]);
    return html`<div class="day" role="group" aria-label=${name}><span class="label">${name}</span><div class="spans">${spans(mine.map(({ each }) => each), name, locked, put)}${mine.flatMap(({ place }) => [...wrong(`week[${place}]`), ...wrong(`week[${place}].from`), ...wrong(`week[${place}].to`)]).map((text) => html`<span class="error-text" role="alert">${text}</span>`)}</div>
      ${locked || at !== 0 ? nothing : html`<button type="button" class="icon quiet small" aria-label=${t('hours.copy')} title=${t('hours.copy')} @click=${() => change([...week.filter((each) => DAYS.indexOf(each.day as 'MONDAY') > 4 || each.day === day), ...DAYS.slice(1, 5).flatMap((other) => mine.map(({ each }) => ({ ...each, day: other })))])}>${icon(Copy, 16)}</button>`}</div>`;
  });
}

/** Days that are not like the others. */
export function exceptionRows(all: readonly Exception[], locked: boolean, wrong: (field: string) => readonly string[], change: (next: readonly Exception[]) => void): TemplateResult {
  const put = (at: number, next: Partial<Exception>): void => change(all.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`${all.map((each, index) => html`<div class="exception" role="group" aria-label=${each.name || each.date}><div class="what"><input type="date" required aria-label=${t('hours.date')} ?disabled=${locked} .value=${each.date} @change=${(event: Event) => put(index, { date: value(event) })}><input maxlength="100" aria-label=${t('hours.occasion')} placeholder=${t('hours.occasion')} ?disabled=${locked} .value=${each.name} @input=${(event: Event) => put(index, { name: value(event) })}>
        ${locked ? nothing : html`<button type="button" class="icon quiet small" aria-label=${t('hours.exception.remove', { name: each.name || each.date })} title=${t('hours.exception.remove', { name: each.name || each.date })} @click=${() => change(all.filter((_, at) => at !== index))}>${icon(Trash2, 16)}</button>`}</div>
      <div class="spans">${spans(each.hours, each.name || each.date, locked, (next) => put(index, { hours: next }))}</div>${[`exceptions[${index}]`, `exceptions[${index}].date`, `exceptions[${index}].name`, ...each.hours.map((_, at) => `exceptions[${index}].hours[${at}]`)].flatMap(wrong).map((text) => html`<span class="error-text" role="alert">${text}</span>`)}</div>`)}
    ${locked ? nothing : html`<div><button type="button" class="small" @click=${() => change([...all, { date: '', name: '', hours: [] }])}>${icon(Plus, 14)}${t('hours.exception.add')}</button></div>`}`;
}

function spans(all: readonly Span[], day: string, locked: boolean, put: (next: readonly Span[]) => void): TemplateResult {
  const set = (at: number, next: Partial<Span>): void => put(all.map((each, index) => (index === at ? { ...each, ...next } : each)));
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`${all.length ? nothing : html`<span class="muted">${t('hours.closed')}</span>`}${all.map((each, index) => html`<span class="span"><input type="time" required aria-label=${t('hours.from.of', { day })} ?disabled=${locked} .value=${each.from} @change=${(event: Event) => set(index, { from: value(event) })}><span aria-hidden="true">–</span><input type="time" required aria-label=${t('hours.to.of', { day })} ?disabled=${locked} .value=${each.to === '24:00' ? '00:00' : each.to} @change=${(event: Event) => set(index, { to: value(event) === '00:00' ? '24:00' : value(event) })}>
      ${locked ? nothing : html`<button type="button" class="icon quiet small" aria-label=${t('hours.span.remove', { day })} title=${t('hours.span.remove', { day })} @click=${() => put(all.filter((_, at) => at !== index))}>${icon(X, 14)}</button>`}</span>`)}
    ${locked ? nothing : html`<button type="button" class="icon quiet small" aria-label=${t('hours.span.add', { day })} title=${t('hours.span.add', { day })} @click=${() => put([...all, all.length ? { from: all.at(-1)!.to, to: '24:00' } : USUAL])}>${icon(Plus, 16)}</button>`}`;
}

/** A week in few words: `Mon–Fri 08:00–17:00, Sat 09:00–12:00`. */
export function weekText(week: readonly DaySpan[]): string {
  const of = (day: string): string => ordered(week).filter((each) => each.day === day).map((each) => `${each.from}–${each.to}`).join(' + ');
  const parts: string[] = [];
  for (let at = 0; at < DAYS.length;) {
    let last = at;
    while (last + 1 < DAYS.length && of(DAYS[last + 1]!) === of(DAYS[at]!)) last++;
    const hours = of(DAYS[at]!);
    if (hours) parts.push(`${weekday(DAYS[at]!, 'short')}${last > at ? `–${weekday(DAYS[last]!, 'short')}` : ''} ${hours}`);
    at = last + 1;
  }
  return parts.join(', ');
}
