import { css, html, nothing, property } from 'lit';
import { Route } from 'lucide';
import { api, base, define, empty, Fetch, LiveElement, translator } from '@live/ui';
import './step.ts';
import type { Step } from './step.ts';

const t = translator('routing');

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
    live-routing-step { padding-block: 12px; border-top: 1px solid var(--line); } live-routing-step:first-of-type { border-top: 0; padding-top: 0; } .notice { margin-bottom: 12px; }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  override render(): unknown {
    return html`<live-dialog size="large" heading=${t('why')} @closed=${() => this.tell('closed')}>${this.#fetch.show(({ exact, missing, steps }) => html`
      ${exact ? nothing : html`<p class="banner warn notice">${t('why.inexact')}</p>`}
      ${missing.length ? html`<p class="banner warn notice">${t('why.missing', { names: missing.join(', ') })}</p>` : nothing}
      ${steps.length ? steps.map((step) => html`<live-routing-step .step=${step}></live-routing-step>`).reverse() : empty(Route, t('why.none'))}`)}</live-dialog>`;
  }
}

export const tag = define('live-why', Why);
