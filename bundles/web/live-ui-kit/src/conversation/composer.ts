import { css, html, nothing, property, query, state, type TemplateResult } from 'lit';
import { ChevronDown, MessageSquareQuote, Paperclip, PencilLine, RotateCcw, Send, StickyNote, X } from 'lucide';
import { type Address, api, ask, base, bytes, contributions, define, type Draft, explain, failedLine, guardLeaving, icon, LiveElement, me, now, Problem, problem, type Ticket, toast, socket, translator, uuid, Watching } from '@live/ui';
import type { RichText } from '@live/editor';
import { composerStyles } from './composer-styles.ts';
import { changes, replying, returned, sendLater, unfilled, type Unsent, viewers } from '@live/work';
import { canned } from './canned.ts';
import { findDraft, keepDraft } from './drafts.ts';
import { recipients } from './recipients.ts';
import { type Upload, Uploads } from './uploads.ts';

const t = translator('desktop');
const DRAFT_AFTER_MS = 700;
const KEEP_AGAIN_AFTER_MS = 5000;

/** What could not be sent, by place, while the person looks at something else. */
const unsent = new Map<string, { readonly message: string; readonly problem: Problem }>();
/** Files still on their way for a place that the person has left. */
const underway = new Map<string, Uploads>();

/** An answer of somebody else's. */
export interface Answered {
  readonly id: string;
  readonly name: string;
  readonly at: string;
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
  /** The newest answer that a colleague gave. */
  @property({ attribute: false }) answered: Answered | undefined;
  /** Whether the customer is there and reads along: short lines, and Enter sends. */
  @property({ type: Boolean }) chat = false;
  /** What the customer wrote last, as plain text. */
  @property({ attribute: false }) said: () => string = () => '';
  @state() private kind: Draft['kind'] = 'reply';
  @state() private cc = '';
  @state() private ccShown = false;
  /** The places from which something is on its way. */
  @state() private sending: ReadonlySet<string> = new Set();
  @state() private draft: 'none' | 'dirty' | 'keeping' | 'kept' | 'failed' = 'none';
  @state() private problem: Problem | undefined;
  /** A colleague's answer that came while this one was written, and that the person has been told of. */
  @state() private overtaken: Answered | undefined;
  @state() private ready = false;
  @query('live-rich-text') private editor: RichText | undefined;
  /** Takes what is typed until the editor is there. */
  @query('textarea.early') private early: HTMLTextAreaElement | null | undefined;
  @query('input[type=file]') private picker!: HTMLInputElement;
  /** Stays the same until it has been sent, so that sending twice has the effect of once. */
  #message = uuid();
  #timer = 0;
  #loaded = '';
  /** Whose draft is known. */
  #restored = '';
  #uploads = new Uploads(this, '', () => undefined);
  #guard: (() => void) | undefined;
  /** When this answer was begun, by the server's clock; empty before. */
  #since = '';
  readonly #completions = [canned(() => ({ customer: this.party?.name ?? '', ticket: this.ticket ? `#${this.ticket.number}` : '', agent: me.value?.name ?? '' }), () => this.said())];

  static override styles = [base, composerStyles, css``];

  constructor() {
    super();
    new Watching(this, [contributions.changed, returned, viewers]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#hidden);
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
    removeEventListener('pagehide', this.#hidden);
    void this.keep();
    this.#unguard();
  }

  /** The last words before the page goes, too. */
  readonly #hidden = (): void => void this.keep(this.interaction, true);

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('interaction') && changed.get('interaction')) {
      void this.keep(String(changed.get('interaction')));
      if (this.early) this.early.value = '';
    }
    if (returned.value) this.takeBack(returned.value);
    if (changed.has('silent') && this.silent && this.kind === 'reply') this.kind = 'note';
  }

  override updated(): void {
    if (this.ready && this.#loaded !== this.#place) void this.restore();
  }

  /** Opens for writing. */
  async write(kind = this.kind): Promise<void> {
    if ((kind === 'note' || !this.silent) && kind !== this.kind) {
      this.kind = kind;
      // What was meant for colleagues must not come back as a reply.
      if (!this.written.blank) this.touched();
    }
    await this.updateComplete;
    this.focusText();
  }

  /** Offers what a sign completes, at the end of the text. */
  async offer(sign: string): Promise<void> {
    if (!this.ready) await import('@live/editor').then(() => this.updateComplete);
    this.editor?.offer(sign);
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
        <span class="recipient cut meta">${note ? t('note.hint') : t('composer.to', { name: this.party?.name ? this.chat ? this.party.name : `${this.party.name} <${this.party.value}>` : (this.party?.value ?? '') })}</span>
        ${note || this.chat ? nothing : html`<button class="link small" aria-expanded=${this.ccShown} @click=${() => (this.ccShown = !this.ccShown)}>Cc</button>`}
        <span class="meta draft" role="status">${this.sending.has(this.#place) ? t('sending') : this.draft === 'kept' ? t('draft.saved') : this.draft === 'failed' ? t('draft.failed') : ''}</span></header>
      ${this.ccShown && !note ? html`<label class="cc"><span class="meta">Cc</span><input type="text" inputmode="email" autocomplete="off" .value=${this.cc} placeholder="name@example.org, …"
        @input=${(event: Event) => { this.cc = (event.target as HTMLInputElement).value; this.touched(); }}></label>` : nothing}
      ${this.ready ? html`<live-rich-text .quick=${this.chat && !note} .completions=${this.#completions} .placeholder=${t(note ? 'note.placeholder' : 'reply.placeholder')} @changed=${this.touched} @enter=${() => this.send()}
        @files=${(event: CustomEvent<File[]>) => this.#uploads.add(event.detail)}>${this.tools()}</live-rich-text>` : html`<textarea class="early" placeholder=${t(note ? 'note.placeholder' : 'reply.placeholder')} aria-label=${t(note ? 'note.placeholder' : 'reply.placeholder')} @input=${this.touched}></textarea>`}
      ${this.#uploads.list.length ? html`<ul class="uploads" aria-label=${t('attachments')}>${this.#uploads.list.map((each) => this.upload(each))}</ul>` : nothing}
      ${this.problem ? this.trouble(this.problem) : this.overtaken ? this.late(this.overtaken) : this.others()}
      <footer><span class="meta keys">${t(this.chat && !note ? 'composer.keys.chat' : 'composer.keys')}</span>${this.buttons(note)}</footer>
      <input type="file" multiple hidden @change=${() => { this.#uploads.add([...(this.picker.files ?? [])]); this.picker.value = ''; }}></section>`;
  }

  private tools(): TemplateResult {
    return html`<span class="tools">${this.chat ? nothing : html`<button type="button" class="icon quiet small" title=${t('attach')} aria-label=${t('attach')} @click=${() => this.picker.click()}>${icon(Paperclip, 16)}</button>`}
      <button type="button" class="icon quiet small" title="${t('canned')} (/)" aria-label=${t('canned')} @click=${() => this.offer('/')}>${icon(MessageSquareQuote, 16)}</button>
      ${contributions.of('composer').map((action) => html`<button type="button" class="icon quiet small" title=${action.title()} aria-label=${action.title()}
        @click=${() => action.run({ interaction: this.interaction, insert: (value) => this.editor?.insert(value) })}>${icon(action.icon, 16)}</button>`)}</span>`;
  }

  private buttons(note: boolean): TemplateResult {
    const busy = this.sending.has(this.#place) || this.#uploads.busy;
    if (note) return html`<button class="primary as-note" ?disabled=${busy} @click=${() => this.send()}>${t('note.add')}</button>`;
    return html`<span class="split"><button class="primary" ?disabled=${busy} @click=${() => this.send()}>${icon(Send, 16)}${t('send')}</button>
      <live-menu label=${t('send.more')} .items=${[{ title: t('send.solve'), detail: 'Ctrl ⇧ Enter', run: () => void this.send('solved') }, { title: t('send.wait'), run: () => void this.send('pending') }]}>
        <button slot="button" class="arrow" ?disabled=${busy} aria-label=${t('send.more')}>${icon(ChevronDown, 16)}</button></live-menu></span>`;
  }

  private upload(each: Upload): TemplateResult {
    return html`<li class="upload ${each.problem ? 'bad' : ''}">${icon(Paperclip, 14)}<span class="cut">${each.name}</span>
      <span class="meta number ${each.problem ? 'error-text' : ''}" role=${each.problem ? 'alert' : nothing}>${each.problem ? explain(each.problem) : each.done ? bytes(each.size) : `${Math.round(each.share * 100)} %`}</span>
      ${each.problem?.passing ? html`<button class="icon quiet small" aria-label=${t('upload.again', { name: each.name })} title=${t('try-again')} @click=${() => this.#uploads.again(each)}>${icon(RotateCcw, 14)}</button>` : nothing}
      <button class="icon quiet small" aria-label=${t('upload.remove', { name: each.name })} @click=${() => this.#uploads.remove(each)}>${icon(X, 14)}</button>
      ${each.done || each.problem ? nothing : html`<progress max="1" .value=${each.share} aria-label=${each.name}></progress>`}</li>`;
  }

  private trouble(what: Problem): TemplateResult {
    const newer = what.status === 409 ? what.more['current'] as Ticket | undefined : undefined;
    if (!newer) return html`<div class="trouble">${failedLine(what)}</div>`;
    return html`<div class="trouble"><div class="banner warn" role="alert"><span class="grow">${t('composer.conflict')}</span>
      <button class="small" @click=${() => { this.ticket = newer; void this.send(); }}>${t('send.anyway')}</button></div></div>`;
  }

  /** A colleague answers the same just now. */
  private others(): unknown {
    const others = this.kind === 'reply' ? (viewers.value.get(this.ticket?.id ?? '') ?? []).filter((each) => each.replying) : [];
    if (!others.length) return nothing;
    return html`<div class="trouble"><div class="banner warn" role="status">${icon(PencilLine, 16)}<span class="grow">${t('viewers.replying', { names: others.map((each) => each.name).join(', '), count: others.length })}</span></div></div>`;
  }

  /** A colleague was faster. */
  private late({ name }: Answered): TemplateResult {
    return html`<div class="trouble"><div class="banner warn" role="alert"><span class="grow">${t('composer.overtaken', { name })}</span>
      <button class="small" title="Ctrl+Enter" @click=${() => this.send()}>${t('send.anyway')}</button></div></div>`;
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
    this.#uploads.add([...event.dataTransfer.files]);
  }

  private touched(): void {
    const { blank } = this.written;
    if (blank) this.afresh();
    else this.#since ||= later(new Date(now()).toISOString(), this.answered?.at);
    if (this.kind === 'reply' && this.ticket) replying(this.ticket.id, !blank);
    this.draft = 'dirty';
    if (this.kind === 'reply' && !blank) this.tell('typed');
    clearTimeout(this.#timer);
    // Not before it is known what was begun, or that would be written over.
    if (this.#restored === this.#place) this.#timer = setTimeout(() => void this.keep(), DRAFT_AFTER_MS);
    // Without a contact the server keeps no draft, so leaving is asked for.
    if (!this.interaction && !this.written.blank) {
      this.#guard ??= guardLeaving(() => ask({ title: t('discard.title'), text: t('discard.text'), confirm: t('discard'), danger: true }));
    } else {
      this.#unguard();
    }
  }

  private afresh(): void {
    this.#since = '';
    this.overtaken = undefined;
  }

  #unguard(): void {
    this.#guard?.();
    this.#guard = undefined;
  }

  /** Keeps the draft on the server, if something was typed since. */
  private async keep(interaction = this.interaction, leaving = false): Promise<void> {
    clearTimeout(this.#timer);
    if ((this.draft !== 'dirty' && this.draft !== 'failed') || !interaction) return;
    const { attachments } = this.#uploads;
    const { html, text, blank } = this.written;
    const written = blank && !attachments.length ? undefined : { html, text, to: [], cc: recipients(this.cc).addresses, attachments, kind: this.kind };
    this.draft = 'keeping';
    const here = (): boolean => this.draft === 'keeping' && interaction === this.interaction;
    try {
      await keepDraft(interaction, written, leaving);
      if (here()) this.draft = written ? 'kept' : 'none';
    } catch (thrown) {
      if (!here()) return;
      this.draft = 'failed';
      if (problem(thrown).passing) this.#timer = setTimeout(() => void this.keep(), KEEP_AGAIN_AFTER_MS);
    }
  }

  /** What is written belongs to; a ticket without a contact can hold notes all the same, but no draft. */
  get #place(): string {
    return this.interaction || this.ticket?.id || '';
  }

  private async restore(): Promise<void> {
    const interaction = this.interaction;
    if (this.#uploads.busy && this.#loaded) underway.set(this.#loaded, this.#uploads);
    this.#loaded = this.#place;
    this.#restored = '';
    const before = unsent.get(this.#place);
    unsent.delete(this.#place);
    this.#message = before?.message ?? uuid();
    this.problem = before?.problem;
    this.kind = this.silent ? 'note' : 'reply';
    this.clear();
    this.#uploads = underway.get(this.#place) ?? this.#uploads;
    underway.delete(this.#place);
    if (!interaction) return;
    const { draft, own } = await findDraft(interaction, before ? undefined : this.drafted);
    if (!this.editor || interaction !== this.interaction) return;
    this.#restored = this.#place;
    if (draft) this.goOn(draft, own);
    else if (own) void this.forget(interaction);
    if (this.draft === 'dirty') this.touched();
  }

  /** Goes on with what was begun; `own`: the server may not have it. */
  private goOn(draft: Draft, own: boolean): void {
    const { editor } = this;
    if (!editor) return;
    if (this.draft === 'dirty') {
      // Somebody was faster than the server: what he had begun stands before what he goes on with.
      editor.html = draft.html + editor.html;
      if (draft.kind === 'note') this.kind = 'note';
      editor.focus();
      return;
    }
    this.kind = this.silent ? 'note' : draft.kind;
    this.cc = (draft.cc ?? []).map((each) => (typeof each === 'string' ? each : (each as Address).value)).join(', ');
    this.ccShown = this.cc !== '';
    this.#uploads.known(draft.attachments ?? []);
    editor.html = draft.html;
    this.draft = own ? 'dirty' : 'kept';
    this.#since = draft.updatedAt ?? new Date(now()).toISOString();
  }

  private clear(): void {
    const place = this.#place;
    this.#uploads = new Uploads(this, this.interaction, () => place === this.#place && this.touched());
    this.cc = '';
    this.ccShown = false;
    if (this.editor) this.editor.html = '';
    if (this.early) this.early.value = '';
    this.draft = 'none';
    this.afresh();
    this.#unguard();
  }

  /** Why what stands here cannot be sent as it is. */
  private objection(cc: readonly string[], html: string): string {
    if (!this.ticket) return t('send.ticket');
    if (this.#uploads.failed) return t('send.upload');
    const [mark] = this.kind === 'reply' ? unfilled(html) : [];
    if (mark) return t('send.placeholder', { mark });
    return this.kind === 'reply' && cc.length ? t('send.address', { address: cc[0]! }) : '';
  }

  /** Whether a colleague has answered meanwhile, and the person has not said that this is to be sent all the same. */
  private isOvertaken(): boolean {
    const { answered } = this;
    if (this.kind !== 'reply' || !answered || !this.#since || answered.at <= this.#since || answered.id === this.overtaken?.id) return false;
    this.overtaken = answered;
    return true;
  }

  private async send(status?: string): Promise<void> {
    const { ticket, interaction } = this;
    const place = this.#place;
    if (this.sending.has(place) || this.#uploads.busy) return;
    const { attachments } = this.#uploads;
    const { html, text, blank } = this.written;
    if (blank && !attachments.length) {
      this.focusText();
      return;
    }
    const { addresses, wrong } = recipients(this.cc);
    const objection = this.objection(wrong, html);
    this.problem = objection ? new Problem(-1, 'desktop.unsendable', objection) : undefined;
    if (this.problem || !ticket || this.isOvertaken()) return;
    // Named, so that it goes to whom the agent saw here, whoever has written meanwhile.
    const to = this.party?.value ? [this.party] : [];
    const message: Unsent = {
      id: this.#message, by: me.value?.id ?? '', at: new Date().toISOString(), kind: this.kind, ticket: ticket.id, interaction, version: ticket.version,
      html, text, to, cc: addresses.map((value) => ({ kind: 'email', value })), attachments, ...(status ? { status } : {}),
    };
    this.sending = new Set(this.sending).add(place);
    try {
      if (!navigator.onLine && socket.line.value !== 'open') throw new Problem(0, 'server.away', '');
      const changed = await api.post<Ticket>(`/ticketing/tickets/${ticket.id}/changes`, { version: ticket.version, changes: changes(message) });
      await this.sent(place, interaction, html, changed);
    } catch (thrown) {
      const what = problem(thrown);
      if (what.status === 0) await this.later(place, message);
      else this.unsent(place, message.id, what);
    } finally {
      this.sending = new Set([...this.sending].filter((each) => each !== place));
    }
  }

  /** Nobody answers: it goes by itself when somebody does, and the person can go on. */
  private async later(place: string, message: Unsent): Promise<void> {
    sendLater(message);
    await this.sent(place, message.interaction, message.html);
  }

  /** Goes on with what was taken back, before what was begun since. */
  private takeBack(message: Unsent): void {
    if ((message.interaction || message.ticket) !== this.#place || !this.editor) return;
    returned.value = undefined;
    this.kind = this.silent ? 'note' : message.kind;
    this.cc ||= message.cc.map((each) => each.value).join(', ');
    this.ccShown ||= this.cc !== '';
    this.#uploads.known(message.attachments);
    this.editor.html = message.html + (this.written.blank ? '' : this.editor.html);
    this.touched();
    this.focusText();
  }

  /** It is away. The person may have gone to another conversation meanwhile, or have typed on. */
  private async sent(place: string, interaction: string, html: string, ticket?: Ticket): Promise<void> {
    if (place !== this.#place) {
      await this.forget(interaction);
      return;
    }
    this.#message = uuid();
    if (this.ticket) replying(this.ticket.id, false);
    if (this.written.html === html) {
      clearTimeout(this.#timer);
      this.clear();
      void this.forget(interaction);
    }
    if (ticket) this.tell('sent', { ticket });
    this.focusText();
  }

  private async forget(interaction: string): Promise<void> {
    if (interaction) await keepDraft(interaction, undefined).catch(() => undefined);
  }

  private unsent(place: string, message: string, what: Problem): void {
    if (place === this.#place) {
      this.problem = what;
      this.touched();
      return;
    }
    unsent.set(place, { message, problem: what });
    toast(`${t('send.failed')} ${explain(what)}`, 'bad');
  }
}

/** The later of two times. */
function later(one: string, other = ''): string {
  return one > other ? one : other;
}

/** Plain text as the editor would hold it. */
function paragraphs(text: string): string {
  const place = document.createElement('div');
  for (const line of text.split('\n')) place.appendChild(document.createElement('p')).textContent = line;
  return text ? place.innerHTML : '';
}

export const tag = define('live-composer', Composer);
