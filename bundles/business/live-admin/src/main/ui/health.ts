import { css, html, nothing, property } from 'lit';
import { HeartPulse, RefreshCw } from 'lucide';
import { api, base, define, empty, Fetch, icon, LiveElement, translator } from '@live/ui';

const t = translator('admin');

interface Check {
  readonly name: string;
  readonly state: string;
  readonly code?: string;
  readonly message?: string;
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
  readonly #fetch = new Fetch<HealthAnswer>(this, (signal) => api.get<HealthAnswer>('/admin/health', { signal }));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: center; gap: 12px; margin-bottom: 16px; } header h1 { flex: 1; }
    .card { overflow: auto; } @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  override render(): unknown {
    return html`<header><h1>${t('health')}</h1><button ?disabled=${this.#fetch.running} @click=${() => this.#fetch.run()}>${icon(RefreshCw, 16)}${t('renew')}</button></header>
      ${this.#fetch.show((answer) => {
        const checks = answer.checks ?? answer.items ?? [];
        return html`<div class="card">${checks.length ? html`<table><thead><tr><th>${t('part')}</th><th>${t('state')}</th><th>${t('says')}</th></tr></thead><tbody>${checks.map((check) => html`<tr><td class="code">${check.name}</td>
          <td><span class="chip ${tone(check.state)}">${t(`health.${tone(check.state)}`)}</span></td><td>${check.message ?? ''}${check.code && check.code !== 'ok' ? html` <span class="meta code">${check.code}</span>` : nothing}</td></tr>`)}</tbody></table>` : empty(HeartPulse, t('health.none'))}</div>`;
      })}`;
  }
}

function tone(state: string): string {
  return /^(OK|UP)$/i.test(state) ? 'ok' : /WARN|DEGRADED|TEMPORARILY|UNKNOWN/i.test(state) ? 'warn' : 'bad';
}

export const tag = define('live-health', HealthPage);
