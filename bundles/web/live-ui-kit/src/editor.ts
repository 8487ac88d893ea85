import { Editor } from '@tiptap/core';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { css, html, property, query, state, type TemplateResult } from 'lit';
import { base, define, icon, LiveElement, translator, type IconNode } from '@live/ui';
import type { Completion } from './editor/completion.ts';
import { Suggestions } from './editor/suggestions.ts';
import { Bold, Code, Italic, Link, List, ListOrdered, RemoveFormatting, Strikethrough, TextQuote } from 'lucide';

const t = translator('desktop');

/** Rich text for mails and notes. Tells `changed` when the text does, `files` when files are dropped or pasted. */
export class RichText extends LiveElement {
  @property() placeholder = '';
  @property() label = '';
  /** What completes words that begin with a sign. */
  @property({ attribute: false }) completions: readonly Completion[] = [];
  /** Whether Enter alone sends, as in a chat; it is told as `enter`. */
  @property({ type: Boolean }) quick = false;
  @query('.place') private place!: HTMLElement;
  @state() private linking = false;
  #editor: Editor | undefined;
  #pending = '';
  readonly #suggestions = new Suggestions(this);

  static override styles = [base, css`
    :host { display: flex; flex-direction: column; min-height: 0; }
    .place { flex: 1; min-height: 72px; max-height: var(--editor-max, 40dvh); overflow: auto; padding: 10px 14px; cursor: text; }
    .ProseMirror { outline: none; min-height: 52px; line-height: 21px; overflow-wrap: anywhere; white-space: pre-wrap; }
    .ProseMirror p { margin: 0 0 8px; } .ProseMirror > :last-child { margin-bottom: 0; }
    .ProseMirror ul, .ProseMirror ol { padding-inline-start: 24px; margin-bottom: 8px; } .ProseMirror ul { list-style: disc; } .ProseMirror ol { list-style: decimal; }
    .ProseMirror blockquote { margin: 0 0 8px; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); color: var(--muted); }
    .ProseMirror pre { padding: 8px 12px; border-radius: 8px; background: var(--sunken); font-size: 13px; margin: 0 0 8px; }
    .ProseMirror p.is-editor-empty:first-child::before { content: attr(data-placeholder); float: inline-start; height: 0; color: var(--muted); pointer-events: none; }
    .bar { display: flex; gap: 2px; align-items: center; padding: 0 8px 4px; flex-wrap: wrap; }
    .bar button { min-height: 28px; width: 28px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--muted); }
    .bar button:hover { background: var(--hover); color: var(--fg); }
    .bar button[aria-pressed=true] { background: var(--accent-soft); color: var(--accent-fg); }
    .bar .gap { width: 1px; height: 16px; background: var(--line); margin-inline: 4px; }
    .suggestions { position: fixed; inset: auto; margin: 0; padding: 4px; width: min(360px, calc(100vw - 16px)); max-height: min(280px, 40dvh); overflow: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); color: var(--fg); box-shadow: var(--shadow); font-size: 14px; }
    .suggestions [role=option] { display: flex; align-items: baseline; gap: 10px; min-height: 32px; padding: 5px 8px; border-radius: 6px; cursor: pointer; } .suggestions .meta { text-align: end; }
    .suggestions [aria-selected=true] { background: var(--accent-soft); color: var(--accent-fg); } .suggestions .group { padding: 6px 8px 2px; font-size: 12px; font-weight: 550; color: var(--muted); } .suggestions .none { color: var(--muted); cursor: default; }
    .link { display: flex; gap: 8px; padding: 4px 14px; }
  `];

  override render(): unknown {
    return html`<div class="place" @click=${() => this.#editor?.commands.focus()}></div>
      ${this.linking ? html`<form class="link" @submit=${this.link}><input type="url" name="address" aria-label=${t('editor.address')} placeholder="https://" .value=${String(this.#editor?.getAttributes('link')['href'] ?? '')}>
        <button class="small">${t('editor.link')}</button></form>` : ''}
      <div class="bar" role="toolbar" aria-label=${t('editor.format')}>
        ${this.quick ? '' : html`${this.tool(Bold, 'bold', (editor) => editor.chain().focus().toggleBold().run())}
        ${this.tool(Italic, 'italic', (editor) => editor.chain().focus().toggleItalic().run())}
        ${this.tool(Strikethrough, 'strike', (editor) => editor.chain().focus().toggleStrike().run())}<span class="gap"></span>
        ${this.tool(List, 'bulletList', (editor) => editor.chain().focus().toggleBulletList().run())}
        ${this.tool(ListOrdered, 'orderedList', (editor) => editor.chain().focus().toggleOrderedList().run())}
        ${this.tool(TextQuote, 'blockquote', (editor) => editor.chain().focus().toggleBlockquote().run())}<span class="gap"></span>
        ${this.tool(Link, 'link', () => (this.linking = !this.linking))}
        ${this.tool(Code, 'code', (editor) => editor.chain().focus().toggleCode().run())}
        ${this.tool(RemoveFormatting, 'clear', (editor) => editor.chain().focus().unsetAllMarks().clearNodes().run())}`}
        <slot></slot></div>${this.#suggestions.render(this.#editor)}`;
  }

  private tool(node: IconNode, name: string, act: (editor: Editor) => void): TemplateResult {
    return html`<button type="button" aria-label=${t(`editor.${name}`)} title=${t(`editor.${name}`)} aria-pressed=${this.#editor?.isActive(name) ?? false}
      @click=${() => this.#editor && act(this.#editor)}>${icon(node, 16)}</button>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#editor) this.begin();
  }

  override firstUpdated(): void {
    this.begin();
  }

  private begin(): void {
    this.#editor = new Editor({
      element: this.place,
      extensions: [StarterKit.configure({ link: { openOnClick: false, defaultProtocol: 'https', HTMLAttributes: { rel: 'noopener noreferrer' } } }),
        Placeholder.configure({ placeholder: () => this.placeholder })],
      injectCSS: false,
      content: this.#pending,
      editorProps: {
        attributes: () => ({ 'role': 'textbox', 'aria-multiline': 'true', 'aria-label': this.label || this.placeholder, 'spellcheck': 'true' }),
        // Sends, and is no line break.
        handleKeyDown: (_view, event) => this.#suggestions.key(event, this.#editor!) || event.key === 'Enter' && (event.ctrlKey || event.metaKey || this.entered(event)),
        handlePaste: (_view, event) => this.files(event.clipboardData?.files),
        handleDrop: (_view, event) => this.files((event as DragEvent).dataTransfer?.files),
      },
      onUpdate: () => this.tell('changed'),
      onTransaction: ({ editor }) => {
        this.#suggestions.look(editor, this.completions);
        this.requestUpdate();
      },
      onBlur: () => this.#suggestions.close(),
    });
  }

  private entered(event: KeyboardEvent): boolean {
    if (!this.quick || event.shiftKey || event.isComposing) return false;
    this.tell('enter');
    return true;
  }

  override updated(): void {
    // The placeholder is drawn by the editor, which looks again only when something happens in it.
    this.#editor?.view.dom.querySelector('[data-placeholder]')?.setAttribute('data-placeholder', this.placeholder);
    this.#editor?.view.dom.setAttribute('aria-label', this.label || this.placeholder);
    if (this.#editor) this.#suggestions.place(this.#editor);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // The element may only be moving. Who puts it away and takes it out again later finds the text, in a new editor.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#pending = this.html;
      this.#editor?.destroy();
      this.#editor = undefined;
      this.place.replaceChildren();
    });
  }

  get html(): string {
    return this.blank ? '' : (this.#editor?.getHTML() ?? this.#pending);
  }

  set html(value: string) {
    this.#pending = value;
    this.#editor?.commands.setContent(value, { emitUpdate: false, parseOptions: { preserveWhitespace: true } });
    this.requestUpdate();
  }

  get text(): string {
    return this.#editor?.getText({ blockSeparator: '\n\n' }) ?? '';
  }

  get blank(): boolean {
    return this.#editor ? this.#editor.isEmpty : !this.#pending;
  }

  insert(value: string): void {
    // At once: what is typed next follows it.
    this.#editor?.view.focus();
    this.#editor?.commands.insertContent(value);
  }

  /** Begins a word with a sign at the end of the text, so that it can be completed. */
  offer(sign: string): void {
    this.focus();
    const before = this.#editor?.state.selection.$from.nodeBefore;
    this.insert(!before || /\s$/.test(before.text ?? '') ? sign : ` ${sign}`);
  }

  override focus(): void {
    // The editor itself would wait for the next frame, and a key that comes before would be taken for a command.
    this.#editor?.view.focus();
    this.#editor?.commands.focus('end');
  }

  private files(files: FileList | null | undefined): boolean {
    if (!files?.length) return false;
    this.tell('files', [...files]);
    return true;
  }

  private link(event: SubmitEvent): void {
    event.preventDefault();
    const href = String(new FormData(event.target as HTMLFormElement).get('address') ?? '').trim();
    const chain = this.#editor?.chain().focus().extendMarkRange('link');
    if (/^(https?|mailto|tel):/i.test(href)) chain?.setLink({ href }).run();
    else chain?.unsetLink().run();
    this.linking = false;
  }
}

export type { Completion, Suggestion } from './editor/completion.ts';
export const tag = define('live-rich-text', RichText);
