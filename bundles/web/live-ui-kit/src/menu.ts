import { css, html, nothing, property, query } from 'lit';
import { Check, type IconNode } from 'lucide';
import { base, define, icon, LiveElement } from '@live/ui';

export interface MenuItem {
  readonly title: string;
  readonly detail?: string;
  readonly icon?: IconNode;
  /** Present makes it a choice with a tick. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** A heading above this item; a blank one is only a line. */
  readonly heading?: string;
  readonly run: () => void;
}

/** A button (the slot `button`) that opens a list of things to do. */
export class Menu extends LiveElement {
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @property() label = '';
  @query('.list') private list!: HTMLElement;

  static override styles = [base, css`
    :host { display: inline-flex; min-width: 0; }
    .list { position: fixed; inset: auto; margin: 0; padding: 4px; min-width: 200px; max-width: 340px; max-height: 70dvh; overflow: auto;
      border: 1px solid var(--line); border-radius: 10px; background: var(--surface); color: var(--fg); box-shadow: var(--shadow); }
    .list button { width: 100%; justify-content: flex-start; gap: 10px; border: 0; border-radius: 6px; padding: 5px 10px; text-align: start; font-weight: 450; background: none; min-height: 32px; }
    .list button:hover, .list button:focus-visible { background: var(--accent-soft); color: var(--accent-fg); outline-offset: -2px; }
    .list button svg { color: var(--muted); }
    .list button.danger, .list button.danger svg { color: var(--bad-fg); }
    .words { display: grid; flex: 1; min-width: 0; white-space: normal; }
    .tick { width: 16px; flex: none; }
    .heading { padding: 8px 10px 4px; font-size: 12px; font-weight: 550; color: var(--muted); }
    hr { border: 0; border-top: 1px solid var(--line); margin: 4px -4px; }
    .heading:not(:first-child) { margin-top: 4px; border-top: 1px solid var(--line); }
  `];

  override render(): unknown {
    const ticks = this.items.some((item) => item.checked !== undefined);
    return html`<slot name="button" @click=${this.toggle} @slotchange=${this.describe}></slot>
      <div class="list" role="menu" popover="auto" aria-label=${this.label} @toggle=${this.toggled} @keydown=${this.keyed}>
      ${this.items.map((item) => html`${item.heading?.trim() ? html`<div class="heading" role="presentation">${item.heading}</div>` : item.heading ? html`<hr>` : nothing}
        <button role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
          class=${item.danger ? 'danger' : ''} tabindex="-1" ?disabled=${item.disabled ?? false} @click=${() => this.choose(item)}>
          ${ticks ? html`<span class="tick">${item.checked ? icon(Check, 16) : nothing}</span>` : nothing}${item.icon ? icon(item.icon, 16) : nothing}
          <span class="words">${item.title}${item.detail ? html`<span class="meta">${item.detail}</span>` : nothing}</span></button>`)}</div>`;
  }

  private get button(): HTMLElement | undefined {
    return this.querySelector<HTMLElement>('[slot=button]') ?? undefined;
  }

  private describe(): void {
    this.button?.setAttribute('aria-haspopup', 'menu');
    this.button?.setAttribute('aria-expanded', 'false');
  }

  toggle(): void {
    this.list.togglePopover();
  }

  private toggled(event: ToggleEvent): void {
    const open = event.newState === 'open';
    this.button?.setAttribute('aria-expanded', String(open));
    if (!open) {
      if (this.list.contains(this.shadowRoot!.activeElement)) this.button?.focus();
      return;
    }
    const around = this.button!.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const left = around.left + width > innerWidth - 8 ? Math.max(8, around.right - width) : around.left;
    const top = around.bottom + 4 + height > innerHeight - 8 && around.top > height ? around.top - 4 - height : around.bottom + 4;
    this.list.style.left = `${left}px`;
    this.list.style.top = `${top}px`;
    const buttons = this.buttons();
    (buttons.find((button) => button.getAttribute('aria-checked') === 'true') ?? buttons[0])?.focus();
  }

  private keyed(event: KeyboardEvent): void {
    const buttons = this.buttons();
    const at = buttons.indexOf(this.shadowRoot!.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      buttons[(to + buttons.length) % buttons.length]?.focus();
    } else if (event.key === 'Tab') {
      this.list.hidePopover();
    } else if (event.key.length === 1 && /\p{L}/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const later = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
      later.find((button) => button.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    } else {
      return;
    }
    event.stopPropagation();
  }

  private buttons(): HTMLButtonElement[] {
    return [...this.list.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
  }

  private choose(item: MenuItem): void {
    this.list.hidePopover();
    item.run();
  }
}

define('live-menu', Menu);
