import { css, html, nothing, property } from 'lit';
import { Route } from 'lucide';
import { api, base, dateTime, define, empty, Fetch, LiveElement, translator, Watching } from '@live/ui';
import { named, nameOf, namesChanged, queues, skills } from '@live/work';
import { mediumName } from './media.ts';
import { strategyName } from './strategy.ts';

const t = translator('routing');

interface Judged {
  readonly agent: string;
  readonly verdict: string;
  readonly detail: string;
  readonly score: number;
}

interface Step {
  readonly at: string;
  readonly queue: string;
  readonly chosen?: string;
  readonly freed: boolean;
  readonly strategy: string;
  readonly rulesVersion: number;
  readonly queueVersion: number;
  /** The ring that was reached then. */
  readonly ring?: number;
  /** The queue was closed, and opened then. */
  readonly closedUntil?: string;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly agents: readonly Judged[];
}

interface Explained {
  readonly exact: boolean;
  /** Partners' strategies that chose then and are not installed now. */
  readonly missing: readonly string[];
  readonly steps: readonly Step[];
}

/** Why a contact was offered to whom, and why it waits. Tells `closed`. */
export class Why extends LiveElement {
  @property() work = '';
  readonly #fetch = new Fetch<Explained>(this, (signal) => api.get<Explained>(`/routing/work/${this.work}/explanation`, { signal }));

  static override styles = [base, css`
    .step { padding-block: 12px; border-top: 1px solid var(--line); } .step:first-of-type { border-top: 0; padding-top: 0; }
    h3 { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; font: 600 14px/20px var(--family); margin: 0; } .step > .meta { margin: 0 0 8px; }
    table { table-layout: fixed; } td { height: 32px; padding-block: 2px; overflow-wrap: anywhere; } td:first-child { width: 40%; } tr.chosen td { font-weight: 600; }
    .notice { margin-bottom: 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, queues, skills]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    void queues.need().catch(() => undefined);
    void skills.need().catch(() => undefined);
  }

  override render(): unknown {
    return html`<live-dialog size="large" heading=${t('why')} @closed=${() => this.tell('closed')}>${this.#fetch.show(({ exact, missing, steps }) => html`
      ${exact ? nothing : html`<p class="banner warn notice">${t('why.inexact')}</p>`}
      ${missing.length ? html`<p class="banner warn notice">${t('why.missing', { names: missing.join(', ') })}</p>` : nothing}
      ${steps.length ? steps.map((step) => this.step(step)).reverse() : empty(Route, t('why.none'))}`)}</live-dialog>`;
  }

  private step(step: Step): unknown {
    const rest = Object.values(step.verdicts).reduce((sum, count) => sum + count, 0) - step.agents.length;
    return html`<section class="step"><h3>${step.chosen ? t('why.offered', { name: nameOf(step.chosen) }) : t('why.waits', { queue: named(queues.value, step.queue) })}<span class="meta">${dateTime(step.at)}</span></h3>
      <p class="meta">${step.freed ? t('why.freed') : t('strategy') + ': ' + strategyName(step.strategy)} · ${t('why.rules', { rules: step.rulesVersion, queue: step.queueVersion })}${(step.ring ?? 1) > 1 ? ` · ${t('why.ring', { ring: step.ring! })}` : ''}${step.closedUntil ? ` · ${t('opens', { time: dateTime(step.closedUntil) })}` : ''}</p>
      <table><thead class="only-heard"><tr><th>${t('name')}</th><th>${t('why.verdict')}</th></tr></thead><tbody>${step.agents.map((agent) => html`<tr class=${agent.verdict === 'CHOSEN' ? 'chosen' : ''}><td>${nameOf(agent.agent)}</td><td>${verdict(agent)}</td></tr>`)}</tbody></table>
      ${rest > 0 ? html`<p class="meta">${t('why.more', { count: rest })}</p>` : nothing}</section>`;
  }
}

function verdict({ verdict: said, detail }: Judged): string {
  switch (said) {
    case 'UNSKILLED': return t('verdict.UNSKILLED', { skill: named(skills.value, detail) || detail });
    case 'BLOCKED': case 'OCCUPIED': return t(`verdict.${said}`, { medium: mediumName(detail) });
    case 'RING_NOT_REACHED': return t('verdict.RING_NOT_REACHED', { ring: detail });
    case 'NOT_READY': return detail ? t('verdict.NOT_READY.reason', { reason: detail }) : t('verdict.NOT_READY');
    default: return t(`verdict.${said}`);
  }
}

export const tag = define('live-why', Why);
