import { css, html, nothing, property } from 'lit';
import { ChartNoAxesColumn, RotateCw, Search } from 'lucide';
import { base, define, empty, Fetch, go, here, icon, LiveElement, number, remember, timeOfDay, translator, Watching } from '@live/ui';
import { mediumName } from '../media.ts';
import './agent-times.ts';
import './contact-intervals.ts';
import './estimates.ts';
import { agentFigures, type AgentFigures, contactFigures, type ContactFigures, type Days, type Figures, longest, range, share, time } from './figures.ts';

const t = translator('routing');
const DAYS: readonly Days[] = ['today', 'yesterday', 'week', 'month'];
const BY = ['queue', 'medium', 'agent'] as const;
const TYPED_AFTER_MS = 150;

/** How contacts fared and what agents did, in the days gone by. */
export class Statistics extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) query = new URLSearchParams();
  #asked = '';
  #timer = 0;
  readonly #fetch = new Fetch<Figures<ContactFigures | AgentFigures>>(this, (signal) => (this.by === 'agent' ? agentFigures(range(this.days), 'whole', undefined, signal) : contactFigures(range(this.days), 'whole', this.by, undefined, signal)));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1400px; } header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header > div:first-child { flex: 1; min-width: 240px; }
    .bar { display: flex; gap: 8px 12px; align-items: center; flex-wrap: wrap; margin-bottom: 12px; } .bar select { width: auto; } .search { position: relative; width: 220px; } .search svg { position: absolute; inset-inline-start: 10px; top: 8px; color: var(--muted); } .search input { padding-inline-start: 34px; }
    .card { overflow: auto; } td.right { font-variant-numeric: tabular-nums; white-space: nowrap; } .counted { margin-inline-start: auto; } live-estimates { margin-bottom: 12px; }
    @media (max-width: 767px) { :host { padding: 12px; } .search { width: 100%; } }
  `];

  constructor() {
    super();
    new Watching(this, [here]);
  }

  private get by(): (typeof BY)[number] {
    return BY.find((each) => each === here.value.query.get('by')) ?? 'queue';
  }

  private get days(): Days {
    return DAYS.find((each) => each === here.value.query.get('days')) ?? 'today';
  }

  override willUpdate(): void {
    const asked = `${this.by} ${this.days}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#fetch.run(true);
  }

  override render(): unknown {
    const text = here.value.query.get('q') ?? '';
    return html`<header><div><h1>${t('statistics')}</h1><p class="muted">${t('statistics.text')}</p></div></header>
      <div class="bar"><div class="tabs" role="tablist" aria-label=${t('statistics')}>${BY.map((each) => html`<button role="tab" aria-selected=${this.by === each} @click=${() => remember({ by: each === 'queue' ? undefined : each })}>${t(`statistics.by.${each}`)}</button>`)}</div>
        <select aria-label=${t('what-if.period')} @change=${(event: Event) => { const { value } = event.target as HTMLSelectElement; remember({ days: value === 'today' ? undefined : value }); }}>${DAYS.map((each) => html`<option value=${each} ?selected=${each === this.days}>${t(`statistics.days.${each}`)}</option>`)}</select>
        <label class="search">${icon(Search, 16)}<span class="only-heard">${t('statistics.search')}</span><input type="search" placeholder=${t('statistics.search')} .value=${text} @input=${this.typed}></label>
        ${this.#fetch.value ? html`<span class="meta counted">${t('statistics.counted', { time: timeOfDay(this.#fetch.value.counted) })}</span>` : nothing}<button class="icon quiet" aria-label=${t('statistics.renew')} title=${t('statistics.renew')} @click=${() => this.#fetch.run()}>${icon(RotateCw, 16)}</button></div>
      ${this.#fetch.show(({ items }) => {
        const rows = items.filter((each) => named(each).toLowerCase().includes(text.toLowerCase()));
        return html`<div class="card">${rows.length ? (this.by === 'agent' ? this.agents(rows as readonly AgentFigures[]) : this.contacts(rows as readonly ContactFigures[])) : empty(ChartNoAxesColumn, t('statistics.none'), text ? '' : t('statistics.none.text'))}</div>${this.one(items)}`;
      })}`;
  }

  private typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => remember({ q: value.trim() }), TYPED_AFTER_MS);
  };

  private row(id: string): { open: () => void; keyed: (event: KeyboardEvent) => void } {
    const open = (): void => void go(`/statistics/${this.by}/${id}${here.value.query.size ? `?${here.value.query}` : ''}`);
    return { open, keyed: (event) => void (event.key === 'Enter' && open()) };
  }

  /** Columns that say nothing to most centres are there when they do. */
  private contacts(rows: readonly ContactFigures[]): unknown {
    const unreached = rows.some((each) => each.notReached > 0);
    const promised = rows.some((each) => each.callbacks > 0);
    return html`<table><thead><tr><th>${t(this.by === 'medium' ? 'medium' : 'queue')}</th><th class="right">${t('statistics.offered')}</th><th class="right">${t('statistics.answered')}</th><th class="right">${t('statistics.abandoned')}</th><th class="right">${t('statistics.moved')}</th><th class="right">${t('waiting')}</th><th class="right">${t('statistics.level')}</th><th class="right">${t('statistics.wait')}</th><th class="right">${t('longest')}</th><th class="right">${t('statistics.handling')}</th>${unreached ? html`<th class="right">${t('statistics.not-reached')}</th>` : nothing}${promised ? html`<th class="right">${t('statistics.callbacks')}</th>` : nothing}</tr></thead>
      <tbody>${[...rows].sort((a, b) => b.offered - a.offered).map((each) => { const { open, keyed } = this.row(each.queue ?? each.medium ?? ''); return html`<tr tabindex="0" @click=${open} @keydown=${keyed}><td class="strong">${named(each)}</td><td class="right">${number(each.offered)}</td><td class="right">${number(each.answered)}</td><td class="right">${number(each.abandoned)}</td><td class="right">${number(each.movedOn)}</td><td class="right">${number(each.waiting)}</td>
        <td class="right">${share(each.serviceLevel)}</td><td class="right">${time(each.averageWaitSeconds)}</td><td class="right">${longest(each)}</td><td class="right">${time(each.averageHandlingSeconds)}</td>${unreached ? html`<td class="right">${number(each.notReached)}</td>` : nothing}${promised ? html`<td class="right">${each.callbacksKept + each.callbacksMissed ? t('statistics.callbacks.kept', { kept: number(each.callbacksKept), all: number(each.callbacksKept + each.callbacksMissed) }) : '–'}</td>` : nothing}</tr>`; })}</tbody></table>`;
  }

  private agents(rows: readonly AgentFigures[]): unknown {
    return html`<table><thead><tr><th>${t('board.agent')}</th><th class="right">${t('statistics.handled')}</th><th class="right">${t('statistics.handling')}</th><th class="right">${t('statistics.missed')}</th><th class="right">${t('statistics.declined')}</th><th class="right">${t('statistics.busy')}</th><th class="right">${t('statistics.available')}</th><th class="right">${t('what-if.occupancy')}</th></tr></thead>
      <tbody>${[...rows].sort((a, b) => named(a).localeCompare(named(b))).map((each) => { const { open, keyed } = this.row(each.agent); return html`<tr tabindex="0" @click=${open} @keydown=${keyed}><td class="strong">${named(each)}</td><td class="right">${number(each.handled)}</td><td class="right">${time(each.handled ? each.handlingSeconds / each.handled : undefined)}</td><td class="right">${number(each.missed)}</td><td class="right">${number(each.declined)}</td><td class="right">${time(each.busySeconds)}</td><td class="right">${time(each.availableSeconds)}</td><td class="right">${share(each.occupancy)}</td></tr>`; })}</tbody></table>`;
  }

  /** What the address names is shown interval by interval. */
  private one(items: readonly (ContactFigures | AgentFigures)[]): unknown {
    const [by, id] = (this.parameters['rest'] ?? '').split('/');
    if (!id || by !== this.by) return nothing;
    const found = items.find((each) => ('agent' in each ? each.agent : each.queue ?? each.medium) === id);
    return html`<live-dialog size="large" heading=${found ? named(found) : t('statistics')} @closed=${() => go(`/statistics${here.value.query.size ? `?${here.value.query}` : ''}`)}>${by === 'agent' ? html`<live-agent-times agent=${id} days=${this.days}></live-agent-times>` : html`${by === 'queue' ? html`<live-estimates queue=${id}></live-estimates>` : nothing}<live-contact-intervals .queue=${by === 'queue' ? id : ''} .medium=${by === 'medium' ? id : ''} days=${this.days}></live-contact-intervals>`}</live-dialog>`;
  }
}

function named(figures: ContactFigures | AgentFigures): string {
  if ('agent' in figures) return figures.name ?? t('statistics.gone');
  return figures.queue ? figures.name ?? t('statistics.gone') : mediumName(figures.medium ?? '');
}

export const tag = define('live-statistics', Statistics);
