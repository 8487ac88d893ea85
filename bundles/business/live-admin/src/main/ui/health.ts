import { css, html, nothing, property } from 'lit';
import { HeartPulse, RefreshCw } from 'lucide';
import { api, base, define, empty, Fetch, icon, LiveElement, Soon, translator } from '@live/ui';
import { calledPart, type Condition, says, toneOf } from './condition.ts';

const t = translator('admin');
const RENEW_EVERY_MS = 5000;

interface Check extends Condition {
  readonly name: string;
}

interface HealthAnswer {
  readonly state?: string;
  readonly status?: string;
  readonly checks?: readonly Check[];
  readonly items?: readonly Check[];
}

/** How every part of the platform is, in its own words. */
export class HealthPage extends LiveElement {
  @property() rest = '';
  #timer = 0;
  /** Not while nobody sees it. */
  readonly #renewal = new Soon(this, () => void this.#fetch.run(), RENEW_EVERY_MS);
  readonly #fetch = new Fetch<HealthAnswer>(this, (signal) => api.get<HealthAnswer>('/admin/health', { signal }));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .card { overflow: auto; } td:first-child, td:nth-child(2) { white-space: nowrap; width: 1px; } td:last-child { overflow-wrap: anywhere; } @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    this.#timer = setInterval(() => this.#renewal.wish(), RENEW_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render(): unknown {
    return html`<header><div><h1>${t('health')}</h1><p class="muted">${t('health.text')}</p></div><button @click=${() => this.#fetch.run()}>${icon(RefreshCw, 16)}${t('renew')}</button></header>
      ${this.#fetch.show((answer) => {
        const checks = answer.checks ?? answer.items ?? [];
        return html`<div class="card">${checks.length ? html`<table><thead><tr><th>${t('part')}</th><th>${t('state')}</th><th>${t('says')}</th></tr></thead><tbody>${checks.map((check) => html`<tr><td><div class="strong">${calledPart(check.name)}</div><div class="meta code">${check.name}</div></td>
          <td><span class="chip ${toneOf(check.state)}">${t(`health.${toneOf(check.state)}`)}</span></td><td>${says(check)}${check.code && check.code !== 'ok' ? html`<div class="meta code">${check.code}</div>` : nothing}</td></tr>`)}</tbody></table>` : empty(HeartPulse, t('health.none'))}</div>`;
      })}`;
  }
}

export const tag = define('live-health', HealthPage);
