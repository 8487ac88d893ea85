import type { Editor } from '@tiptap/core';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { LiveElement } from '@live/ui';
import { type Begun, begun, type Completion, type Suggestion } from './completion.ts';

const ID = 'suggestions';

/** The list under the word at the cursor, from which it is completed; the focus stays in the text. */
export class Suggestions implements ReactiveController {
  readonly #host: LiveElement;
  #word: Begun | undefined;
  #items: readonly Suggestion[] | undefined;
  #at = 0;
  /** Where the person wants no list. */
  #dismissed = -1;
  #search = new AbortController();

  constructor(host: LiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('resize', this.#moved);
  }

  hostDisconnected(): void {
    removeEventListener('resize', this.#moved);
    this.close();
  }

  readonly #moved = (): void => {
    if (this.open) this.#host.requestUpdate();
  };

  /** Looks at what stands at the cursor now. */
  look(editor: Editor, completions: readonly Completion[]): void {
    const word = editor.isFocused ? begun(editor, completions) : undefined;
    if (!word || word.from !== this.#dismissed) this.#dismissed = -1;
    if (!word || word.from === this.#dismissed) {
      this.close();
      return;
    }
    const before = this.#word;
    this.#word = word;
    if (before?.text === word.text && before.completion.sign === word.completion.sign && before.from === word.from) return;
    void this.#find(word);
  }

  async #find({ completion, text, from }: Begun): Promise<void> {
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    const items = await completion.find(text, signal).catch(() => []);
    if (signal.aborted || this.#word?.from !== from) return;
    this.#items = items;
    this.#at = 0;
    this.#host.requestUpdate();
  }

  close(): void {
    if (!this.#word) return;
    this.#search.abort();
    this.#word = undefined;
    this.#items = undefined;
    this.#host.requestUpdate();
  }

  /** Whether there is something to see: nothing for a word that nobody knows, which may be just a word. */
  private get open(): boolean {
    return !!this.#items && (this.#items.length > 0 || !this.#word?.text);
  }

  /** A key in the text; true if it was meant for the list. */
  key(event: KeyboardEvent, editor: Editor): boolean {
    if (!this.open || event.isComposing || event.ctrlKey || event.metaKey) return false;
    const count = this.#items!.length;
    if (event.key === 'Escape') {
      this.#dismissed = this.#word!.from;
      this.close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count) {
      this.#at = (this.#at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
      this.#host.requestUpdate();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && count) {
      void this.#choose(this.#items![this.#at]!, editor);
    } else {
      return false;
    }
    event.stopPropagation();
    return true;
  }

  async #choose(item: Suggestion, editor: Editor): Promise<void> {
    const { from, to } = this.#word!;
    this.close();
    const content = await item.content();
    const place = { from, to: Math.min(to, editor.state.doc.content.size) };
    editor.view.focus();
    editor.commands.insertContentAt(place, content);
  }

  render(editor: Editor | undefined): TemplateResult | typeof nothing {
    if (!this.open || !editor) return nothing;
    let group = '';
    return html`<div class="suggestions" id=${ID} role="listbox" aria-label=${this.#word!.completion.label} popover="manual">${this.#items!.map((item, index) => {
      const heading = item.group && item.group !== group ? html`<div class="group" role="presentation">${item.group}</div>` : nothing;
      group = item.group ?? '';
      return html`${heading}<div role="option" id="suggestion-${index}" aria-selected=${index === this.#at} @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#choose(item, editor)}>
        <span class="cut">${item.title}</span><span class="meta cut grow">${item.detail ?? ''}</span></div>`;
    })}${this.#items!.length ? nothing : html`<div class="none" role="option" aria-disabled="true" aria-selected="false">${this.#word!.completion.none}</div>`}</div>`;
  }

  hostUpdated(): void {
    const list = this.#host.renderRoot.querySelector<HTMLElement>('.suggestions');
    const text = this.#host.renderRoot.querySelector('.ProseMirror');
    if (!list) {
      for (const name of ['aria-controls', 'aria-activedescendant', 'aria-haspopup']) text?.removeAttribute(name);
      return;
    }
    if (!list.matches(':popover-open')) list.showPopover();
    text?.setAttribute('aria-controls', ID);
    text?.setAttribute('aria-haspopup', 'listbox');
    if (this.#items?.length) text?.setAttribute('aria-activedescendant', `suggestion-${this.#at}`);
    list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Beside the word: below it, or above where there is no room. */
  place(editor: Editor): void {
    const list = this.#host.renderRoot.querySelector<HTMLElement>('.suggestions');
    if (!list || !this.#word) return;
    const word = editor.view.coordsAtPos(this.#word.from);
    const { offsetWidth: width, offsetHeight: height } = list;
    list.style.left = `${Math.max(8, Math.min(word.left, innerWidth - width - 8))}px`;
    list.style.top = `${word.top - height - 4 >= 8 || word.bottom + height + 12 > innerHeight ? Math.max(8, word.top - height - 4) : word.bottom + 4}px`;
  }
}
