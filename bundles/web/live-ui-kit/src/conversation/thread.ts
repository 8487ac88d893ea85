import { css, html, nothing, property, state, type TemplateResult } from 'lit';
import { Check, CheckCheck, CircleAlert, CircleHelp, Clock, Download, Ellipsis, Image as Picture, Paperclip, RotateCcw, StickyNote } from 'lucide';
import { address, type Address, type Attachment, base, bytes, dayName, define, exactTime, icon, LiveElement, type Message, timeOfDay, translator, Watching } from '@live/ui';
import '@live/list';
import { asMessages, insist, joined, nameOf, namesChanged, outbox, withdraw } from '@live/work';
import './frame.ts';
import { linked } from './html.ts';
import { threadStyles } from './thread-styles.ts';

const t = translator('desktop');
/** Pixels from the beginning of what is there. */
const NEAR = 600;
/** Frames in which what was above is drawn. */
const LOOKS = 10;

interface Read {
  readonly id: string;
  readonly below: number;
  readonly top: number;
  readonly height: number;
}

/** The messages of a conversation, oldest first. */
export class Thread extends LiveElement {
  @property({ attribute: false }) messages: readonly Message[] = [];
  /** The other side, to call it by name. */
  @property({ attribute: false }) party: Address | undefined;
  /** What the messages belong to: what waits to be sent there stands among them. */
  @property() interaction = '';
  @property() ticket = '';
  /** Whether there are earlier messages to fetch. */
  @property({ type: Boolean }) more = false;
  @state() private pictures = new Set<string>();
  @state() private unfolded = new Set<string>();

  static override styles = [base, threadStyles, css``];

  constructor() {
    super();
    new Watching(this, [namesChanged, outbox]);
  }

  #scroller: HTMLElement | null = null;
  #top = 0;
  /** Before which message was asked by itself: once is enough. */
  #asked = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scroller = this.parentElement;
    this.#scroller?.addEventListener('scroll', this.#scrolled, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
  }

  /** Earlier messages come by themselves to whoever goes up. */
  readonly #scrolled = (): void => {
    const { scrollTop } = this.#scroller!;
    const up = scrollTop < this.#top;
    this.#top = scrollTop;
    const first = this.messages[0]?.id ?? '';
    if (!up || scrollTop > NEAR || !this.more || this.#asked === first) return;
    this.#asked = first;
    this.tell('older');
  };

  /** What is there, and what waits to be. */
  #all: readonly Message[] = [];

  override willUpdate(): void {
    const unsent = outbox.value.filter((each) => (each.interaction !== '' && each.interaction === this.interaction) || each.ticket === this.ticket);
    const first = this.#all[0]?.id;
    this.#all = unsent.length ? joined(asMessages(unsent), this.messages) : this.messages;
    this.#read = first && this.hasUpdated && this.#all[0]?.id !== first && this.#all.some((each) => each.id === first) ? this.topmost() : undefined;
  }

  /** What was read when earlier messages came in above: how far below the top it stood, and how far up and long all was. */
  #read: Read | undefined;

  override updated(): void {
    const read = this.#read;
    this.#read = undefined;
    if (read) void this.stayAt(read);
  }

  /** The first message that is seen. */
  private topmost(): Read | undefined {
    const scroller = this.#scroller;
    if (!scroller) return undefined;
    const top = scroller.getBoundingClientRect().top;
    for (const article of this.renderRoot.querySelectorAll<HTMLElement>('article')) {
      const place = article.getBoundingClientRect();
      if (place.bottom > top) return { id: article.dataset['id']!, below: place.top - top, top: scroller.scrollTop, height: scroller.scrollHeight };
    }
    return undefined;
  }

  /**
   * Keeps a message where it was; how high those above it are is guessed at first, and known as they are drawn. Whoever
   * goes on meanwhile is let go.
   */
  private async stayAt(read: Read): Promise<void> {
    const moved = new AbortController();
    for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) this.#scroller?.addEventListener(kind, () => moved.abort(), { passive: true, signal: moved.signal });
    await this.settleAt(read, moved.signal);
    moved.abort();
  }

  private async settleAt({ id, below, top, height }: Read, moved: AbortSignal): Promise<void> {
    let guessed = false;
    let left = top;
    for (let look = 0; look < LOOKS; look++) {
      await new Promise(requestAnimationFrame);
      const scroller = this.#scroller;
      if (!scroller || !this.isConnected || moved.aborted || Math.abs(scroller.scrollTop - left) > scroller.clientHeight) return;
      const article = this.article(id);
      if (article && guessed) {
        scroller.scrollTop += article.getBoundingClientRect().top - scroller.getBoundingClientRect().top - below;
      } else if (scroller.scrollHeight > height) {
        guessed = true;
        scroller.scrollTop = top + scroller.scrollHeight - height;
      }
      // Where this stands is where one goes up from.
      left = this.#top = scroller.scrollTop;
    }
  }

  private article(id: string): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>(`article[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }

  get newest(): HTMLElement | undefined {
    return this.article(this.#all.at(-1)?.id ?? '');
  }

  override render(): unknown {
    return html`<div class="thread" role="log" aria-live="polite" aria-label=${t('thread')}>
      ${this.more ? html`<div class="earlier"><button class="small" @click=${() => this.tell('older')}>${t('thread.older')}</button></div>` : nothing}
      <lit-virtualizer .items=${this.#all} .keyFunction=${(message: Message) => message.id} .renderItem=${(message: Message, index: number) => this.row(message, index)}></lit-virtualizer></div>`;
  }

  private row(message: Message, index: number): TemplateResult {
    const day = dayName(message.at);
    const before = this.#all[index - 1];
    return html`<div class="row">${before && dayName(before.at) === day ? nothing : html`<div class="day"><span>${day}</span></div>`}${this.message(message)}</div>`;
  }

  private message(message: Message): TemplateResult {
    const side = { IN: 'in', OUT: 'out', NOTE: 'note' }[message.direction];
    const author = this.author(message);
    const troubled = message.state === 'FAILED' || message.state === 'UNKNOWN' || message.state === 'HELD';
    return html`<article class="message ${side} ${troubled ? 'troubled' : ''}" data-id=${message.id} aria-label=${t(`message.${side}.by`, { name: author })}>
      <header><live-avatar .name=${author} style="--size: 24px"></live-avatar><span class="author cut">${author}</span>
        ${message.direction === 'NOTE' ? html`<span class="kind">${icon(StickyNote, 14)}${t('note.internal')}</span>` : nothing}
        ${message.nature === 'AUTOMATIC' || message.nature === 'BOUNCE' ? html`<span class="chip outline">${t(`nature.${message.nature}`)}</span>` : nothing}
        <span class="recipients cut meta">${this.recipients(message)}</span>
        <time class="meta" datetime=${message.at} title=${exactTime(message.at)}>${timeOfDay(message.at)}</time></header>
      ${this.body(message)}
      ${message.attachments?.some((each) => !each.inline) ? html`<ul class="attachments" aria-label=${t('attachments')}>${message.attachments.filter((each) => !each.inline).map(attachment)}</ul>` : nothing}
      ${message.state === 'UNSENT' || message.state === 'HELD' ? this.waiting(message) : message.direction === 'OUT' ? this.delivery(message) : nothing}</article>`;
  }

  private author(message: Message): string {
    if (message.direction !== 'IN') return nameOf(message.author) || message.from?.name || t('author.system');
    return message.from?.name || message.from?.value || this.party?.name || this.party?.value || t('author.unknown');
  }

  private recipients(message: Message): string {
    if (message.direction === 'NOTE') return '';
    const others = [...(message.to ?? []), ...(message.cc ?? [])].map((each) => each.name || each.value);
    // What a chat's visitor is named by means nothing to anybody.
    if (message.from?.kind === 'visitor' || message.to?.some((each) => each.kind === 'visitor')) return '';
    if (message.direction === 'IN') return message.from?.name ? message.from.value : '';
    return others.length ? t('message.to', { names: others.slice(0, 3).join(', ') + (others.length > 3 ? ` +${others.length - 3}` : '') }) : '';
  }

  private body(message: Message): TemplateResult {
    const pictures = this.pictures.has(message.id);
    const unfolded = this.unfolded.has(message.id);
    return html`${message.hasRemoteImages && !pictures ? html`<div class="banner pictures">${icon(Picture, 16)}<span class="grow">${t('images.blocked')}</span>
        <button class="link" @click=${() => (this.pictures = new Set(this.pictures).add(message.id))}>${t('images.show')}</button></div>` : nothing}
      <div class="content">${content(message, pictures)}
      ${message.quoted ? html`<button class="fold" aria-expanded=${unfolded} aria-label=${t(unfolded ? 'quote.hide' : 'quote.show')} title=${t(unfolded ? 'quote.hide' : 'quote.show')}
          @click=${() => this.fold(message.id)}>${icon(Ellipsis, 16)}</button>
        ${unfolded ? html`<div class="quoted">${content(message.quoted, pictures)}</div>` : nothing}` : nothing}</div>`;
  }

  private fold(id: string): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(id)) unfolded.add(id);
    this.unfolded = unfolded;
  }

  /** Not even on the server yet. */
  private waiting(message: Message): TemplateResult {
    const held = message.state === 'HELD';
    return html`<footer class="delivery ${held ? 'bad' : ''}" role="status">${icon(held ? CircleAlert : Clock, 14)}<span>${held ? message.stateReason : t('delivery.UNSENT')}</span>
      ${held ? html`<button class="small" @click=${() => insist(message.id)}>${t('send.anyway')}</button>` : nothing}<button class="small" @click=${() => withdraw(message.id)}>${t('outbox.withdraw')}</button></footer>`;
  }

  private delivery(message: Message): TemplateResult | typeof nothing {
    const sign = { NONE: undefined, QUEUED: Clock, SENDING: Clock, SENT: Check, DELIVERED: CheckCheck, READ: CheckCheck, FAILED: CircleAlert, UNKNOWN: CircleHelp, UNSENT: Clock, HELD: CircleAlert }[message.state];
    if (!sign) return nothing;
    const troubled = message.state === 'FAILED' || message.state === 'UNKNOWN';
    return html`<footer class="delivery ${troubled ? 'bad' : ''}">${icon(sign, 14)}<span>${t(`delivery.${message.state}`)}${message.stateReason && message.state !== 'SENT' ? `: ${message.stateReason}` : ''}</span>
      ${troubled ? html`<button class="small" @click=${() => this.tell('resend', message)}>${icon(RotateCcw, 14)}${t('resend')}</button>` : nothing}</footer>`;
  }
}

function content(of: { readonly text?: string; readonly html?: string }, images: boolean): TemplateResult {
  if (of.html) return html`<live-mail-frame .content=${of.html} .images=${images}></live-mail-frame>`;
  const text = of.text ?? '';
  return text.trim() ? html`<p class="text">${linked(text).map((piece) => (piece.href ? html`<a href=${piece.href} target="_blank" rel="noopener noreferrer">${piece.text}</a>` : piece.text))}</p>`
    : html`<p class="text muted">${t('message.empty')}</p>`;
}

function attachment(of: Attachment): TemplateResult {
  const link = address(`/channels/blobs/${of.id}`);
  const shown = /^image\/(png|jpeg|gif|webp)$/.test(of.mediaType);
  return html`<li><a class="attachment" href=${link} download=${of.name} target=${shown ? '_blank' : nothing}>
    ${shown ? html`<img src=${link} alt="" loading="lazy">` : icon(Paperclip, 16)}<span class="cut grow">${of.name}</span><span class="meta number">${bytes(of.size)}</span>${icon(Download, 14)}</a></li>`;
}

export const tag = define('live-thread', Thread);
