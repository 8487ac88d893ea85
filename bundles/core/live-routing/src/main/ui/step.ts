import { css, html, nothing, property } from 'lit';
import { base, dateTime, define, LiveElement, translator, Watching } from '@live/ui';
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

export interface Step {
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

/** One step of a contact's way: who could have taken it, and what became of that. */
export class RoutingStep extends LiveElement {
  @property({ attribute: false }) step: Step | undefined;

  static override styles = [base, css`
    :host { display: block; }
    h3 { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; font: 600 14px/20px var(--family); margin: 0; } .step > .meta { margin: 0 0 8px; }
    table { table-layout: fixed; } td { height: 32px; padding-block: 2px; overflow-wrap: anywhere; } td:first-child { width: 40%; } tr.chosen td { font-weight: 600; }
    h3 + .meta { margin: 0 0 8px; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, queues, skills]);
    void queues.need().catch(() => undefined);
    void skills.need().catch(() => undefined);
  }

  override render(): unknown {
    const { step } = this;
    if (!step) return nothing;
    const rest = Object.values(step.verdicts).reduce((sum, count) => sum + count, 0) - step.agents.length;
    return html`<h3>${step.chosen ? t('why.offered', { name: nameOf(step.chosen) }) : t('why.waits', { queue: named(queues.value, step.queue) })}<span class="meta">${dateTime(step.at)}</span></h3>
      <p class="meta">${step.freed ? t('why.freed') : t('strategy') + ': ' + strategyName(step.strategy)} · ${t('why.rules', { rules: step.rulesVersion, queue: step.queueVersion })}${(step.ring ?? 1) > 1 ? ` · ${t('why.ring', { ring: step.ring! })}` : ''}${step.closedUntil ? ` · ${t('opens', { time: dateTime(step.closedUntil) })}` : ''}</p>
      <table><thead class="only-heard"><tr><th>${t('name')}</th><th>${t('why.verdict')}</th></tr></thead><tbody>${step.agents.map((agent) => html`<tr class=${agent.verdict === 'CHOSEN' ? 'chosen' : ''}><td>${nameOf(agent.agent)}</td><td>${verdict(agent)}</td></tr>`)}</tbody></table>
      ${rest > 0 ? html`<p class="meta">${t('why.more', { count: rest })}</p>` : nothing}`;
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

define('live-routing-step', RoutingStep);
