import { css, html, property } from 'lit';
import { base, define, LiveElement, translator } from '@live/ui';

const t = translator('routing');
const UNITS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** A span of time in seconds, entered in the unit that people think in; undefined while it is empty. Tells `changed`. */
export class Duration extends LiveElement {
  @property({ type: Number }) value: number | undefined;
  @property() label = '';
  @property() field = '';
  @property({ type: Boolean }) disabled = false;
  @property({ type: Boolean }) wrong = false;
  #unit: Unit | undefined;

  static override styles = [base, css`:host { display: grid; grid-template-columns: minmax(64px, 1fr) 84px; gap: 6px; }`];

  private get unit(): Unit {
    const value = this.value ?? 0;
    this.#unit ??= value && value % UNITS.d === 0 ? 'd' : value && value % UNITS.h === 0 ? 'h' : value && value % UNITS.min === 0 ? 'min' : 's';
    return this.#unit;
  }

  override render(): unknown {
    const { unit } = this;
    return html`<input type="number" min="0" step="any" inputmode="decimal" aria-label=${this.label} aria-invalid=${this.wrong} ?disabled=${this.disabled} .value=${this.value === undefined ? '' : String(this.value / UNITS[unit])}
        @change=${(event: Event) => this.change((event.target as HTMLInputElement).value, unit)}>
      <select aria-label=${`${this.label}: ${t('unit')}`} ?disabled=${this.disabled} @change=${(event: Event) => this.change(this.renderRoot.querySelector('input')!.value, (event.target as HTMLSelectElement).value as Unit)}>
        ${Object.keys(UNITS).map((each) => html`<option value=${each} ?selected=${each === unit}>${t(`unit.${each}`)}</option>`)}</select>`;
  }

  private change(text: string, unit: Unit): void {
    this.#unit = unit;
    this.value = text.trim() === '' ? undefined : Math.round(Number(text) * UNITS[unit]);
    this.tell('changed', this.value);
  }
}

define('live-duration', Duration);
