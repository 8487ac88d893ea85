import { css, html, nothing, property, query, state } from 'lit';
import { ArrowLeft, ArrowRightLeft, CircleCheck, CirclePause, Ellipsis, LogOut, Ticket as TicketSign, UserRoundPlus } from 'lucide';
import { type Assignment, api, base, commands, dateTime, define, explain, Fetch, go, icon, type Interaction, LiveElement, may, type Draft, type MenuItem, type Message, now, perform, problem, socket, translator, Watching, type Ticket } from '@live/ui';
import type { Composer } from '@live/conversation';
import { answeredBy, desk, finish, forMyself, handedNote, interactions, isNews, joined, leaveContact, look, nameOf, namesChanged, newer, noteText, pull, queues, resend, status, statuses, statusName, StayAtEnd } from '@live/work';
import { comeBack } from './contact/come-back.ts';
import { type Later, later } from './contact/later.ts';
import { handOn } from './contact/hand-on.ts';
import './contact/participants.ts';
import { type Sign, Signs } from './contact/signs.ts';
import './wrap-up.ts';

const t = translator('channels');
const PAGE = 50;

/** How many conversations are shown at once when one returns to them; what is new since comes right after. */
const REMEMBERED = 20;
const remembered = new Map<string, { readonly messages: readonly Message[]; readonly more: boolean; readonly ticket: Ticket | undefined }>();

interface Said {
  readonly items: readonly Message[];
  readonly next?: string;
  readonly draft?: Draft;
}

interface Parts {
  readonly thread: string;
  readonly composer: string;
  readonly viewing: string;
}

/** One contact: what was said, and where one answers. */
export class Conversation extends LiveElement {
  @property() interactionId = '';
  @state() private messages: readonly Message[] = [];
  @state() private more = false;
  @state() private ticket: Ticket | undefined;
  @state() private parts: Parts | undefined;
  @query('.messages') private scroller!: HTMLElement;
  readonly #fetch = new Fetch(this, (signal) => this.open(signal));
  #ends: (() => void)[] = [];
  readonly #end = new StayAtEnd();
  #renewal = 0;
  #draft: Promise<Draft | undefined> | undefined;
  #opened = '';
  #unsubscribe: () => void = () => undefined;
  #parts: Promise<void> = Promise.resolve();
  /** The contact whose customer was told that he is read. */
  #shown = '';
  private readonly signs = new Signs(this);

  static override styles = [base, css`
    :host { display: grid; grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr); container-type: inline-size; min-height: 0; min-width: 0; }
    header { display: flex; align-items: center; gap: 12px; height: 56px; padding: 0 16px; border-bottom: 1px solid var(--line); background: var(--surface); min-width: 0; }
    .titles { flex: 1; min-width: 0; } .titles h1 { font: 600 15px/20px var(--family); }
    .sub { display: flex; gap: 6px; align-items: center; color: var(--muted); font-size: 12px; line-height: 16px; min-width: 0; }
    .sub a { color: inherit; }
    .messages { overflow: auto; min-height: 0; overscroll-behavior: contain; overflow-anchor: auto; }
    .messages:focus { outline: none; }
    .foot { padding: 0 16px 16px; } .foot .silent { padding: 12px 0 0; color: var(--muted); font-size: 13px; text-align: center; }
    .sign { min-height: 20px; padding-top: 6px; }
    .rests { display: flex; gap: 8px; align-items: center; padding: 12px 0 8px; color: var(--muted); font-size: 13px; } .rests span { flex: 1; }
    .back, .narrow { display: none; }
    /* A window that is magnified four times has no room for all at once. */
    @media (max-height: 520px) { :host { grid-template-rows: auto auto minmax(120px, 1fr) auto; overflow: auto; } header { position: sticky; top: 0; z-index: 1; } }
    @container (max-width: 760px) { .chips { display: none; } }
    @container (max-width: 480px) { header button .word { position: absolute; clip-path: inset(50%); width: 1px; overflow: hidden; } }
    @media (max-width: 1279px) { header { padding-inline-end: 56px; } }
    @media (max-width: 767px) { .back, .narrow { display: inline-flex; } header { padding-inline: 4px 52px; gap: 4px; } .foot { padding: 0 8px 8px; } .wide { display: none; } }
  `];

  constructor() {
    super();
    new Watching(this, [desk, interactions, queues, statuses, namesChanged, later]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#parts = import('@live/conversation').then(({ thread, composer, viewing }) => void (this.parts = { thread, composer, viewing }));
    void statuses.need().catch(() => undefined);
    void queues.need().catch(() => undefined);
    if (this.hasUpdated) this.enter();
    const group = (): string => t('inbox');
    const add = (id: string, keys: string, run: () => void, when = (): boolean => !!this.ticket, title = (): string => t(`key.${id}`)): void => {
      this.#ends.push(commands.add({ id: `conversation.${id}`, title, group, keys, when: () => this.isConnected && when(), run }));
    };
    const opened = (): boolean => !!this.about;
    const atWork = (): boolean => this.assignment !== undefined && !this.assignment.wrapUpUntil;
    add('reply', 'r', () => void this.write('reply'), opened);
    add('note', 'n', () => void this.write('note'), opened);
    add('canned', '[Shift]+/', () => void this.write().then(() => this.#composer && (this.#composer as Composer).offer('/')), opened);
    const owned = (): boolean => atWork() && this.owns;
    add('transfer', 't', () => this.transfer(), owned);
    add('invite', 'i', () => this.invite(), owned);
    add('later', 's', () => this.later(), owned);
    add('finish', 'e', () => void (this.owns ? this.finish() : this.leaveContact()), atWork, () => t(this.owns ? 'key.finish' : 'key.leave'));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
    this.leave();
    this.known(undefined);
    this.#end.leave();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('interactionId')) return;
    this.leave();
    this.enter();
  }

  /** Opens the contact. The element stays from one to the next, which is what makes that quick. */
  private enter(): void {
    const id = this.interactionId;
    const before = remembered.get(id);
    this.messages = before?.messages ?? [];
    this.more = before?.more ?? false;
    this.known(before?.ticket);
    if (before) this.#fetch.set(true);
    this.#shown = '';
    this.#newest = '';
    this.signs.forget();
    this.#said = undefined;
    let drafted: (draft: Draft | undefined) => void;
    this.#draft = new Promise((resolve) => (drafted = resolve));
    void this.#fetch.run(!before).finally(() => drafted(this.interactionId === id ? this.#said?.draft : undefined));
    this.#unsubscribe = socket.subscribe('interactions', id, { data: (data) => this.heard(data), again: () => this.renewSoon() });
    this.#opened = id;
    // A thread of its own, or the last one's messages would show for a moment; the composer is what is dear to make.
    this.#thread = undefined;
    this.#end.leave();
  }

  private leave(): void {
    this.#unsubscribe();
    clearTimeout(this.#renewal);
    if (this.#fetch.value && this.#opened) this.remember(this.#opened);
    this.#opened = '';
  }

  private remember(id: string): void {
    remembered.delete(id);
    remembered.set(id, { messages: this.messages.slice(-PAGE), more: this.more || this.messages.length > PAGE, ticket: this.ticket });
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value!);
  }

  private get assignment(): Assignment | undefined {
    return desk.value?.assignments.find((each) => each.interaction === this.interactionId);
  }

  /** Whether the contact is one's own, and not a colleague's in which one takes part. */
  private get owns(): boolean {
    const { role = 'OWNER' } = this.assignment ?? {};
    return role === 'OWNER';
  }

  private get about(): Interaction | undefined {
    return interactions.value.get(this.interactionId);
  }

  private async open(signal: AbortSignal): Promise<true> {
    const messages = api.get<Said>(`/channels/interactions/${this.interactionId}/messages`, { query: { limit: PAGE }, signal });
    await look([this.interactionId], false);
    const ticket = this.about?.ticket;
    const [page, found] = await Promise.all([messages, ticket && may('ticket.read') ? api.get<Ticket>(`/ticketing/tickets/${ticket}`, { signal }) : undefined]);
    if (signal.aborted) return true;
    this.#said = page;
    this.take(page.items);
    this.more ||= this.messages.length === page.items.length && (page.items.length >= PAGE || !!page.next);
    this.known(newer(this.ticket, found));
    this.catchUp();
    return true;
  }

  /** The newest message when the contact began to be followed; undefined while the server could not tell. */
  #newest: string | undefined = '';

  /** What was written after the messages were read, and before they were followed, is not in the news. */
  private catchUp(): void {
    const newest = this.#newest;
    this.#newest = '';
    if (newest !== '' && !this.messages.some((message) => message.id === newest)) this.renewSoon();
  }

  #said: Said | undefined;

  #followed = '';
  #unfollow: () => void = () => undefined;

  private known(ticket: Ticket | undefined): void {
    this.ticket = ticket;
    if (ticket) this.tell('ticket', ticket);
    if (ticket?.id === this.#followed) return;
    this.#unfollow();
    this.#followed = ticket?.id ?? '';
    this.#unfollow = ticket ? socket.subscribe('tickets', ticket.id, { data: (news) => this.ticket && isNews(this.ticket, news) && this.renewSoon() }) : () => undefined;
  }

  private take(some: readonly Message[]): void {
    this.messages = joined(this.messages, some);
  }

  private heard(data: unknown): void {
    const news = data as { type?: string; sign?: Sign; message?: string; state?: Message['state'] };
    if (news.type === 'channels.followed') {
      this.#newest = news.message;
      if (!this.#fetch.running) this.catchUp();
      return;
    }
    if (news.type === 'channels.sign') {
      this.signs.given(news.sign!);
      return;
    }
    if (news.type === 'channels.message.accepted') {
      this.signs.given('PRESENT');
      this.present();
    }
    const known = this.messages.some((message) => message.id === news.message);
    // Why something failed is not in the news, so that is fetched.
    if (known && news.state && news.state !== 'FAILED' && news.state !== 'UNKNOWN') {
      this.messages = this.messages.map((message) => (message.id === news.message ? { ...message, state: news.state! } : message));
    } else {
      this.renewSoon();
    }
  }

  /** The customer sees that what he wrote is read. */
  private present(): void {
    if (this.live && !document.hidden) this.signs.give(this.interactionId, 'PRESENT');
  }

  /** Whether the customer is there, and the contact is one's own. */
  private get live(): boolean {
    return this.about?.medium === 'chat' && this.assignment !== undefined && this.owns;
  }

  private renewSoon(): void {
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => {
      void look([this.interactionId]).catch(() => undefined);
      void this.#fetch.run();
    }, 50);
  }

  override updated(): void {
    if (this.live && this.#shown !== this.interactionId) {
      this.#shown = this.interactionId;
      this.present();
    }
    if (this.#thread?.isConnected) this.#end.watch(this.scroller, this.#thread);
  }

  override render(): unknown {
    const about = this.about;
    const { assignment } = this;
    const name = about?.party?.name || about?.party?.value || '';
    const rests = assignment ? undefined : later.value?.find((each) => each.interaction === this.interactionId && Date.parse(each.due) > now());
    return html`<header><a class="button icon quiet back" href="/inbox" aria-label=${t('back')}>${icon(ArrowLeft)}</a>
        <div class="titles"><h1 class="cut">${about?.subject || name || ' '}</h1><div class="sub"><span class="cut">${name}${about?.party?.name && about.party.kind !== 'visitor' ? html` · ${about.party.value}` : nothing}</span>${this.parts && this.ticket ? this.viewing(this.parts.viewing, this.ticket.id, assignment?.role === 'MONITOR') : nothing}</div></div>
        ${this.ticket ? html`<a class="chip outline wide chips" href="/tickets/${this.ticket.number}" title=${t('ticket.open')}>${icon(TicketSign, 14)}#${this.ticket.number}</a>${this.statusMenu(this.ticket)}` : nothing}
        ${assignment && !assignment.wrapUpUntil ? this.acts() : nothing}</header>
      <live-participants .assignment=${assignment?.wrapUpUntil ? undefined : assignment} .note=${assignment ? handedNote(this.messages, this.interactionId, assignment.since) : undefined}></live-participants>
      <div class="messages" tabindex="-1">${this.parts ? this.#fetch.show(() => this.thread(this.parts!.thread)) : nothing}</div>
      <div class="foot">${about?.medium === 'chat' && assignment ? this.signs.show(name) : nothing}${rests ? this.resting(rests) : nothing}${assignment?.wrapUpUntil ? html`<live-wrap-up .assignment=${assignment} .ticket=${this.ticket}></live-wrap-up>` : assignment?.role === 'MONITOR' ? html`<p class="silent">${t('silent.MONITOR')}</p>` : this.parts && about && may('interaction.reply') ? this.composer(this.parts.composer, about, assignment) : nothing}</div>`;
  }

  private resting(rests: Later): unknown {
    return html`<div class="rests" role="note">${icon(CirclePause, 16)}<span>${t('postponed', { time: dateTime(rests.due) })}</span><button class="small" @click=${() => this.takeNow(rests)}>${t('take.early')}</button></div>`;
  }

  /** What is done with the contact as a whole; where there is little room all of it in one menu. */
  private acts(): unknown {
    const menu = (place: string, items: readonly MenuItem[]): unknown => html`<live-menu class=${place} label=${t('more')} .items=${items}><button slot="button" class="icon quiet ${place}" aria-label=${t('more')} title=${t('more')}>${icon(Ellipsis)}</button></live-menu>`;
    if (!this.owns) return html`<button @click=${this.leaveContact} title="e">${icon(LogOut, 16)}<span class="word">${t('leave')}</span></button>`;
    const rare: MenuItem[] = [{ title: t('invite.menu'), detail: 'I', icon: UserRoundPlus, run: this.invite }, { title: t('later.menu'), detail: 'S', icon: CirclePause, run: this.later }];
    return html`<button class="wide" @click=${this.transfer} title="t">${icon(ArrowRightLeft, 16)}<span class="word">${t('transfer')}</span></button>
      <button class="wide" @click=${this.finish} title="e">${icon(CircleCheck, 16)}<span class="word">${t('finish')}</span></button>${menu('wide', rare)}
      ${menu('narrow', [{ title: t('transfer'), icon: ArrowRightLeft, run: this.transfer }, { title: t('finish'), icon: CircleCheck, run: () => void this.finish() }, ...rare])}`;
  }

  private statusMenu(ticket: Ticket): unknown {
    const items = statuses.value.filter((each) => each.code !== 'new').map((each) => ({ title: statusName(each.code, statuses.value), checked: each.code === ticket.status, run: () => this.change([{ type: 'status', status: each.code }]) }));
    return html`<live-menu class="wide chips" label=${t('status')} .items=${items}><button slot="button" class="quiet small" title=${t('status')}>${status(ticket.status, ticket.category, statuses.value)}</button></live-menu>`;
  }

  #thread: HTMLElement | undefined;
  #composer: HTMLElement | undefined;
  #viewing: HTMLElement | undefined;

  /** Who else looks at it. */
  private viewing(tag: string, place: string, unseen: boolean): HTMLElement {
    return Object.assign(this.#viewing ??= document.createElement(tag), { place, unseen });
  }

  private thread(tag: string): HTMLElement {
    if (!this.#thread) {
      this.#thread = document.createElement(tag);
      this.#thread.addEventListener('older', () => void this.older());
      this.#thread.addEventListener('resend', (event) => void this.resend((event as CustomEvent<Message>).detail));
    }
    return Object.assign(this.#thread, { interaction: this.interactionId, ticket: this.ticket?.id ?? '', messages: this.messages, more: this.more, party: this.about?.party });
  }

  private composer(tag: string, about: Interaction, assignment: Assignment | undefined): HTMLElement {
    if (!this.#composer) {
      this.#composer = document.createElement(tag);
      this.#composer.addEventListener('typed', () => this.live && this.signs.typing(this.interactionId));
      this.#composer.addEventListener('sent', (event) => {
        if (this.live) this.signs.give(this.interactionId, 'IDLE');
        this.known((event as CustomEvent<{ ticket: Ticket }>).detail.ticket);
        this.renewSoon();
        this.#end.go();
      });
    }
    const silent = about.closedAt ? t('silent.closed') : !assignment ? t('silent.not-mine') : assignment.role === 'CONSULT' || assignment.role === 'COACH' ? assignment.owner ? t('silent.helping', { name: nameOf(assignment.owner) || '…' }) : t('silent.helping.nobody') : !about.channel ? t('silent.no-channel') : '';
    return Object.assign(this.#composer, { interaction: this.interactionId, ticket: this.ticket, party: this.answered(about), drafted: this.#draft, silent, said: this.lastSaid, chat: about.medium === 'chat', answered: answeredBy(this.messages) });
  }

  /** What the customer wrote last. */
  private readonly lastSaid = (): string => {
    const last = this.messages.findLast((each) => each.direction === 'IN');
    return last ? noteText(last) : '';
  };

  /** The contact's party, or whom the party named to be answered. */
  private answered(about: Interaction): Interaction['party'] {
    return this.messages.findLast((each) => each.direction === 'IN' && each.from?.value === about.party?.value)?.replyTo ?? about.party;
  }

  private async write(kind?: 'reply' | 'note'): Promise<void> {
    await this.#parts;
    await this.updateComplete;
    await (this.#composer as Composer | undefined)?.write(kind);
  }

  #paging = false;

  private async older(): Promise<void> {
    const first = this.messages[0];
    if (!first || this.#paging) return;
    this.#paging = true;
    this.#end.stay();
    await perform(async () => {
      const page = await api.get<{ items: readonly Message[] }>(`/channels/interactions/${this.interactionId}/messages`, { query: { before: first.id, limit: PAGE } });
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

  private change(changes: readonly object[]): void {
    const { ticket } = this;
    if (!ticket) return;
    void perform(async () => this.known(await api.post<Ticket>(`/ticketing/tickets/${ticket.id}/changes`, { version: ticket.version, changes })), (thrown) => {
      const what = problem(thrown);
      if (what.status === 409) this.renewSoon();
      return explain(what);
    });
  }

  private finish = async (): Promise<void> => {
    const { assignment } = this;
    if (assignment) await perform(() => finish(assignment.work), (thrown) => explain(problem(thrown)));
  };

  private takeNow({ work }: Later): void {
    void perform(async () => {
      await pull(work);
      later.value = later.value?.filter((each) => each.work !== work);
    }, (thrown) => explain(forMyself(thrown)));
  }

  private readonly leaveContact = async (): Promise<void> => {
    const { assignment } = this;
    if (!assignment) return;
    await perform(async () => {
      await leaveContact(assignment.work);
      await go('/inbox');
    }, (thrown) => explain(problem(thrown)));
  };

  private readonly transfer = (): void => {
    if (this.assignment) handOn(this.assignment, this.ticket);
  };

  private readonly invite = (): void => {
    if (this.assignment) handOn(this.assignment, this.ticket, true);
  };

  private readonly later = (): void => {
    if (this.assignment) comeBack(this.assignment, this.ticket);
  };
}

define('live-conversation', Conversation);
