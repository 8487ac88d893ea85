import { css, html, nothing, property, query, type TemplateResult, render } from 'lit';
import { X } from 'lucide';
import { base, define, guardLeaving, icon, LiveElement, showModal, translator } from '@live/ui';

const t = translator('desktop');

/**
 * A modal dialog: heading, content, and the slot `actions` at its foot. The browser keeps the focus inside, and gives it
 * back. Tells `closed` when it has closed, however that came.
 */
export class Dialog extends LiveElement {
  @property() heading = '';
  @property() size: 'small' | 'medium' | 'large' | 'side' = 'medium';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('.content') private content!: HTMLElement;

  static override styles = [base, css`
    dialog { padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); color: var(--fg); box-shadow: var(--shadow);
      width: min(560px, calc(100vw - 32px)); max-height: min(760px, calc(100dvh - 48px)); }
    dialog:focus-visible { outline: none; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: var(--veil); }
    :host([size=small]) dialog { width: min(440px, calc(100vw - 32px)); }
    :host([size=large]) dialog { width: min(820px, calc(100vw - 32px)); }
    :host([size=side]) dialog { margin: 0; margin-inline-start: auto; height: 100dvh; max-height: none; width: min(600px, 100vw); border-radius: 0; border-width: 0; border-inline-start-width: 1px; }
    .head { display: flex; align-items: center; gap: 8px; padding-block: 14px 12px; padding-inline: 20px 12px; }
    .head h2 { flex: 1; min-width: 0; font: var(--title); overflow-wrap: anywhere; }
    .content { padding: 4px 20px 20px; overflow: auto; flex: 1; }
    footer { display: flex; gap: 8px; justify-content: flex-end; padding: 12px 20px; border-top: 1px solid var(--line); flex-wrap: wrap; }
    ::slotted(.danger:not(.primary)) { order: -1; margin-inline-end: auto; }
    @media (max-width: 480px) { dialog { max-height: 100dvh; } }
  `];

  /** What is longer than its place is scrolled by keys too. */
  readonly #length = new ResizeObserver(() => {
    if (this.content.scrollHeight > this.content.clientHeight) this.content.tabIndex = 0;
    else this.content.removeAttribute('tabindex');
  });
  #filled: (() => void) | undefined;
  #asking = false;
  #closed = false;

  constructor() {
    super();
    // What was entered is asked for before it is thrown away; a search is nothing to lose.
    this.addEventListener('input', (event) => {
      if ((event.composedPath()[0] as HTMLInputElement).type !== 'search') this.#filled ??= guardLeaving(() => this.discard());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#length.disconnect();
    this.#forget();
  }

  override firstUpdated(): void {
    showModal(this.dialog);
    this.#length.observe(this.content);
    // Not the button that closes: what was opened is read first, or has a field of its own to begin with.
    (this.querySelector<HTMLElement>('[autofocus]') ?? this.dialog).focus();
  }

  /** Closes without asking: what was entered is stored, or is of no use any more. */
  close(): void {
    this.dialog.close();
    this.closed();
  }

  #forget(): void {
    this.#filled?.();
    this.#filled = undefined;
  }

  /** Whether what was entered may be thrown away. */
  private async discard(): Promise<boolean> {
    if (this.#asking) return false;
    this.#asking = true;
    const yes = await ask({ title: t('discard.title'), text: t('discard.text'), confirm: t('discard'), danger: true });
    this.#asking = false;
    if (yes) this.#forget();
    return yes;
  }

  private dismiss = async (): Promise<void> => {
    if (!this.#filled || await this.discard()) this.close();
  };

  private cancelled(event: Event): void {
    event.preventDefault();
    void this.dismiss();
  }

  private filled(): void {
    for (const each of this.children) this.#length.observe(each);
  }

  /** Told at once, not when the browser comes to tell it: until then the answer to a question would count for nothing. */
  private closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#forget();
    this.tell('closed');
  }

  override render(): unknown {
    return html`<dialog aria-label=${this.heading} tabindex="-1" @close=${this.closed} @cancel=${this.cancelled} @click=${this.outside}>
      <div class="head"><h2>${this.heading}</h2><button class="icon quiet" aria-label=${t('close')} @click=${this.dismiss}>${icon(X)}</button></div>
      <div class="content"><slot @slotchange=${this.filled}></slot></div>
      ${this.acts ? html`<footer><button @click=${this.dismiss}>${t('cancel')}</button><slot name="actions" @slotchange=${() => this.requestUpdate()}></slot></footer>` : html`<slot name="actions" hidden @slotchange=${() => this.requestUpdate()}></slot>`}</dialog>`;
  }

  /** Whether there is something to do, which then can also be left. */
  private get acts(): boolean {
    return !!this.querySelector(':scope > [slot=actions]');
  }

  /** A click on the ground closes, unless there is something to lose. */
  private outside(event: MouseEvent): void {
    if (event.target === this.dialog && event.composedPath()[0] === this.dialog && this.size !== 'side' && !this.querySelector('form')) void this.dismiss();
  }
}

define('live-dialog', Dialog);

export interface Question {
  readonly title: string;
  readonly text: string | TemplateResult;
  /** The word on the button that does it. */
  readonly confirm: string;
  readonly danger?: boolean;
}

/** Asks before something cannot be undone. */
export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const place = document.createElement('div');
    document.body.append(place);
    let answer = false;
    const done = (): void => {
      answer = true;
      place.querySelector<Dialog>('live-dialog')?.close();
    };
    render(html`<live-dialog size="small" heading=${question.title} @closed=${() => {
      place.remove();
      resolve(answer);
    }}><p class="question">${question.text}</p>
      <button slot="actions" class=${question.danger ? 'plain primary danger' : 'plain primary'} autofocus @click=${done}>${question.confirm}</button>
    </live-dialog>${nothing}`, place);
  });
}
