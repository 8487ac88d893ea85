import { css, html, nothing, property, query, render, state } from 'lit';
import { ListFilter, Plus, Search, TicketX } from 'lucide';
import type { Grid } from '@live/vaadin';
import { api, base, commands, define, empty, exactTime, failed, go, here, icon, LiveElement, marked, may, type Page, problem, type Problem, remember, shortTime, skeleton, socket, Soon, type Ticket, translator, Watching } from '@live/ui';
import { gridStyles, nameOf, named, namesChanged, priorities, priority, queues, status, statuses, statusName } from '@live/work';
import { lastList } from './left.ts';

const t = translator('ticketing');
const PAGE = 100;
const TYPED_AFTER_MS = 250;
/** However much happens: a list is read slower than it changes. */
const RENEW_AT_MOST_EVERY_MS = 2000;
/** Rows above the one that was opened, for who comes back to it. */
const ABOVE = 6;
const FILTERS = ['q', 'status', 'category', 'queue', 'assignee', 'priority'] as const;

const NARROW = matchMedia('(max-width: 767px)');
const MEDIUM = matchMedia('(max-width: 1199px)');

/** All tickets: searched, filtered and sorted by the server, fetched page by page while one scrolls. */
export class TicketList extends LiveElement {
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private total: number | undefined;
  @state() private least = false;
  @state() private problem: Problem | undefined;
  @state() private ready = false;
  @state() private slow = false;
  @query('vaadin-grid') private grid!: Grid<Ticket>;
  #shown = '';
  #timer = 0;
  readonly #renewal = new Soon(this, () => this.grid?.clearCache(), RENEW_AT_MOST_EVERY_MS);
  #fresh = true;
  #ends: (() => void)[] = [];
  #abort = new AbortController();

  static override styles = [base, gridStyles, css`
    :host { display: grid; grid-template-rows: auto auto 1fr; height: 100%; background: var(--surface); min-width: 0; }
    header { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 8px 16px; }
    header h1 { white-space: nowrap; } .total { color: var(--muted); flex: 1; white-space: nowrap; }
    .filters { display: flex; align-items: center; gap: 8px; padding: 0 16px 12px; border-bottom: 1px solid var(--line); overflow-x: auto; }
    .search { position: relative; flex: 1 1 260px; max-width: 420px; min-width: 200px; } .search svg { position: absolute; inset-inline-start: 10px; top: 8px; color: var(--muted); } .search input { padding-inline-start: 34px; }
    .filters select { width: auto; min-width: 120px; max-width: 200px; }
    .filters select.set { border-color: var(--accent); background-color: var(--accent-soft); color: var(--accent-fg); }
    .body { position: relative; min-height: 0; display: grid; }
    .over { position: absolute; inset: 44px 0 0; background: var(--surface); display: grid; align-content: start; }
    .narrow { padding: 6px 16px; border-bottom: 1px solid var(--line); }
    @media (max-width: 767px) { .total { font-size: 12px; } .filters { padding-bottom: 8px; } .word { position: absolute; clip-path: inset(50%); width: 1px; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, queues, statuses, namesChanged]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.all([queues.need().catch(() => []), statuses.need().catch(() => [])]);
    void import('@live/vaadin').then(() => (this.ready = true));
    const group = (): string => t('tickets');
    const add = (id: string, keys: string, run: () => void): void => void this.#ends.push(commands.add({ id: `tickets.${id}`, title: () => t(`key.${id}`), group, keys, hidden: true, when: () => this.isConnected, run }));
    add('search', '[Shift]+/', () => this.renderRoot.querySelector('input')?.focus());
    add('next', 'j', () => this.step(1));
    add('previous', 'k', () => this.step(-1));
    const fit = (): void => this.fit();
    for (const width of [NARROW, MEDIUM]) {
      width.addEventListener('change', fit);
      this.#ends.push(() => width.removeEventListener('change', fit));
    }
    const soon = (): void => this.#renewal.wish();
    this.#ends.push(socket.subscribe('tickets', '', { data: soon, again: soon }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
    this.#abort.abort();
  }

  private value(name: string): string {
    return here.value.query.get(name) ?? '';
  }

  override render(): unknown {
    return html`<header><h1>${t('tickets')}</h1><span class="total number" role="status">${this.total === undefined ? '' : this.least ? t('total.least', { count: this.total }) : t('total', { count: this.total })}</span>
        ${may('ticket.write') ? html`<button class="primary" @click=${() => import('./new-ticket.ts').then((code) => code.open())}>${icon(Plus, 16)}<span class="word">${t('new')}</span></button>` : nothing}</header>
      <div class="filters"><label class="search">${icon(Search, 16)}<span class="only-heard">${t('search')}</span><input type="search" placeholder=${t('search')} .value=${this.value('q')} @input=${this.typed}></label>
        ${this.select('status', t('status.any'), statuses.value.map((each) => [each.code, statusName(each.code, statuses.value)]), [['open', t('category.open')], ['waiting', t('category.waiting')], ['solved', t('category.solved')]])}
        ${this.select('queue', t('queue.any'), queues.value.map((each) => [each.id, each.name]))}
        ${this.select('assignee', t('assignee.any'), [['me', t('assignee.me')], ['none', t('assignee.none')]])}
        ${this.select('priority', t('priority.any'), priorities.map((each) => [String(each.value), t(`priority.${each.name}`)]))}
        ${this.filtered() ? html`<button class="quiet" @click=${this.clear}>${t('clear')}</button>` : nothing}</div>
      <div class="body">${this.ready ? html`<vaadin-grid theme="row-stripes" aria-label=${t('tickets')} .pageSize=${PAGE} @active-item-changed=${this.opened} @click=${this.touched} @keydown=${this.touched}></vaadin-grid>` : nothing}${this.state_()}</div>`;
  }

  /** Filters by category are statuses too for whoever chooses; the query tells them apart. */
  private select(name: string, any: string, options: readonly (readonly [string, string])[], groups: readonly (readonly [string, string])[] = []): unknown {
    const value = name === 'status' && this.value('category') ? `category ${this.value('category')}` : this.value(name);
    return html`<select class=${value ? 'set' : ''} aria-label=${any} @change=${(event: Event) => this.filter(name, (event.target as HTMLSelectElement).value)}><option value="" ?selected=${!value}>${any}</option>
      ${groups.map(([id, title]) => html`<option value="category ${id}" ?selected=${value === `category ${id}`}>${title}</option>`)}
      ${options.map(([id, title]) => html`<option value=${id} ?selected=${value === id}>${title}</option>`)}</select>`;
  }

  private filter(name: string, value: string): void {
    if (name !== 'status') return remember({ [name]: value });
    const category = value.startsWith('category ') ? value.slice(9) : '';
    remember({ status: category ? '' : value, category });
  }

  private filtered(): boolean {
    return FILTERS.some((name) => this.value(name));
  }

  private clear = (): void => {
    remember(Object.fromEntries(FILTERS.map((name) => [name, ''])));
    this.renderRoot.querySelector('input')!.value = '';
  };

  private typed(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => remember({ q: value.trim() }), TYPED_AFTER_MS);
  }

  private state_(): unknown {
    if (this.problem) return html`<div class="over">${failed(this.problem, () => this.renew())}</div>`;
    if (this.total === 0) {
      return html`<div class="over">${this.filtered() ? empty(ListFilter, t('none.match'), '', html`<button @click=${this.clear}>${t('clear')}</button>`)
        : empty(TicketX, t('none'), t('none.text'))}</div>`;
    }
    return this.total === undefined && this.slow ? html`<div class="over">${skeleton()}</div>` : nothing;
  }

  override updated(): void {
    if (!this.ready) return;
    if (!this.grid.dataProvider || !this.grid.querySelector('vaadin-grid-column')) this.furnish();
    this.leave();
    const key = FILTERS.map((name) => this.value(name)).join('\n');
    if (key !== this.#shown) {
      const first = this.#shown === '';
      this.#shown = key;
      this.total = undefined;
      if (!first || key.trim()) this.renew();
    }
    this.grid.requestContentUpdate();
  }

  private furnish(): void {
    const column = (path: string, header: string, width: string, grow: number, draw: (ticket: Ticket) => unknown, sortable = false): void => {
      const element = document.createElement('vaadin-grid-column');
      Object.assign(element, {
        path, width, flexGrow: grow, resizable: true, hidden: this.hides(path),
        headerRenderer: (root: HTMLElement) => render(sortable ? html`<button class="sorter" ?data-end=${path === 'updatedAt'} @click=${() => this.sort(path)} aria-label=${t('sort.by', { name: t(header) })} title=${t(header)}><span class="cut">${t(header)}</span><span aria-hidden="true">${this.sorted(path)}</span></button>` : html`<span class="heading">${t(header)}</span>`, root),
        renderer: (root: HTMLElement, _column: unknown, { item }: { item: Ticket }) => render(draw(item), root),
      });
      this.grid.append(element);
    };
    column('number', 'number', '84px', 0, (ticket) => html`<a class="number" href="/tickets/${ticket.number}" tabindex="-1">#${ticket.number}</a>`, true);
    column('subject', 'subject', '128px', 4, (ticket) => html`<span class="subject"><span class="cut">${marked(ticket.subject, this.value('q'))}</span>${ticket.preview ? html`<span class="match cut">${marked(ticket.preview, this.value('q'))}</span>` : nothing}</span>`);
    column('person', 'customer', '150px', 1, (ticket) => html`<span class="cut" title=${ticket.person?.address ?? ''}>${marked(ticket.person?.name || ticket.person?.address || '', this.value('q'))}</span>`);
    column('status', 'status', '108px', 0, (ticket) => status(ticket.status, ticket.category, statuses.value));
    column('priority', 'priority', '108px', 0, (ticket) => priority(ticket.priority), true);
    column('queue', 'queue', '130px', 1, (ticket) => html`<span class="cut" title=${named(queues.value, ticket.queue)}>${named(queues.value, ticket.queue)}</span>`);
    column('assignee', 'assignee', '140px', 0, (ticket) => html`<span class="cut ${ticket.assignee ? '' : 'muted'}">${ticket.assignee ? nameOf(ticket.assignee) : '–'}</span>`);
    column('updatedAt', 'updated', '110px', 0, (ticket) => html`<time class="right" datetime=${ticket.updatedAt} title=${exactTime(ticket.updatedAt)}>${shortTime(ticket.updatedAt)}</time>`, true);
    this.grid.dataProvider = (parameters, answer) => void this.provide(parameters.page, parameters.pageSize, answer);
  }

  /** What a small window has no room for; the ticket itself shows all. */
  private hides(path: string): boolean {
    return (NARROW.matches && !['number', 'subject', 'status'].includes(path)) || (MEDIUM.matches && path === 'queue');
  }

  private fit(): void {
    for (const column of this.grid?.querySelectorAll('vaadin-grid-column') ?? []) column.hidden = this.hides(column.path ?? '');
  }

  /** Notes how the list is left: its filters, and the row that was opened. */
  private leave(): void {
    if (here.value.path !== '/tickets') return;
    const query = here.value.query.toString();
    const address = `/tickets${query ? `?${query}` : ''}`;
    if (lastList.address !== address) Object.assign(lastList, { address, row: 0 });
  }

  private touched(event: Event): void {
    const index = this.grid.getEventContext(event).index;
    if (index !== undefined) lastList.row = index;
  }

  private sort(path: string): void {
    const now = this.value('sort');
    remember({ sort: now === `-${path}` ? path : now === path ? '' : `-${path}` });
    this.renew();
  }

  private sorted(path: string): string {
    const now = this.value('sort');
    return now === path ? '↑' : now === `-${path}` ? '↓' : '';
  }

  private async provide(page: number, size: number, answer: (items: Ticket[], total?: number) => void): Promise<void> {
    const signal = this.#abort.signal;
    const timer = setTimeout(() => (this.slow = true), 200);
    try {
      const query = Object.fromEntries([...FILTERS, 'sort'].map((name) => [name, this.value(name)]));
      const found = await api.get<Page<Ticket>>('/ticketing/tickets', { query: { ...query, offset: page * size, limit: size }, signal });
      if (signal.aborted) return;
      const total = Math.max(found.total ?? 0, page * size + found.items.length + (found.next && !found.total ? 1 : 0));
      this.total = total;
      this.least = found.totalIsLowerBound ?? false;
      this.problem = undefined;
      this.grid.size = total;
      answer([...found.items], total);
      if (this.#fresh && lastList.row > ABOVE) this.grid.scrollToIndex(Math.min(total, lastList.row) - ABOVE);
      this.#fresh = false;
    } catch (thrown) {
      if (signal.aborted) return;
      this.problem = problem(thrown);
      this.grid.size = 0;
      answer([], 0);
    } finally {
      clearTimeout(timer);
      this.slow = false;
    }
  }

  private renew(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.problem = undefined;
    this.grid?.clearCache();
  }

  private opened(event: CustomEvent<{ value?: Ticket | null }>): void {
    const ticket = event.detail.value;
    if (!ticket) return;
    this.grid.activeItem = null;
    void go(`/tickets/${ticket.number}`);
  }

  private step(by: number): void {
    const root = this.grid.shadowRoot!;
    const rows = [...root.querySelectorAll<HTMLElement>('#items tr')].filter((row) => !row.hidden);
    const focused = root.activeElement?.closest('tr');
    const at = rows.findIndex((row) => row === focused);
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
    next?.querySelector('td')?.focus();
  }
}

export const tag = define('live-ticket-list', TicketList);
