import { css, html, nothing, property } from 'lit';
import { clock, define, exactTime, LiveElement, now, span } from '@live/ui';

const clocks = new Set<Ticker>();
let beat = 0;

function tick(): void {
  for (const each of clocks) each.requestUpdate();
}

/** A span that goes on: since when (`since`) or until when (`until`), as a clock (`3:05`) or in words (`3 min`). */
export class Ticker extends LiveElement {
  @property() since = '';
  @property() until = '';
  @property({ type: Boolean }) words = false;

  static override styles = css`:host { font: inherit; color: inherit; }`;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'timer');
    clocks.add(this);
    beat ||= setInterval(tick, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clocks.delete(this);
    if (clocks.size === 0) {
      clearInterval(beat);
      beat = 0;
    }
  }

  override render(): unknown {
    const at = this.until || this.since;
    if (!at) return nothing;
    const seconds = this.until ? Math.ceil((Date.parse(at) - now()) / 1000) : Math.floor((now() - Date.parse(at)) / 1000);
    const shown = Math.max(0, seconds);
    return html`<time datetime=${at} title=${exactTime(at)}>${this.words ? span(shown) : clock(shown)}</time>`;
  }
}

define('live-ticker', Ticker);
