import { css, html, nothing, property, query, state } from 'lit';
import { base, define, explain, LiveElement, type Problem, problem, translator } from '@live/ui';

const t = translator('desktop');
const FIND_AFTER_MS = 150;

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly group?: string;
}

/** How to find what can be chosen, by what was typed. */
export type Find = (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;

/** Many things of which one is found by typing. Tells `pointed` when another one is marked, and `chosen` when it is taken. */
export class Choices extends LiveElement {
  @property() heading = '';
  @property({ attribute: false }) find: Find = () => Promise.resolve([]);
  /** A click only marks: something else is filled in before it counts. */
  @property({ type: Boolean }) marking = false;
  @state() private text = '';
  @state() private choices: readonly Choice[] | undefined;
  @state() private at = 0;
  @state() private problem: Problem | undefined;
  @query('input') private input!: HTMLInputElement;
  #timer = 0;
  #abort = new AbortController();
  /** Enter came before there was anything to choose. */
  #wished = false;

  static override styles = [base, css`
    .list { margin-top: 8px; height: var(--list-height, 320px); overflow: auto; }
    [role=option] { display: flex; align-items: center; gap: 10px; min-height: 40px; padding: 4px 8px; border-radius: 8px; cursor: pointer; }
    [role=option][aria-selected=true] { background: var(--accent-soft); color: var(--accent-fg); }
    .group { padding: 8px 8px 4px; font-size: 12px; font-weight: 550; color: var(--muted); }
    .none { padding: 24px; text-align: center; color: var(--muted); }
  `];

  override firstUpdated(): void {
    void this.search();
    setTimeout(() => this.input.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** The one that is marked. */
  get pointed(): Choice | undefined {
    return this.choices?.[this.at];
  }

  override render(): unknown {
    let group = '';
    return html`<input type="search" role="combobox" aria-expanded="true" aria-controls="choices" aria-activedescendant=${this.choices?.length ? `choice-${this.at}` : nothing}
        aria-label=${this.heading} placeholder=${t('picker.ask')} autocomplete="off" spellcheck="false" @input=${this.typed} @keydown=${this.keyed}>
      <div class="list" id="choices" role="listbox" aria-label=${this.heading}>${(this.choices ?? []).map((choice, index) => {
        const heading = choice.group && choice.group !== group ? html`<div class="group" role="presentation">${choice.group}</div>` : nothing;
        group = choice.group ?? '';
        return html`${heading}<div role="option" id="choice-${index}" aria-selected=${index === this.at} @click=${() => this.clicked(index)} @pointermove=${this.marking ? nothing : () => this.point(index)}>
          <live-avatar .name=${choice.title} style="--size: 24px"></live-avatar><span class="cut">${choice.title}</span><span class="meta cut grow">${choice.detail ?? ''}</span></div>`;
      })}${this.problem ? html`<div class="none" role="alert">${explain(this.problem)}</div>` : this.choices?.length === 0 ? html`<div class="none">${t('palette.none', { text: this.text })}</div>` : nothing}</div>`;
  }

  private typed(): void {
    this.text = this.input.value.trim();
    clearTimeout(this.#timer);
    // What was found for another text is not chosen for this one.
    this.#abort.abort();
    this.#wished = false;
    this.forget();
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
      this.point(0);
      this.problem = undefined;
      if (this.#wished && this.pointed) this.tell('chosen', this.pointed);
    } catch (thrown) {
      if (signal.aborted) return;
      this.forget();
      this.problem = problem(thrown);
    }
    this.#wished = false;
  }

  private forget(): void {
    this.choices = undefined;
    this.problem = undefined;
    this.point(0);
  }

  private point(index: number): void {
    this.at = index;
    this.tell('pointed', this.pointed);
  }

  private keyed(event: KeyboardEvent): void {
    const count = this.choices?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.point((this.at + (event.key === 'ArrowDown' ? 1 : -1) + count) % Math.max(1, count));
      void this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (this.pointed) this.tell('chosen', this.pointed);
      else if (!this.choices) this.wish();
    }
  }

  /** Chooses when it is found; what could not be looked for is looked for again. */
  private wish(): void {
    this.#wished = true;
    if (this.problem) void this.search();
  }

  private clicked(index: number): void {
    this.point(index);
    if (!this.marking) this.tell('chosen', this.pointed);
  }
}

define('live-choices', Choices);
