import { css, html, nothing, property } from 'lit';
import { Eye, PencilLine } from 'lucide';
import { base, define, icon, LiveElement, translator, Watching } from '@live/ui';
import { view, viewers } from '@live/work';

const t = translator('desktop');
const NAMED = 2;

/** Says which colleagues have the same ticket open, and lets them know that one has. */
export class Viewing extends LiveElement {
  /** The ticket. */
  @property() place = '';
  /** Whoever only reads along is not seen by others. */
  @property({ type: Boolean }) unseen = false;
  #end: () => void = () => undefined;

  static override styles = [base, css`
    :host { display: contents; }
    span { display: inline-flex; align-items: center; gap: 4px; flex: none; max-width: 65%; font-size: 12px; line-height: 16px; white-space: nowrap; color: var(--muted); }
    .replying { color: var(--warn-fg); font-weight: 550; }
  `];

  constructor() {
    super();
    new Watching(this, [viewers]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
    this.#end = () => undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.begin();
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('place') || changed.has('unseen')) this.begin();
  }

  private begin(): void {
    this.#end();
    this.#end = this.place ? view(this.place, this.unseen) : () => undefined;
  }

  override render(): unknown {
    const all = viewers.value.get(this.place) ?? [];
    const writing = all.filter((each) => each.replying);
    const shown = writing.length ? writing : all;
    if (!shown.length) return nothing;
    const names = shown.slice(0, NAMED).map((each) => each.name).join(', ') + (shown.length > NAMED ? ` +${shown.length - NAMED}` : '');
    const text = t(writing.length ? 'viewers.replying' : 'viewers.viewing', { names, count: shown.length });
    return html`<span class=${writing.length ? 'replying' : ''} role="status" title=${text}>${icon(writing.length ? PencilLine : Eye, 14)}<span class="cut">${text}</span></span>`;
  }
}

export const tag = define('live-viewing', Viewing);
