import { css, html, nothing, property } from 'lit';
import { ChartNoAxesColumn } from 'lucide';
import { base, define, empty, Fetch, LiveElement, number, translator } from '@live/ui';
import { reasonWord } from '../supervisor/doing-word.ts';
import { agentFigures, range, type Days, share, type Spent, time } from './figures.ts';
import { Renewed } from '../renewed.ts';

const t = translator('routing');

/** What an agent did with his time. */
export class AgentTimes extends LiveElement {
  @property() agent = '';
  @property() days: Days = 'today';
  #asked = '';
  readonly #fetch = new Fetch(this, (signal) => agentFigures(range(this.days), 'whole', this.agent, signal));

  static override styles = [base, css`
    :host { display: block; min-width: 0; } .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(80px, 1fr)); gap: 12px; margin: 0 0 12px; } dt { color: var(--muted); font-size: 12px; line-height: 16px; } dd { font-weight: 600; font-variant-numeric: tabular-nums; }
    .bar { display: flex; height: 12px; gap: 2px; border-radius: 6px; overflow: hidden; background: var(--neutral-soft); } .bar span { min-width: 2px; }
    ul { display: grid; gap: 4px; margin-top: 8px; } li { display: flex; align-items: center; gap: 8px; font-size: 13px; } li .time { margin-inline-start: auto; font-variant-numeric: tabular-nums; } .sign { width: 10px; height: 10px; border-radius: 3px; flex: none; }
    .BUSY { background: var(--accent); } .AVAILABLE { background: var(--ok); } .NOT_READY { background: var(--warn); } .AWAY { background: var(--control); }
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
    const asked = `${this.agent} ${this.days}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#fetch.run(true);
  }

  override render(): unknown {
    return this.#fetch.show(({ items: [figures] }) => {
      if (!figures) return empty(ChartNoAxesColumn, t('statistics.none'));
      // Whoever is ready has contacts or is free; the rest of the time says why not.
      const ready = figures.states.filter((each) => each.state === 'READY').reduce((sum, each) => sum + each.seconds, 0);
      const spent = [{ state: 'BUSY', reason: '', seconds: ready - figures.availableSeconds }, { state: 'AVAILABLE', reason: '', seconds: figures.availableSeconds }, ...figures.states.filter((each) => each.state !== 'READY')].filter((each) => each.seconds >= 1).sort((a, b) => b.seconds - a.seconds);
      const fact = (name: string, value: string): unknown => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
      return html`<dl class="facts">${fact(t('statistics.handled'), number(figures.handled))}${fact(t('statistics.handling'), time(figures.handled ? figures.handlingSeconds / figures.handled : undefined))}${fact(t('statistics.busy'), time(figures.busySeconds))}${fact(t('what-if.occupancy'), share(figures.occupancy))}${fact(t('statistics.missed'), number(figures.missed))}</dl>
        ${spent.length ? html`<div class="bar" aria-hidden="true">${spent.map((each) => html`<span class=${each.state} .style=${`flex:${each.seconds}`}></span>`)}</div><ul>${spent.map((each) => html`<li><span class="sign ${each.state}"></span><span>${stateWord(each)}</span><span class="time">${time(each.seconds)}</span></li>`)}</ul>` : nothing}`;
    });
  }
}

function stateWord({ state, reason }: Spent): string {
  if (state === 'NOT_READY') return reason ? reasonWord(reason) : t('doing.NOT_READY');
  return t(`statistics.state.${state}`);
}

define('live-agent-times', AgentTimes);
