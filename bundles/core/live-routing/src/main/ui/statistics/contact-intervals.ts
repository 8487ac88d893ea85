import { css, html, nothing, property } from 'lit';
import { ChartNoAxesColumn } from 'lucide';
import { base, define, empty, Fetch, LiveElement, number, translator } from '@live/ui';
import '../chart.ts';
import { contactFigures, type ContactFigures, longest, momentName, moments, range, type Days, share, time } from './figures.ts';
import { Renewed } from '../renewed.ts';

const t = translator('routing');

/** How the contacts of a queue or a medium fared, interval by interval. */
export class ContactIntervals extends LiveElement {
  @property() queue = '';
  @property() medium = '';
  @property() days: Days = 'today';
  /** Without the table: for where there is little room and another place that tells all. */
  @property({ type: Boolean }) brief = false;
  #asked = '';
  readonly #fetch = new Fetch(this, (signal) => contactFigures(range(this.days), range(this.days).interval, this.queue ? 'queue' : 'medium', this.queue || undefined, signal));

  static override styles = [base, css`
    :host { display: block; min-width: 0; } .all { display: grid; gap: 16px; min-width: 0; } .card { overflow: auto; max-height: 400px; } td.right { font-variant-numeric: tabular-nums; white-space: nowrap; } th { position: sticky; top: 0; background: var(--surface); }
  `];

  constructor() {
    super();
    new Renewed(this, () => void this.#fetch.run(), () => this.days === 'today');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asked = '';
  }

  override willUpdate(): void {
    const asked = `${this.queue} ${this.medium} ${this.days}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#fetch.run(true);
  }

  override render(): unknown {
    return this.#fetch.show(({ items }) => {
      const days = range(this.days);
      const mine = new Map(items.filter((each) => !this.medium || each.medium === this.medium).map((each) => [Date.parse(each.at), each]));
      if (!mine.size) return this.brief ? nothing : empty(ChartNoAxesColumn, t('statistics.none'));
      const all = moments(days).map((at) => ({ at, figures: mine.get(Date.parse(at)) }));
      const line = (of: (figures: ContactFigures) => number | undefined): { at: string; value: number | undefined }[] => all.map(({ at, figures }) => ({ at, value: figures && of(figures) }));
      const chart = (heading: string, of: (figures: ContactFigures) => number | undefined, format: (value: number) => string, top?: number, bars = false): unknown => html`<live-chart heading=${heading} .top=${top} ?bars=${bars} .format=${format} .series=${[{ name: '', points: line(of) }]}></live-chart>`;
      return html`<div class="all">${chart(t('statistics.offered'), (each) => each.offered, number, undefined, true)}${[...mine.values()].some((each) => each.serviceLevel !== undefined) ? chart(t('statistics.level'), (each) => each.serviceLevel, share, 1) : nothing}${this.brief ? nothing : chart(t('statistics.wait'), (each) => each.averageWaitSeconds, time)}
        ${this.brief ? nothing : html`<div class="card" tabindex="0" role="region" aria-label=${t('what-if.by-interval')}><table><thead><tr><th>${t('what-if.interval')}</th><th class="right">${t('statistics.offered')}</th><th class="right">${t('statistics.answered')}</th><th class="right">${t('statistics.abandoned')}</th><th class="right">${t('statistics.level')}</th><th class="right">${t('statistics.wait')}</th><th class="right">${t('longest')}</th><th class="right">${t('statistics.handling')}</th></tr></thead>
          <tbody>${all.filter((each) => each.figures).map(({ at, figures }) => html`<tr><td class="number">${momentName(at, days.interval)}</td><td class="right">${number(figures!.offered)}</td><td class="right">${number(figures!.answered)}</td><td class="right">${number(figures!.abandoned)}</td><td class="right">${share(figures!.serviceLevel)}</td><td class="right">${time(figures!.averageWaitSeconds)}</td><td class="right">${longest(figures!)}</td><td class="right">${time(figures!.averageHandlingSeconds)}</td></tr>`)}</tbody></table></div>`}</div>`;
    });
  }
}

define('live-contact-intervals', ContactIntervals);
