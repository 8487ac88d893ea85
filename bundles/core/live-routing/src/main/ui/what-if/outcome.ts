import { css, html, nothing, property, type TemplateResult } from 'lit';
import { Equal, TrendingDown, TrendingUp } from 'lucide';
import { base, clock, dateTime, define, icon, language, LiveElement, number, timeOfDay, translator, Watching } from '@live/ui';
import { named, queues } from '@live/work';
import '../chart.ts';
import { type Answer, difference, type Figure, type Outlook, type Told } from './question.ts';

const t = translator('routing');

type Name = 'serviceLevel' | 'averageWaitSeconds' | 'abandonment' | 'occupancy' | 'offered' | 'answered';

interface Kind {
  /** Which way is good; neither, if it depends. */
  readonly good?: 'up' | 'down';
  readonly say: (value: number) => string;
}

export function percent(value: number): string {
  return new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 }).format(value);
}

function contacts(value: number): string {
  return number(Math.round(value * 10) / 10);
}

const KINDS: Readonly<Record<Name, Kind>> = {
  serviceLevel: { good: 'up', say: percent },
  averageWaitSeconds: { good: 'down', say: clock },
  abandonment: { good: 'down', say: percent },
  occupancy: { say: percent },
  offered: { say: contacts },
  answered: { say: contacts },
};

/** What may be expected, and how that compares with things as they are. */
export class Outcome extends LiveElement {
  @property({ attribute: false }) answer!: Answer;
  /** As it is; absent when nothing was changed, or nothing can be compared. */
  @property({ attribute: false }) usual: Answer | undefined;

  static override styles = [base, css`
    :host { display: grid; gap: 16px; min-width: 0; } .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 12px; margin: 0; }
    .fact { padding: 14px 16px; display: grid; gap: 4px; align-content: start; } .fact dt { color: var(--muted); font-size: 13px; } .fact dd { font-variant-numeric: tabular-nums; } .big { font: 650 24px/30px var(--family); } .big small { font: var(--text); color: var(--muted); font-size: 12px; margin-inline-start: 4px; }
    .how { display: flex; align-items: center; gap: 6px; font-size: 13px; color: var(--muted); } .how.better { color: var(--ok-fg); font-weight: 550; } .how.worse { color: var(--bad-fg); font-weight: 550; }
    .charts { display: grid; gap: 20px; padding: 16px; } .card { min-width: 0; } .card.wide { overflow: auto; max-height: 560px; } .card.wide:focus-visible { outline-offset: -2px; } .card > header { padding: 12px 16px 4px; } th { position: sticky; top: 0; background: var(--surface); z-index: 1; }
    td.right { font-variant-numeric: tabular-nums; white-space: nowrap; } td.right .meta { display: block; } tr.sum td { font-weight: 600; } th, td { padding-inline: 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [queues]);
  }

  override render(): unknown {
    const { answer, usual: before } = this;
    const { total } = answer;
    if (!total.offered.mean) return html`<p class="banner">${t('what-if.none')}</p>`;
    const wholeDays = answer.intervals.length > 1 && new Date(answer.intervals[0]!.at).toDateString() !== new Date(answer.intervals.at(-1)!.at).toDateString();
    return html`<dl class="facts">${(['serviceLevel', 'averageWaitSeconds', 'abandonment', 'occupancy'] as const).map((name) => this.fact(name, total[name], before?.total[name]))}</dl>
      ${answer.leftOut ? html`<p class="banner warn">${t('what-if.left-out', { count: answer.leftOut })}</p>` : nothing}
      <div class="card charts">${this.chart('serviceLevel', 1)}${this.chart('averageWaitSeconds')}${this.chart('occupancy', 1)}</div>
      ${answer.queues.length > 1 ? html`<div class="card wide" tabindex="0" role="region" aria-label=${t('what-if.by-queue')}><table><thead><tr><th>${t('queue')}</th>${heads(['offered', 'answered', 'serviceLevel', 'averageWaitSeconds', 'abandonment'])}</tr></thead><tbody>${[...answer.queues].sort((a, b) => b.offered.mean - a.offered.mean).map((each) => this.queueRow(each))}</tbody></table></div>` : nothing}
      <div class="card wide" tabindex="0" role="region" aria-label=${t('what-if.by-interval')}><table><thead><tr><th>${t('what-if.interval')}</th>${heads(['offered', 'answered', 'serviceLevel', 'averageWaitSeconds', 'abandonment', 'occupancy'])}</tr></thead>
        <tbody><tr class="sum"><td>${t('what-if.total')}</td>${this.cells(total, before?.total, true)}</tr>${answer.intervals.map((each, index) => html`<tr><td class="number">${wholeDays ? dateTime(each.at) : timeOfDay(each.at)}</td>${each.offered.mean || each.occupancy.mean ? this.cells(each, before?.intervals[index], true) : html`<td class="right muted">0</td>${[1, 2, 3, 4, 5].map(() => html`<td class="right muted">–</td>`)}`}</tr>`)}</tbody></table></div>
      <p class="meta">${t('what-if.margin.text', { runs: number(answer.runs) })}</p>`;
  }

  private fact(name: Name, now: Figure, was: Figure | undefined): TemplateResult {
    const { say, good } = KINDS[name];
    const how = was && difference(now, was);
    const tone = how && how !== 'none' && good ? (how === good ? 'better' : 'worse') : '';
    const word = how === 'none' ? t('what-if.same') : tone ? t(`what-if.${tone}`) : how === 'up' ? t('what-if.more') : t('what-if.less');
    return html`<div class="card fact"><dt>${t(`what-if.${name}`)}</dt><dd class="big">${say(now.mean)}${now.margin ? html`<small>± ${say(now.margin)}</small>` : nothing}</dd>
      ${was ? html`<dd class="how ${tone}">${icon(how === 'none' ? Equal : how === 'up' ? TrendingUp : TrendingDown, 16)}<span>${word}</span></dd><dd class="meta">${t('what-if.as-it-is')}: ${say(was.mean)}${was.margin ? ` ± ${say(was.margin)}` : ''}</dd>` : nothing}<dd class="meta">${t(`what-if.${name}.text`)}</dd></div>`;
  }

  private chart(name: 'serviceLevel' | 'averageWaitSeconds' | 'occupancy', top?: number): TemplateResult {
    const points = (answer: Answer): { at: string; value: number | undefined; margin: number | undefined }[] => answer.intervals.map((each) => ({ at: each.at, value: name === 'occupancy' || each.offered.mean ? each[name].mean : undefined, margin: each[name].margin }));
    return html`<live-chart heading=${t(`what-if.${name}`)} .top=${top} .format=${KINDS[name].say} .series=${[{ name: t(this.usual ? 'what-if.with-changes' : 'what-if.as-it-is'), points: points(this.answer) }, ...(this.usual ? [{ name: t('what-if.as-it-is'), points: points(this.usual), before: true }] : [])]}></live-chart>`;
  }

  private queueRow(each: Told & { readonly queue: string }): TemplateResult {
    return html`<tr><td class="strong">${named(queues.value, each.queue)}</td>${this.cells(each, this.usual?.queues.find((one) => one.queue === each.queue))}</tr>`;
  }

  private cells(now: Told | Outlook, was: Told | Outlook | undefined, occupied = false): TemplateResult[] {
    const cell = (name: Name): TemplateResult => {
      const figure = (now as Outlook)[name];
      const before = (was as Outlook | undefined)?.[name];
      return html`<td class="right">${KINDS[name].say(figure.mean)}${before ? html`<span class="meta"><span class="only-heard">${t('what-if.as-it-is')}: </span>${KINDS[name].say(before.mean)}</span>` : nothing}</td>`;
    };
    return [...(['offered', 'answered', 'serviceLevel', 'averageWaitSeconds', 'abandonment'] as const), ...(occupied ? ['occupancy' as const] : [])].map(cell);
  }
}

function heads(names: readonly Name[]): TemplateResult[] {
  return names.map((name) => html`<th class="right">${t(`what-if.${name}`)}</th>`);
}

define('live-what-if-outcome', Outcome);
