import { css, html, nothing, property, query, state, type TemplateResult } from 'lit';
import { ChevronDown, Paperclip, Send, StickyNote, X } from 'lucide';
import { type Address, api, type Attachment, base, bytes, contributions, define, type Draft, failedLine, icon, LiveElement, type Problem, problem, type Ticket, toast, translator, uuid, Watching } from '@live/ui';
import type { RichText } from '@live/editor';
import { composerStyles } from './composer-styles.ts';

const t = translator('desktop');
const DRAFT_AFTER_MS = 700;
const LARGEST_BYTES = 25_000_000;

/** Drafts that are just being kept, by interaction: who returns at once finds what he has left. */
const keeping = new Map<string, Promise<void>>();

interface Upload {
  readonly name: string;
  readonly size: number;
  readonly share: number;
  readonly done?: Attachment;
  readonly problem?: Problem;
  readonly abort: AbortController;
}

/** Where a reply or an internal note is written. What is typed is kept on the server until it is sent. */
export class Composer extends LiveElement {
  @property() interaction = '';
  @property({ attribute: false }) ticket: Ticket | undefined;
  @property({ attribute: false }) party: Address | undefined;
  /** What was begun here earlier, if whoever opens this has asked for it already. */
  @property({ attribute: false }) drafted: Promise<Draft | undefined> | undefined;
  /** Why no reply can be sent; notes still can. Empty if it can. */
  @property() silent = '';
  @state() private kind: Draft['kind'] = 'reply';
  @state() private uploads: readonly Upload[] = [];
  @state() private cc = '';
  @state() private ccShown = false;
  @state() private sending = false;
  @state() private saved: 'clean' | 'dirty' | 'saved' | 'failed' = 'clean';
  @state() private problem: Problem | undefined;
  @state() private ready = false;
  @query('live-rich-text') private editor: RichText | undefined;
  /** Takes what is typed until the editor is there. */
  @query('textarea.early') private early: HTMLTextAreaElement | null | undefined;
  @query('input[type=file]') private picker!: HTMLInputElement;
  /** Stays the same until it has been sent, so that sending twice has the effect of once. */
  #message = uuid();
  #timer = 0;
  #loaded = '';

  static override styles = [base, composerStyles, css``];

  constructor() {
    super();
    new Watching(this, [contributions.changed]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.ready) void import('@live/editor').then(() => this.begin());
  }

  /** Goes on in the editor with what was typed before it was there. */
  private async begin(): Promise<void> {
    const { early } = this;
    const text = early?.value ?? '';
    const typing = early?.matches(':focus') ?? false;
    this.ready = true;
    await this.updateComplete;
    await this.editor?.updateComplete;
    if (!this.editor) return;
    if (text) {
      this.editor.html += paragraphs(text);
      this.touched();
    }
    if (typing) this.editor.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.keep();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('interaction') && changed.get('interaction')) {
      void this.keep(String(changed.get('interaction')));
      if (this.early) this.early.value = '';
    }
    if (changed.has('silent') && this.silent && this.kind === 'reply') this.kind = 'note';
  }

  override updated(): void {
    if (this.ready && this.#loaded !== this.#place) void this.restore();
  }

  /** Opens for writing. */
  async write(kind: Draft['kind']): Promise<void> {
    if (kind === 'note' || !this.silent) this.kind = kind;
    await this.updateComplete;
    this.focusText();
  }

  private focusText(): void {
    (this.editor ?? this.early)?.focus();
  }

  /** What stands there. */
  private get written(): { readonly html: string; readonly text: string; readonly blank: boolean } {
    if (this.editor) return this.editor;
    const text = this.early?.value ?? '';
    return { html: paragraphs(text), text, blank: !text.trim() };
  }

  override render(): unknown {
    const note = this.kind === 'note';
    return html`<section class="composer ${note ? 'note' : 'reply'}" aria-label=${t(note ? 'composer.note' : 'composer.reply')} @keydown=${this.keyed}
        @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${this.dropped}>
      <header><div class="tabs" role="tablist" aria-label=${t('composer.kind')}>
        <button role="tab" aria-selected=${!note} ?disabled=${!!this.silent} title=${this.silent || nothing} @click=${() => this.write('reply')}>${t('reply')}</button>
        <button role="tab" class="as-note" aria-selected=${note} @click=${() => this.write('note')}>${icon(StickyNote, 14)}${t('note')}</button></div>
        <span class="recipient cut meta">${note ? t('note.hint') : t('composer.to', { name: this.party?.name ? `${this.party.name} <${this.party.value}>` : (this.party?.value ?? '') })}</span>
        ${note ? nothing : html`<button class="link small" aria-expanded=${this.ccShown} @click=${() => (this.ccShown = !this.ccShown)}>Cc</button>`}
        <span class="meta draft" role="status">${this.saved === 'saved' ? t('draft.saved') : this.saved === 'failed' ? t('draft.failed') : ''}</span></header>
      ${this.ccShown && !note ? html`<label class="cc"><span class="meta">Cc</span><input type="text" inputmode="email" autocomplete="off" .value=${this.cc} placeholder="name@example.org, …"
        @input=${(event: Event) => { this.cc = (event.target as HTMLInputElement).value; this.touched(); }}></label>` : nothing}
      ${this.ready ? html`<live-rich-text .placeholder=${t(note ? 'note.placeholder' : 'reply.placeholder')} @changed=${this.touched}
        @files=${(event: CustomEvent<File[]>) => this.attach(event.detail)}>${this.tools()}</live-rich-text>` : html`<textarea class="early" placeholder=${t(note ? 'note.placeholder' : 'reply.placeholder')} aria-label=${t(note ? 'note.placeholder' : 'reply.placeholder')} @input=${this.touched}></textarea>`}
      ${this.uploads.length ? html`<ul class="uploads" aria-label=${t('attachments')}>${this.uploads.map((each) => this.upload(each))}</ul>` : nothing}
      ${this.problem ? this.trouble(this.problem) : nothing}
      <footer><span class="meta keys">${t('composer.keys')}</span>${this.buttons(note)}</footer>
      <input type="file" multiple hidden @change=${() => { this.attach([...(this.picker.files ?? [])]); this.picker.value = ''; }}></section>`;
  }

  private tools(): TemplateResult {
    return html`<span class="tools"><button type="button" class="icon quiet small" title=${t('attach')} aria-label=${t('attach')} @click=${() => this.picker.click()}>${icon(Paperclip, 16)}</button>
      ${contributions.of('composer').map((action) => html`<button type="button" class="icon quiet small" title=${action.title()} aria-label=${action.title()}
        @click=${() => action.run({ interaction: this.interaction, insert: (value) => this.editor?.insert(value) })}>${icon(action.icon, 16)}</button>`)}</span>`;
  }

  private buttons(note: boolean): TemplateResult {
    const busy = this.sending || this.uploads.some((each) => !each.done && !each.problem);
    if (note) return html`<button class="primary as-note" ?disabled=${busy} @click=${() => this.send()}>${t('note.add')}</button>`;
    return html`<span class="split"><button class="primary" ?disabled=${busy} @click=${() => this.send()}>${icon(Send, 16)}${t('send')}</button>
      <live-menu label=${t('send.more')} .items=${[{ title: t('send.solve'), detail: 'Ctrl ⇧ Enter', run: () => void this.send('solved') }, { title: t('send.wait'), run: () => void this.send('pending') }]}>
        <button slot="button" class="arrow" ?disabled=${busy} aria-label=${t('send.more')}>${icon(ChevronDown, 16)}</button></live-menu></span>`;
  }

  private upload(each: Upload): TemplateResult {
    return html`<li class="upload ${each.problem ? 'bad' : ''}">${icon(Paperclip, 14)}<span class="cut">${each.name}</span>
      <span class="meta number">${each.problem ? t('upload.failed') : each.done ? bytes(each.size) : `${Math.round(each.share * 100)} %`}</span>
      <button class="icon quiet small" aria-label=${t('upload.remove', { name: each.name })} @click=${() => this.drop(each)}>${icon(X, 14)}</button>
      ${each.done || each.problem ? nothing : html`<progress max="1" .value=${each.share} aria-label=${each.name}></progress>`}</li>`;
  }

  private trouble(what: Problem): TemplateResult {
    const newer = what.status === 409 ? what.more['current'] as Ticket | undefined : undefined;
    if (!newer) return html`<div class="trouble">${failedLine(what)}</div>`;
    return html`<div class="trouble"><div class="banner warn" role="alert"><span class="grow">${t('composer.conflict')}</span>
      <button class="small" @click=${() => { this.ticket = newer; void this.send(); }}>${t('send.anyway')}</button></div></div>`;
  }

  private keyed(event: KeyboardEvent): void {
    const typing = event.composedPath()[0];
    // Leaves the text, so that single keys mean commands again.
    if (event.key === 'Escape' && typing instanceof HTMLElement) typing.blur();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void this.send(event.shiftKey && this.kind === 'reply' ? 'solved' : undefined);
  }

  private dropped(event: DragEvent): void {
    if (event.defaultPrevented || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.attach([...event.dataTransfer.files]);
  }

  private attach(files: readonly File[]): void {
    for (const file of files) {
      if (file.size > LARGEST_BYTES) {
        toast(t('upload.large', { name: file.name, size: bytes(LARGEST_BYTES) }), 'bad');
        continue;
      }
      const abort = new AbortController();
      let own: Upload = { name: file.name, size: file.size, share: 0, abort };
      const change = (next: Partial<Upload>): void => {
        const before = own;
        own = { ...own, ...next };
        this.uploads = this.uploads.map((each) => (each === before ? own : each));
      };
      this.uploads = [...this.uploads, own];
      api.upload<Attachment>('/channels/blobs', file, (share) => change({ share }), { query: { name: file.name, interaction: this.interaction }, signal: abort.signal })
        .then((done) => { if (this.uploads.includes(own)) { change({ done, share: 1 }); this.touched(); } }, (thrown) => { if (!abort.signal.aborted) change({ problem: problem(thrown) }); });
    }
  }

  private drop(upload: Upload): void {
    upload.abort.abort();
    this.uploads = this.uploads.filter((each) => each !== upload);
    this.touched();
  }

  private touched(): void {
    this.saved = 'dirty';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), DRAFT_AFTER_MS);
  }

  /** Keeps the draft on the server, if something was typed since. */
  private async keep(interaction = this.interaction): Promise<void> {
    clearTimeout(this.#timer);
    if (this.saved !== 'dirty' || !interaction) return;
    const attachments = this.uploads.flatMap((each) => (each.done ? [each.done] : []));
    const { html, text, blank } = this.written;
    const body = { html, text, to: [], cc: addresses(this.cc), attachments, kind: this.kind };
    this.saved = 'saved';
    const done = this.put(interaction, blank && !attachments.length ? undefined : body);
    keeping.set(interaction, done);
    await done;
    if (keeping.get(interaction) === done) keeping.delete(interaction);
  }

  private async put(interaction: string, body: Draft | undefined): Promise<void> {
    try {
      if (body) await api.put(`/channels/drafts/${interaction}`, body);
      else await api.delete(`/channels/drafts/${interaction}`);
      if (!body && this.saved === 'saved') this.saved = 'clean';
    } catch {
      if (this.saved === 'saved' && interaction === this.interaction) this.saved = 'failed';
    }
  }

  /** What is written belongs to; a ticket without a contact can hold notes all the same, but no draft. */
  get #place(): string {
    return this.interaction || this.ticket?.id || '';
  }

  private async restore(): Promise<void> {
    const interaction = this.interaction;
    this.#loaded = this.#place;
    this.#message = uuid();
    this.problem = undefined;
    this.kind = this.silent ? 'note' : 'reply';
    this.clear();
    if (!interaction) return;
    const late = keeping.get(interaction);
    await late;
    const draft = await (late || !this.drafted ? api.get<Draft | undefined>(`/channels/drafts/${interaction}`).catch(() => undefined) : this.drafted);
    if (!draft || !this.editor || interaction !== this.interaction) return;
    if (this.saved === 'dirty') {
      // Somebody was faster than the server: what he had begun stands before what he goes on with.
      this.editor.html = draft.html + this.editor.html;
      this.editor.focus();
      return;
    }
    this.kind = this.silent ? 'note' : draft.kind;
    this.cc = (draft.cc ?? []).map((each) => (typeof each === 'string' ? each : (each as Address).value)).join(', ');
    this.ccShown = this.cc !== '';
    this.uploads = (draft.attachments ?? []).map((done) => ({ name: done.name, size: done.size, share: 1, done, abort: new AbortController() }));
    this.editor.html = draft.html;
    this.saved = 'saved';
  }

  private clear(): void {
    this.uploads = [];
    this.cc = '';
    this.ccShown = false;
    if (this.editor) this.editor.html = '';
    if (this.early) this.early.value = '';
    this.saved = 'clean';
  }

  private async send(status?: string): Promise<void> {
    const { ticket, interaction } = this;
    if (!ticket || this.sending || this.uploads.some((each) => !each.done && !each.problem)) return;
    const attachments = this.uploads.flatMap((each) => (each.done ? [each.done.id] : []));
    const { html, text, blank } = this.written;
    if (blank && !attachments.length) {
      this.focusText();
      return;
    }
    this.sending = true;
    this.problem = undefined;
    const note = this.kind === 'note';
    const message = { id: this.#message, html, text, attachments };
    const cc = addresses(this.cc).map((value) => ({ kind: 'email', value }));
    // Named, so that it goes to whom the agent saw here, whoever has written meanwhile.
    const to = this.party?.value ? [this.party] : [];
    const change = note ? { type: 'note', message } : { type: 'reply', interaction, message: { ...message, ...(to.length ? { to } : {}), ...(cc.length ? { cc } : {}) } };
    try {
      const changed = await api.post<Ticket>(`/ticketing/tickets/${ticket.id}/changes`, { version: ticket.version, changes: [change, ...(status ? [{ type: 'status', status }] : [])] });
      this.#message = uuid();
      clearTimeout(this.#timer);
      this.clear();
      if (interaction) void api.delete(`/channels/drafts/${interaction}`).catch(() => undefined);
      this.tell('sent', { ticket: changed, kind: note ? 'note' : 'reply', solved: status === 'solved' });
      this.focusText();
    } catch (thrown) {
      this.problem = problem(thrown);
      this.saved = 'dirty';
      void this.keep();
    } finally {
      this.sending = false;
    }
  }
}

/** Plain text as the editor would hold it. */
function paragraphs(text: string): string {
  const place = document.createElement('div');
  for (const line of text.split('\n')) place.appendChild(document.createElement('p')).textContent = line;
  return text ? place.innerHTML : '';
}

function addresses(text: string): string[] {
  return text.split(/[,;\s]+/).filter((each) => each.includes('@'));
}

export const tag = define('live-composer', Composer);
