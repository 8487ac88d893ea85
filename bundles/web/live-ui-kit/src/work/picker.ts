import { css, html, nothing, property, query, state } from 'lit';
import { api, base, define, explain, LiveElement, type Problem, problem, translator } from '@live/ui';

const t = translator('desktop');
const FIND_AFTER_MS = 150;

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly group?: string;
}

/** Choosing one of many by typing: colleagues, queues, tickets. */
export class Picker extends LiveElement {
  @property() heading = '';
  @property({ attribute: false }) find: (text: string, signal: AbortSignal) => Promise<readonly Choice[]> = () => Promise.resolve([]);
  @property({ attribute: false }) chosen: (choice: Choice) => void = () => undefined;
  @state() private text = '';
  @state() private choices: readonly Choice[] | undefined;
  @state() private at = 0;
  @state() private problem: Problem | undefined;
  @query('input') private input!: HTMLInputElement;
  #timer = 0;
  #abort = new AbortController();

  static override styles = [base, css`
    .list { margin-top: 8px; height: 320px; overflow: auto; }
    [role=option] { display: flex; align-items: center; gap: 10px; min-height: 40px; padding: 4px 8px; border-radius: 8px; cursor: pointer; }
    [role=option][aria-selected=true] { background: var(--accent-soft); color: var(--accent-fg); }
    .group { padding: 8px 8px 4px; font-size: 12px; font-weight: 550; color: var(--muted); }
    .none { padding: 24px; text-align: center; color: var(--muted); }
  `];

  override firstUpdated(): void {
    void this.search();
    setTimeout(() => this.input.focus());
  }

  override render(): unknown {
    let group = '';
    return html`<live-dialog size="small" heading=${this.heading} @closed=${() => this.remove()}>
      <input type="search" role="combobox" aria-expanded="true" aria-controls="choices" aria-activedescendant=${this.choices?.length ? `choice-${this.at}` : nothing}
        aria-label=${this.heading} placeholder=${t('picker.ask')} autocomplete="off" spellcheck="false" @input=${this.typed} @keydown=${this.keyed}>
      <div class="list" id="choices" role="listbox" aria-label=${this.heading}>${(this.choices ?? []).map((choice, index) => {
        const heading = choice.group && choice.group !== group ? html`<div class="group" role="presentation">${choice.group}</div>` : nothing;
        group = choice.group ?? '';
        return html`${heading}<div role="option" id="choice-${index}" aria-selected=${index === this.at} @click=${() => this.choose(choice)} @pointermove=${() => (this.at = index)}>
          <live-avatar .name=${choice.title} style="--size: 24px"></live-avatar><span class="cut">${choice.title}</span><span class="meta cut grow">${choice.detail ?? ''}</span></div>`;
      })}${this.problem ? html`<div class="none" role="alert">${explain(this.problem)}</div>` : this.choices?.length === 0 ? html`<div class="none">${t('palette.none', { text: this.text })}</div>` : nothing}</div></live-dialog>`;
  }

  private typed(): void {
    this.text = this.input.value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.search(), FIND_AFTER_MS);
  }

  private async search(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const choices = await this.find(this.text, signal);
      if (signal.aborted) return;
      this.choices = choices;
      this.at = 0;
      this.problem = undefined;
    } catch (thrown) {
      if (!signal.aborted) this.problem = problem(thrown);
    }
  }

  private keyed(event: KeyboardEvent): void {
    const count = this.choices?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.at = (this.at + (event.key === 'ArrowDown' ? 1 : -1) + count) % Math.max(1, count);
      void this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && this.choices?.[this.at]) {
      event.preventDefault();
      this.choose(this.choices[this.at]!);
    }
  }

  private choose(choice: Choice): void {
    this.renderRoot.querySelector('live-dialog')?.close();
    this.chosen(choice);
  }
}

const tag = define('live-picker', Picker);

/** Lets the person choose; nothing happens if they do not. */
export function pick(heading: string, find: Picker['find'], chosen: Picker['chosen']): void {
  document.body.append(Object.assign(document.createElement(tag) as Picker, { heading, find, chosen }));
}

/** Colleagues whose name or login fits, as choices. */
export async function colleagues(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { items } = await api.get<{ items: readonly { id: string; name: string; login: string; active?: boolean }[] }>('/directory/users', { query: { q: text, limit: 30 }, signal });
  return items.filter((user) => user.active !== false).map((user) => ({ id: user.id, title: user.name, detail: user.login }));
}
