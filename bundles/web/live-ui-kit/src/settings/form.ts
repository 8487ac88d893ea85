import { css, html, nothing, property, state, type TemplateResult } from 'lit';
import { Plus, X } from 'lucide';
import { base, define, icon, LiveElement, translator } from '@live/ui';
import { type Attribute, check, type Form, first, read, type Value, type Values } from './values.ts';

const t = translator('desktop');

/**
 * A form made from a description of settings (OSGi metatype): each kind of attribute has its input. Secrets are never
 * shown; leaving one untouched keeps it.
 */
export class SettingsForm extends LiveElement {
  @property({ attribute: false }) form: Form | undefined;
  /** What is set now; a secret that is set is `{set: true}`. */
  @property({ attribute: false }) values: Values = {};
  /** What is wrong with single attributes, by their ids, as the server said. */
  @property({ attribute: false }) problems: Readonly<Record<string, string>> = {};
  @property({ type: Boolean }) locked = false;
  @state() private changed: Record<string, Value> = {};
  @state() private own: Readonly<Record<string, string>> = {};

  static override styles = [base, css`
    :host { display: block; }
    .fields { gap: 18px; }
    .many { display: grid; gap: 6px; }
    .many .line input { flex: 1; }
    .required { color: var(--bad-fg); }
    .choices { display: grid; gap: 4px; }
    .secret { display: flex; gap: 8px; }
    input[type=number] { max-width: 200px; }
  `];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('form') || changed.has('values')) {
      this.changed = {};
      this.own = {};
    }
  }

  /** What was entered, if all of it is possible; else shows what is not and answers undefined. */
  take(): Record<string, unknown> | undefined {
    this.own = Object.fromEntries((this.form?.attributes ?? []).flatMap((attribute) => {
      const code = check(attribute, this.current(attribute));
      return code ? [[attribute.id, t(`form.${code}`, { min: attribute.min ?? '', max: attribute.max ?? '' })]] : [];
    }));
    const wrong = Object.keys(this.own)[0];
    if (wrong) {
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-attribute="${CSS.escape(wrong)}"] :is(input, select, textarea)`)?.focus());
      return undefined;
    }
    return read(this.form?.attributes ?? [], this.values, this.changed);
  }

  get dirty(): boolean {
    return Object.keys(this.changed).length > 0;
  }

  override render(): unknown {
    return html`<div class="fields">${(this.form?.attributes ?? []).map((attribute) => this.field(attribute))}</div>`;
  }

  private current(attribute: Attribute): Value {
    return this.changed[attribute.id] ?? this.values[attribute.id] ?? first(attribute);
  }

  private put(attribute: Attribute, value: Value): void {
    this.changed = { ...this.changed, [attribute.id]: value };
    if (this.own[attribute.id]) this.own = { ...this.own, [attribute.id]: '' };
    this.tell('changed');
  }

  private field(attribute: Attribute): TemplateResult {
    const wrong = this.own[attribute.id] || this.problems[attribute.id];
    const id = `field-${attribute.id.replace(/\W/g, '-')}`;
    if (attribute.type === 'boolean' && !many(attribute)) {
      return html`<div class="field" data-attribute=${attribute.id}><label class="check"><input type="checkbox" name=${attribute.id} .checked=${this.current(attribute) === true || this.current(attribute) === 'true'} ?disabled=${this.locked}
        @change=${(event: Event) => this.put(attribute, (event.target as HTMLInputElement).checked)}><span>${attribute.name}</span></label>
        ${this.words(attribute, wrong, id)}</div>`;
    }
    return html`<div class="field" data-attribute=${attribute.id}><label for=${id}>${attribute.name}${attribute.required ? html`<span class="required" aria-hidden="true"> *</span>` : nothing}</label>
      ${many(attribute) ? this.several(attribute, id) : this.input(attribute, id, this.current(attribute), wrong, (value) => this.put(attribute, value))}
      ${this.words(attribute, wrong, id)}</div>`;
  }

  private words(attribute: Attribute, wrong: string | undefined, id: string): unknown {
    return html`${attribute.description ? html`<span class="hint" id="${id}-hint">${attribute.description}</span>` : nothing}
      ${wrong ? html`<span class="error" id="${id}-error" role="alert">${wrong}</span>` : nothing}`;
  }

  private input(attribute: Attribute, id: string, value: Value, wrong: string | undefined, put: (value: Value) => void): TemplateResult {
    const described = `${attribute.description ? `${id}-hint` : ''} ${wrong ? `${id}-error` : ''}`.trim() || nothing;
    const on = (event: Event): void => put((event.target as HTMLInputElement).value);
    if (attribute.options?.length) {
      return html`<select id=${id} name=${attribute.id} aria-describedby=${described} aria-invalid=${!!wrong} ?disabled=${this.locked} @change=${on}>
        ${attribute.required && String(value) !== '' ? nothing : html`<option value="" ?selected=${value === ''}>${t('form.none')}</option>`}
        ${attribute.options.map((option) => html`<option value=${option.value} ?selected=${String(value) === option.value}>${option.label}</option>`)}</select>`;
    }
    if (attribute.type === 'password') {
      const set = typeof value === 'object' && !Array.isArray(value);
      return html`<input id=${id} name=${attribute.id} type="password" autocomplete="new-password" aria-describedby=${described} aria-invalid=${!!wrong} ?disabled=${this.locked}
        .value=${set ? '' : String(value)} placeholder=${set ? t('form.secret') : ''} @input=${on}>`;
    }
    const numeric = ['integer', 'long', 'double'].includes(attribute.type);
    return html`<input id=${id} name=${attribute.id} type=${numeric ? 'number' : 'text'} min=${attribute.min ?? nothing} max=${attribute.max ?? nothing} step=${attribute.type === 'double' ? 'any' : nothing}
      aria-label=${many(attribute) ? attribute.name : nothing} autocomplete="off" spellcheck="false" aria-required=${attribute.required} aria-describedby=${described} aria-invalid=${!!wrong} ?disabled=${this.locked} .value=${String(value)} @input=${on}>`;
  }

  private several(attribute: Attribute, id: string): TemplateResult {
    const current = this.current(attribute);
    const all = Array.isArray(current) ? current : [];
    if (attribute.options?.length) {
      return html`<div class="choices" role="group" aria-label=${attribute.name}>${attribute.options.map((option) => html`<label class="check"><input type="checkbox" .checked=${all.includes(option.value)} ?disabled=${this.locked}
        @change=${() => this.put(attribute, all.includes(option.value) ? all.filter((each) => each !== option.value) : [...all, option.value])}><span>${option.label}</span></label>`)}</div>`;
    }
    return html`<div class="many">${all.map((value, index) => html`<div class="line">
        ${this.input({ ...attribute, description: '' }, index === 0 ? id : `${id}-${index}`, value, undefined, (next) => this.put(attribute, all.map((each, at) => (at === index ? String(next) : each))))}
        <button type="button" class="icon quiet" aria-label=${t('form.remove')} ?disabled=${this.locked} @click=${() => this.put(attribute, all.filter((_, at) => at !== index))}>${icon(X, 16)}</button></div>`)}
      <div><button type="button" class="small" ?disabled=${this.locked} @click=${() => this.put(attribute, [...all, ''])}>${icon(Plus, 14)}${t('form.add')}</button></div></div>`;
  }
}

function many(attribute: Attribute): boolean {
  return (attribute.cardinality ?? 0) !== 0;
}

export const tag = define('live-settings-form', SettingsForm);
