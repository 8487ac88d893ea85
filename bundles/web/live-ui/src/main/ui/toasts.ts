import { css, html, nothing, repeat } from 'lit';
import { CircleAlert, CircleCheck, X } from 'lucide';
import { base, define, dismiss, icon, LiveElement, toasts, translator, Watching } from '@live/ui';

const t = translator('desktop');

/** What is said in passing, bottom left, away from composer and offer. */
export class Toasts extends LiveElement {
  static override styles = [base, css`
    :host { position: fixed; inset-inline-start: 96px; bottom: 16px; z-index: 30; pointer-events: none; }
    .list { display: grid; gap: 8px; }
    .toast { display: flex; align-items: center; gap: 10px; min-height: 40px; max-width: min(440px, calc(100vw - 32px)); padding: 8px 14px; border-radius: 10px; background: var(--fg); color: var(--surface); box-shadow: var(--shadow); pointer-events: auto; }
    .toast.bad svg { color: var(--bad); } .toast.ok svg { color: var(--ok); }
    .toast.bad { background: var(--surface); color: var(--fg); border: 1px solid var(--bad); }
    button.act { background: none; border: 0; color: inherit; text-decoration: underline; padding: 0 4px; }
    @media (max-width: 767px) { :host { inset-inline: 16px; bottom: 80px; } }
  `];

  constructor() {
    super();
    new Watching(this, [toasts]);
  }

  override render(): unknown {
    return html`<div class="list" role="status" aria-live="polite">${repeat(toasts.value, (toast) => toast.id, (toast) => html`<div class="toast ${toast.kind}">
      ${toast.kind === 'bad' ? icon(CircleAlert, 18) : toast.kind === 'ok' ? icon(CircleCheck, 18) : nothing}<span class="grow">${toast.text}</span>
      ${toast.action ? html`<button class="act" @click=${toast.action.run}>${toast.action.title}</button>` : nothing}
      ${toast.kind === 'bad' ? html`<button class="icon quiet small" aria-label=${t('close')} @click=${() => dismiss(toast)}>${icon(X, 16)}</button>` : nothing}</div>`)}</div>`;
  }
}

define('live-toasts', Toasts);
