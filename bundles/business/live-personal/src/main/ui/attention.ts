import { css, html, nothing } from 'lit';
import { Play } from 'lucide';
import { base, define, icon, LiveElement, type Preference, translator, Watching } from '@live/ui';
import { onlyOne, ring, rings, shows, tick, ticks, volume } from '@live/work';
import { page } from './page.ts';

const t = translator('personal');

/** What is heard, and what is shown over other windows. */
export class Attention extends LiveElement {
  static override styles = [base, page, css`
    .rule { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 12px; } .rule > :first-child { flex: 1; min-width: 0; }
    .words { display: grid; } .volume { display: flex; align-items: center; gap: 12px; max-width: 360px; } input[type=range] { min-height: 28px !important; padding: 0 !important; border: 0 !important; accent-color: var(--accent); background: none !important; }
    .volume .number { min-width: 44px; text-align: end; } h2 { margin: 24px 0 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [rings, ticks, onlyOne, shows, volume]);
  }

  override render(): unknown {
    return html`<header><h1>${t('attention')}</h1><p class="muted">${t('kept')}</p></header>
      <h2>${t('sounds')}</h2>
      <div class="rule">${this.check(rings, 'rings')}<button class="small" aria-label=${t('try.of', { name: t('rings') })} @click=${ring}>${icon(Play, 14)}${t('try')}</button></div>
      <div class="rule">${this.check(ticks, 'ticks')}<button class="small" aria-label=${t('try.of', { name: t('ticks') })} @click=${tick}>${icon(Play, 14)}${t('try')}</button></div>
      <div class="rule">${this.check(onlyOne, 'one')}</div>
      <div class="field"><label for="volume">${t('volume')}</label><span class="volume"><input id="volume" type="range" min="0" max="100" step="5" .value=${String(volume.value)}
        @change=${(event: Event) => volume.choose(Number((event.target as HTMLInputElement).value))}><span class="number">${volume.value} %</span></span></div>
      <h2>${t('windows')}</h2>
      <div class="rule"><label class="check"><input type="checkbox" .checked=${shows.value && this.allowed === 'granted'} ?disabled=${!this.allowed || this.allowed === 'denied'} @change=${this.show}><span class="words">${t('shows')}<span class="meta">${t('shows.text')}</span></span></label></div>
      ${this.allowed === 'denied' ? html`<p class="banner warn">${t('shows.denied')}</p>` : this.allowed ? nothing : html`<p class="banner">${t('shows.never')}</p>`}`;
  }

  /** Undefined where the browser knows no such thing. */
  private get allowed(): NotificationPermission | undefined {
    return globalThis.Notification?.permission;
  }

  private check(what: Preference<boolean>, key: string): unknown {
    return html`<label class="check"><input type="checkbox" .checked=${what.value} @change=${(event: Event) => what.choose((event.target as HTMLInputElement).checked)}><span class="words">${t(key)}<span class="meta">${t(`${key}.text`)}</span></span></label>`;
  }

  /** The browser asks the person, because the person has asked for it. */
  private async show(event: Event): Promise<void> {
    const wanted = (event.target as HTMLInputElement).checked;
    const allowed = wanted && (this.allowed === 'granted' || (await Notification.requestPermission()) === 'granted');
    shows.choose(allowed);
    this.requestUpdate();
  }
}

export const tag = define('live-my-attention', Attention);
