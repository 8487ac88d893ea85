import { css, html, nothing, property, query, state } from 'lit';
import { ArrowLeft, History, MessagesSquare, PanelRight } from 'lucide';
import { api, base, commands, define, empty, entitle, explain, Fetch, go, icon, LiveElement, may, type Message, type Page, perform, problem, remember, socket, type Ticket, toast, translator, Watching } from '@live/ui';
import type { Composer } from '@live/conversation';
import { answeredBy, isNews, joined, namesChanged, resend, StayAtEnd, statuses } from '@live/work';
import './fields.ts';
import './history.ts';
import './customer-card.ts';
import { lastList } from './left.ts';

const t = translator('ticketing');
const PAGE = 50;

/** One ticket: all that was said over all contacts, its fields, and who did what when. */
export class TicketView extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private messages: readonly Message[] = [];
  @state() private more = false;
  @state() private beside = false;
  @state() private parts: { readonly thread: string; readonly composer: string; readonly viewing: string } | undefined;
  @query('.messages') private scroller!: HTMLElement;
  readonly #fetch = new Fetch<Ticket>(this, (signal) => this.open(signal));
  #opened = '';
  #ends: (() => void)[] = [];
  readonly #stay = new StayAtEnd();
  #end: () => void = () => undefined;
  #renewal = 0;
  #thread: HTMLElement | undefined;
  #composer: HTMLElement | undefined;
  #viewing: HTMLElement | undefined;

  static override styles = [base, css`
    :host { display: grid; grid-template-columns: minmax(0, 1fr) 340px; height: 100%; min-height: 0; position: relative; }
    .main { display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr); min-height: 0; min-width: 0; }
    header { display: flex; align-items: center; gap: 8px; min-height: 56px; padding-block: 8px; padding-inline: 8px 16px; background: var(--surface); min-width: 0; }
    header h1 { flex: 1; min-width: 0; font: 600 16px/22px var(--family); overflow-wrap: anywhere; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
    header .no { color: var(--muted); font-weight: 500; font-variant-numeric: tabular-nums; }
    .strip { padding: 0 16px 8px; background: var(--surface); border-bottom: 1px solid var(--line); display: flex; }
    .messages { overflow: auto; min-height: 0; overscroll-behavior: contain; }
    .foot { padding: 0 16px 16px; }
    aside { border-inline-start: 1px solid var(--line); background: var(--surface); overflow: auto; min-height: 0; }
    aside h2 { font: 550 12px/16px var(--family); color: var(--muted); padding: 16px 16px 0; }
    aside section + section { border-top: 1px solid var(--line); }
    .toggle { display: none; }
    .state, .skeletons { grid-column: 1 / -1; }
    @media (max-width: 1023px) {
      :host { grid-template-columns: minmax(0, 1fr); } aside { display: none; } .toggle { display: inline-flex; }
      :host([beside]) aside { display: block; position: absolute; inset-block: 57px 0; inset-inline-end: 0; width: min(360px, 100%); box-shadow: var(--shadow); z-index: 2; }
    }
    @media (max-height: 520px) { .main { grid-template-rows: auto auto minmax(120px, 1fr) auto; overflow: auto; } }
    @media (max-width: 767px) { .foot { padding: 0 8px 8px; } }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, statuses]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void import('@live/conversation').then(({ thread, composer, viewing }) => (this.parts = { thread, composer, viewing }));
    void statuses.need().catch(() => undefined);
    const group = (): string => t('ticket');
    const add = (id: string, keys: string, run: () => void): void => void this.#ends.push(commands.add({ id: `ticket.${id}`, title: () => t(`key.${id}`), group, keys, when: () => this.isConnected && !!this.#fetch.value, run }));
    add('reply', 'r', () => void (this.#composer as Composer | undefined)?.write('reply'));
    add('note', 'n', () => void (this.#composer as Composer | undefined)?.write('note'));
    add('back', 'u', () => void go(lastList.address));
    add('solve', 'e', () => this.change([{ type: 'status', status: 'solved' }]));
    add('assign', 'a', () => this.renderRoot.querySelector('live-ticket-fields')?.assign());
  }

  private get tab(): 'thread' | 'history' {
    return this.query.get('tab') === 'history' ? 'history' : 'thread';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
    this.#end();
    this.#stay.leave();
    clearTimeout(this.#renewal);
  }

  override willUpdate(): void {
    const id = this.parameters['ticket'] ?? '';
    this.toggleAttribute('beside', this.beside);
    if (id === this.#opened) return;
    this.#opened = id;
    this.messages = [];
    // A thread of its own, at its own end.
    this.#thread = undefined;
    this.#stay.leave();
    void this.#fetch.run(true).then((ticket) => ticket && this.listen(ticket.id));
  }

  private listen(id: string): void {
    this.#end();
    this.#end = socket.subscribe('tickets', id, { data: (news) => this.#fetch.value && isNews(this.#fetch.value, news) && this.renewSoon(), again: () => this.renewSoon() });
  }

  private renewSoon(): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => void this.#fetch.run(), 100);
  }

  private async open(signal: AbortSignal): Promise<Ticket> {
    const id = encodeURIComponent(this.parameters['ticket'] ?? '');
    const [ticket, page] = await Promise.all([api.get<Ticket>(`/ticketing/tickets/${id}`, { signal }), api.get<Page<Message>>(`/ticketing/tickets/${id}/messages`, { query: { limit: PAGE }, signal })]);
    this.more = page.items.length >= PAGE;
    this.take(page.items);
    entitle(`#${ticket.number} ${ticket.subject}`);
    return ticket;
  }

  private take(some: readonly Message[]): void {
    this.messages = joined(this.messages, some);
  }

  override updated(): void {
    if (this.#thread?.isConnected) this.#stay.watch(this.scroller, this.#thread);
  }

  override render(): unknown {
    return html`${this.#fetch.show((ticket) => html`<div class="main"><header><a class="button icon quiet" href=${lastList.address} aria-label=${t('back')} title=${t('back')}>${icon(ArrowLeft)}</a>
        <h1><span class="no">#${ticket.number}</span> ${ticket.subject}</h1>${this.parts ? Object.assign(this.#viewing ??= document.createElement(this.parts.viewing), { place: ticket.id }) : nothing}
        <button class="icon quiet toggle" aria-pressed=${this.beside} aria-label=${t('fields')} title=${t('fields')} @click=${() => (this.beside = !this.beside)}>${icon(PanelRight)}</button></header>
      <div class="strip"><div class="tabs" role="tablist" aria-label=${t('ticket')}>${(['thread', 'history'] as const).map((tab) => html`<button role="tab" aria-selected=${this.tab === tab} aria-controls="tab" @click=${() => remember({ tab: tab === 'history' ? tab : undefined })}>
        ${icon(tab === 'thread' ? MessagesSquare : History, 16)}${t(`tab.${tab}`)}</button>`)}</div></div>
      <div class="messages" id="tab" role="tabpanel" aria-label=${t(`tab.${this.tab}`)} tabindex="0">${this.tab === 'history' ? html`<live-ticket-history .ticket=${ticket} .messages=${this.messages}></live-ticket-history>` : this.thread(ticket)}</div>
      <div class="foot" ?hidden=${this.tab === 'history'}>${this.parts && may('ticket.write') ? this.composer(this.parts.composer, ticket) : nothing}</div></div>
      <aside aria-label=${t('fields')}><section><h2>${t('fields')}</h2><live-ticket-fields .ticket=${ticket} @change-ticket=${(event: CustomEvent<readonly object[]>) => this.change(event.detail)}></live-ticket-fields></section>
        ${ticket.person ? html`<section><h2>${t('customer')}</h2><live-customer-card .ticket=${ticket}></live-customer-card></section>` : nothing}</aside>`)}`;
  }

  private thread(ticket: Ticket): unknown {
    if (!this.parts) return nothing;
    if (!this.messages.length) return empty(MessagesSquare, t('thread.empty'), t('thread.empty.text'));
    if (!this.#thread) {
      this.#thread = document.createElement(this.parts.thread);
      this.#thread.addEventListener('older', () => void this.older());
      this.#thread.addEventListener('resend', (event) => void this.resend((event as CustomEvent<Message>).detail));
    }
    return Object.assign(this.#thread, { ticket: ticket.id, messages: this.messages, more: this.more, party: { kind: '', value: ticket.person?.address ?? '', name: ticket.person?.name ?? '' } });
  }

  private composer(tag: string, ticket: Ticket): unknown {
    if (!this.#composer) {
      this.#composer = document.createElement(tag);
      this.#composer.addEventListener('sent', (event) => {
        this.#fetch.set((event as CustomEvent<{ ticket: Ticket }>).detail.ticket);
        this.renewSoon();
        this.#stay.go();
      });
    }
    const newest = this.messages.findLast((message) => message.direction !== 'NOTE' && message.nature !== 'BOUNCE');
    const interaction = newest?.interaction ?? ticket.interactions?.at(-1) ?? '';
    const other = newest && (newest.direction === 'IN' ? (newest.replyTo ?? newest.from) : newest.to?.[0]);
    const party = other ?? (ticket.person ? { kind: 'email', value: ticket.person.address ?? '', name: ticket.person.name ?? '' } : undefined);
    const silent = !interaction || !newest ? t('silent.none') : !may('interaction.reply') ? t('silent.forbidden') : '';
    return Object.assign(this.#composer, { interaction, ticket, party, silent, answered: answeredBy(this.messages) });
  }

  #paging = false;

  private async older(): Promise<void> {
    const first = this.messages[0];
    const ticket = this.#fetch.value;
    if (!first || !ticket || this.#paging) return;
    this.#paging = true;
    this.#stay.stay();
    await perform(async () => {
      const page = await api.get<Page<Message>>(`/ticketing/tickets/${ticket.id}/messages`, { query: { before: first.id, limit: PAGE } });
      this.more = page.items.length >= PAGE;
      this.take(page.items);
    }, (thrown) => explain(problem(thrown)));
    this.#paging = false;
  }

  private async resend(message: Message): Promise<void> {
    await perform(async () => {
      if (await resend(message)) this.renewSoon();
    }, (thrown) => explain(problem(thrown)));
  }

  /** Shows the change at once; what the server refuses is taken back and said. */
  private change(changes: readonly object[]): void {
    const before = this.#fetch.value;
    if (!before) return;
    const guess = changes.reduce<Ticket>((ticket, change) => ({ ...ticket, ...shown(change as Record<string, unknown>, ticket) }), before);
    this.#fetch.set(guess);
    void perform(async () => {
      try {
        this.#fetch.set(await api.post<Ticket>(`/ticketing/tickets/${before.id}/changes`, { version: before.version, changes }));
      } catch (thrown) {
        const what = problem(thrown);
        const current = what.more['current'] as Ticket | undefined;
        this.#fetch.set(current ?? before);
        if (what.status !== 409) throw thrown;
        toast(t('conflict'), 'bad');
        this.renewSoon();
      }
    }, (thrown) => explain(problem(thrown)));
  }
}

function shown(change: Record<string, unknown>, ticket: Ticket): Partial<Ticket> {
  if (change['type'] === 'status') return { status: String(change['status']), category: statuses.value.find((each) => each.code === change['status'])?.category ?? ticket.category };
  if (change['type'] === 'prioritise') return { priority: Number(change['priority']) };
  if (change['type'] === 'move') return { queue: String(change['queue']) };
  if (change['type'] === 'rename') return { subject: String(change['subject']) };
  if (change['type'] === 'tag') {
    const tag = String(change['tag']);
    const others = (ticket.tags ?? []).filter((each) => each !== tag);
    return { tags: change['present'] ? [...others, tag] : others };
  }
  return {};
}

export const tag = define('live-ticket', TicketView);
