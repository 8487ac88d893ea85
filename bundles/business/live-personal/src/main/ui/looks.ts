import { css, html } from 'lit';
import { base, dateTime, define, density, type Density, explain, language, languages, LiveElement, perform, problem, theme, type Theme, timeZone, translator, useLanguage, Watching, wear } from '@live/ui';
import { page } from './page.ts';

const t = translator('personal');
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['compact', 'comfortable'];

/** How the desktop looks and speaks. */
export class Looks extends LiveElement {
  static override styles = [base, page, css`
    .choices { display: flex; flex-wrap: wrap; gap: 8px; } .choices label { display: flex; align-items: center; gap: 8px; min-height: 36px; padding-inline: 12px 14px; border: 1px solid var(--edge); border-radius: 8px; background: var(--surface); cursor: pointer; }
    .choices label:has(:checked) { border-color: var(--accent); background: var(--accent-soft); color: var(--accent-fg); } .choices label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
  `];

  constructor() {
    super();
    new Watching(this, [theme, density, language, timeZone]);
  }

  override render(): unknown {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return html`<header><h1>${t('looks')}</h1><p class="muted">${t('kept')}</p></header>
      ${this.choices('theme', THEMES, theme.value, (value) => wear(value))}
      ${this.choices('density', DENSITIES, density.value, (value) => density.choose(value))}
      <div class="field"><label for="language">${t('language')}</label><select id="language" @change=${(event: Event) => this.speak((event.target as HTMLSelectElement).value)}>
        ${Object.entries(languages).map(([tag, name]) => html`<option value=${tag} lang=${tag} ?selected=${tag === language.value}>${name}</option>`)}</select></div>
      <div class="field"><label for="zone">${t('zone')}</label><select id="zone" @change=${(event: Event) => timeZone.choose((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${!timeZone.value}>${t('zone.browser', { zone: own })}</option>
        ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone} ?selected=${zone === timeZone.value}>${zone}</option>`)}</select>
        <span class="hint">${t('zone.text', { time: dateTime(new Date()) })}</span></div>`;
  }

  private choices<T extends string>(name: string, values: readonly T[], now: T, choose: (value: T) => void): unknown {
    return html`<fieldset class="field"><legend>${t(name)}</legend><div class="choices">${values.map((value) => html`<label><input type="radio" name=${name} value=${value} .checked=${value === now} @change=${() => choose(value)}>${t(`${name}.${value}`)}</label>`)}</div></fieldset>`;
  }

  private speak(tag: string): void {
    void perform(() => useLanguage(tag), (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-my-looks', Looks);
