import { css, html, type TemplateResult } from 'lit';
import { Ellipsis, X } from 'lucide';
import { base, icon, LiveElement, type MenuItem, translator } from '@live/ui';
import { looks } from './looks.ts';

const t = translator('routing');

/** What stands beside the boards about one of their rows. Tells `closed`. */
export abstract class Panel extends LiveElement {
  static override styles = [base, looks, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); min-height: 0; min-width: 0; background: var(--surface); }
    header { display: flex; align-items: center; gap: 12px; min-height: 56px; padding-block: 8px; padding-inline: 16px 8px; border-bottom: 1px solid var(--line); }
    header h2 { font: 600 15px/20px var(--family); }
    .scroll { overflow: auto; padding-bottom: 16px; }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(88px, 1fr)); gap: 12px; padding: 16px; margin: 0; } .facts dt { color: var(--muted); font-size: 12px; line-height: 16px; } .facts dd { margin: 2px 0 0; font-variant-numeric: tabular-nums; font-weight: 600; }
    h3 { display: flex; justify-content: space-between; padding: 8px 16px 6px; border-top: 1px solid var(--line); font: 550 12px/20px var(--family); color: var(--muted); }
    ol { display: grid; } li { display: grid; grid-template-columns: 24px minmax(0, 1fr) auto 28px; gap: 2px 10px; align-items: center; padding-block: 8px; padding-inline: 16px 8px; }
    li + li { border-top: 1px solid var(--line); } li:hover, li:focus-within { background: var(--hover); }
    .place { color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; grid-row: span 2; text-align: end; } .texts { display: grid; min-width: 0; } .who { font-weight: 550; } .what { color: var(--muted); font-size: 13px; line-height: 18px; }
    .right { display: grid; justify-items: end; gap: 2px; } .chips { grid-column: 2 / 4; display: flex; flex-wrap: wrap; gap: 4px; } .chips:empty { display: none; }
    .note { padding: 8px 16px; }
  `];

  protected head(title: TemplateResult, acts: TemplateResult): TemplateResult {
    return html`<header>${title}${acts}<button class="icon quiet" aria-label=${t('close')} title=${`${t('close')} (Esc)`} @click=${() => this.tell('closed')}>${icon(X)}</button></header>`;
  }

  protected menu(label: string, items: readonly MenuItem[]): TemplateResult {
    return html`<live-menu label=${label} .items=${items}><button slot="button" class="icon quiet small" aria-label=${label} title=${t('actions')}>${icon(Ellipsis, 16)}</button></live-menu>`;
  }
}
