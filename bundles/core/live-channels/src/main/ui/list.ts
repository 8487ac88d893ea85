import { css, html, nothing, property, state, type TemplateResult } from 'lit';
import { CirclePause, Clock, Inbox, ListChecks, Mail, MessageSquare, Phone } from 'lucide';
import { type Assignment, api, base, contributions, dateTime, define, empty, explain, failed, go, icon, type IconNode, LiveElement, number, perform, problem, type Problem, type Queue, type Role, shortTime, skeleton, Soon, timeOfDay, translator, Watching, remember, here } from '@live/ui';
import { desk, forMyself, interactions, list as itemsOf, look, named, priority, pull, queues, watchQueues } from '@live/work';
import { type Later, later, renewLater } from './contact/later.ts';
import '@live/list';

const t = translator('channels');
const RENEW_AT_MOST_EVERY_MS = 1000;
/** As many may have come as have gone, which the counts do not tell. */
const FRESH_MS = 5000;
/** Of each queue: the best claims, which are the ones to take. */
const SHOWN = 200;

interface Waiting {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly priority: number;
  readonly waitingSince: string;
  readonly state: string;
  /** When it comes back, of what rests until then. */
  readonly due?: string;
  /** Of an invitation to take part in somebody's contact. */
  readonly role?: Role;
}

const TABS = ['mine', 'queue', 'later'] as const;
type Tab = (typeof TABS)[number];

/** A line of what waits: a queue, a contact, or how many more there are. */
type Row = { readonly queue: string; readonly count: number } | { readonly waiting: Waiting } | { readonly queue: string; readonly more: number };

const MEDIA: Readonly<Record<string, IconNode>> = { email: Mail, chat: MessageSquare, call: Phone };

/** What the agent has, and what waits in the queues. */
export class InboxList extends LiveElement {
  @property() selected = '';
  @state() private waiting: readonly Waiting[] | undefined;
  @state() private problem: Problem | undefined;
  @state() private slow = false;
  #known = '';
  #ends: (() => void)[] = [];
  readonly #renewal = new Soon(this, () => void this.renew(), RENEW_AT_MOST_EVERY_MS);
  #tab = '';
  /** What each queue looked like when its contacts were last fetched. */
  readonly #fetched = new Map<string, { readonly seen: string; readonly at: number; readonly waiting: readonly Waiting[] }>();
  readonly #wanted = new Set<string>();
  #rows: readonly Row[] = [];
  #rowsOf: readonly [unknown, unknown] = [undefined, undefined];

  static override styles = [base, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
    header { display: flex; align-items: center; gap: 8px; height: 56px; padding: 0 8px; border-bottom: 1px solid var(--line); }
    .tabs { flex: 1; } .tabs [role=tab] { flex: auto; min-height: 32px; }
    .rows { overflow: auto; min-height: 0; }
    a.row { display: grid; grid-template-columns: 32px 1fr; gap: 2px 12px; padding-block: 10px 11px; padding-inline: 16px 12px; color: var(--fg); border-bottom: 1px solid var(--line); border-radius: 0; position: relative; }
    a.row:hover { background: var(--hover); text-decoration: none; }
    a.row[aria-current] { background: var(--accent-soft); }
    a.row[aria-current]::before { content: ''; position: absolute; inset-block: 0; inset-inline-start: 0; width: 3px; background: var(--accent); }
    a.row:focus-visible { outline-offset: -2px; }
    live-avatar { grid-row: span 2; align-self: start; margin-top: 2px; }
    .first, .second { display: flex; align-items: baseline; gap: 8px; min-width: 0; }
    .who { flex: 1; font-weight: 550; } .unread .who { font-weight: 700; }
    .second { color: var(--muted); font-size: 13px; align-items: center; } .second .cut { flex: 1; }
    .unread .second .cut { color: var(--fg); }
    .dot { min-width: 18px; height: 18px; padding: 0 5px; border-radius: 9px; background: var(--accent); color: var(--on-accent); font: 650 11px/18px var(--family); text-align: center; }
    .medium { color: var(--muted); align-self: center; }
    lit-virtualizer > * { width: 100%; }
    .waiting { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; align-items: center; padding-block: 10px 11px; padding-inline: 16px 12px; border-bottom: 1px solid var(--line); }
    .waiting > :last-child { grid-area: 1 / 2 / span 2; } .since { display: inline-flex; gap: 4px; align-items: center; flex: none; }
    .more { padding: 12px 16px; } .due { grid-column: 2; display: flex; gap: 4px; align-items: center; }
    h3 { display: flex; justify-content: space-between; padding: 12px 16px 6px; font: 550 12px/16px var(--family); color: var(--muted); background: var(--surface); }
  `];

  constructor() {
    super();
    new Watching(this, [desk, interactions, queues, later, here, contributions.changed]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void queues.need().catch(() => undefined);
    this.#ends.push(
      watchQueues(),
      queues.watch(() => this.renewSoon()),
      desk.watch(() => this.renewSoon()),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
  }

  private get tab(): Tab {
    return TABS.find((each) => each === here.value.query.get('list')) ?? 'mine';
  }

  override willUpdate(): void {
    const ids = (desk.value?.assignments ?? []).map((each) => each.interaction);
    const key = ids.join();
    if (key !== this.#known) {
      this.#known = key;
      void look(ids).catch(() => undefined);
    }
    if (this.tab !== this.#tab) {
      this.problem = undefined;
      this.renewSoon();
    }
    this.#tab = this.tab;
  }

  /** Goes to the next or previous of one's own. */
  step(by: number): void {
    const ids = (desk.value?.assignments ?? []).map((each) => each.interaction);
    const at = ids.indexOf(this.selected);
    const next = ids[at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next) void go(`/inbox/${next}`);
  }

  override render(): unknown {
    const mine = desk.value?.assignments.length ?? 0;
    const waiting = queues.value.reduce((sum, queue) => sum + (queue.waiting ?? 0), 0);
    const tab = (id: Tab, count: number): unknown => html`<button role="tab" aria-selected=${this.tab === id} aria-controls="rows" @click=${() => remember({ list: id === 'mine' ? undefined : id })}>${t(`list.${id}`)}
      ${count ? html`<span class="count">${number(count)}</span>` : nothing}</button>`;
    return html`<header><h1 class="only-heard">${t('inbox')}</h1><div class="tabs" role="tablist" aria-label=${t('inbox')}>${tab('mine', mine)}${tab('queue', waiting)}${tab('later', 0)}</div></header>
      <div class="rows" id="rows" role="tabpanel" aria-label=${t(`list.${this.tab}`)}>${this.tab === 'mine' ? this.mine() : this.fetched(this.tab)}</div>`;
  }

  private mine(): unknown {
    const assignments = desk.value?.assignments ?? [];
    if (!assignments.length) return empty(Inbox, t('mine.empty'), t('mine.empty.text'));
    return html`<lit-virtualizer .items=${assignments} .keyFunction=${(each: Assignment) => each.work} .renderItem=${(each: Assignment) => this.own(each)}></lit-virtualizer>`;
  }

  private own(assignment: Assignment): TemplateResult {
    const about = interactions.value.get(assignment.interaction);
    const name = about?.party?.name || about?.party?.value || t('loading.name');
    const count = about?.unread ?? 0;
    const { role = 'OWNER' } = assignment;
    return html`<a class="row ${count ? 'unread' : ''}" href="/inbox/${assignment.interaction}" aria-current=${assignment.interaction === this.selected ? 'true' : nothing} data-enter-free>
      <live-avatar .name=${name} style="--size: 32px"></live-avatar>
      <span class="first"><span class="who cut">${name}</span>${role === 'OWNER' ? nothing : html`<span class="chip outline">${t(`role.${role}.chip`)}</span>`}${assignment.wrapUpUntil ? html`<span class="chip warn">${icon(Clock, 12)}<live-ticker .until=${assignment.wrapUpUntil}></live-ticker></span>`
        : html`<time class="meta" datetime=${about?.lastAt ?? assignment.since}>${shortTime(about?.lastAt ?? assignment.since)}</time>`}</span>
      <span class="second"><span class="cut">${about?.subject || about?.preview || t('subject.none')}</span>${count ? html`<span class="dot" aria-label=${t('unread', { count })}>${count}</span>` : nothing}
        <span class="medium">${icon(MEDIA[assignment.medium] ?? Mail, 14)}</span></span></a>`;
  }

  private fetched(tab: 'queue' | 'later'): unknown {
    if (this.problem) return failed(this.problem, () => this.renewSoon());
    if (!(tab === 'queue' ? this.waiting : later.value)) return this.slow ? skeleton() : nothing;
    return tab === 'queue' ? this.queue(this.waiting!) : this.aside(later.value!);
  }

  private aside(all: readonly Later[]): unknown {
    if (!all.length) return empty(CirclePause, t('later.empty'), t('later.empty.text'));
    return html`<lit-virtualizer .items=${all} .keyFunction=${(each: Later) => each.work} .renderItem=${(each: Later) => this.comesBack(each)}></lit-virtualizer>`;
  }

  private comesBack(each: Later): TemplateResult {
    const { name, subject } = this.called(each.interaction);
    return html`<a class="row" href="/inbox/${each.interaction}?list=later" aria-current=${each.interaction === this.selected ? 'true' : nothing} data-enter-free>
      <live-avatar .name=${name} style="--size: 32px"></live-avatar><span class="first"><span class="who cut">${name}</span><span class="medium">${icon(MEDIA[each.medium] ?? Mail, 14)}</span></span>
      <span class="second"><span class="cut">${subject}</span></span><span class="due meta">${icon(CirclePause, 12)}${t('later.due', { time: dateTime(each.due) })}${each.attempts ? ` · ${t('attempts', { count: each.attempts })}` : ''}</span></a>`;
  }

  private called(interaction: string): { readonly name: string; readonly subject: string } {
    const about = interactions.value.get(interaction);
    if (!about) this.want(interaction);
    return { name: about?.party?.name || about?.party?.value || t('loading.name'), subject: about?.subject || t('subject.none') };
  }

  private queue(waiting: readonly Waiting[]): unknown {
    if (!waiting.length) return empty(ListChecks, t('queue.empty'), t('queue.empty.text'));
    return html`<lit-virtualizer .items=${this.rows} .keyFunction=${keyOf} .renderItem=${(row: Row) => this.entry(row)}></lit-virtualizer>`;
  }

  /** Made anew only when there is something new: a list that stays keeps what was measured. */
  private get rows(): readonly Row[] {
    const [waiting, all] = this.#rowsOf;
    if (waiting === this.waiting && all === queues.value) return this.#rows;
    this.#rowsOf = [this.waiting, queues.value];
    this.#rows = [...new Set(this.waiting!.map((each) => each.queue))].flatMap((id) => {
      const shown = this.waiting!.filter((each) => each.queue === id);
      // What rests until a time does not wait.
      const waits = shown.filter((each) => !each.due).length;
      const count = Math.max(waits, queues.value.find((queue) => queue.id === id)?.waiting ?? 0);
      return [{ queue: id, count }, ...shown.map((waiting) => ({ waiting })), ...(count > waits ? [{ queue: id, more: count - waits }] : [])];
    });
    return this.#rows;
  }

  private entry(row: Row): TemplateResult {
    if ('waiting' in row) return this.waits(row.waiting);
    if ('more' in row) return html`<p class="meta more">${t('queue.more', { count: row.more })}</p>`;
    return html`<h3><span>${named(queues.value, row.queue)}</span><span class="number">${number(row.count)}</span></h3>`;
  }

  private waits(each: Waiting): TemplateResult {
    const { name, subject } = this.called(each.interaction);
    return html`<div class="waiting"><span class="first"><span class="who cut">${name}</span>${each.priority >= 7 ? priority(each.priority) : nothing}
        ${each.due ? html`<span class="chip since">${icon(CirclePause, 12)}${t('queue.from', { time: dueTime(each.due) })}</span>` : html`<span class="meta since">${icon(Clock, 12)}<live-ticker words .since=${each.waitingSince}></live-ticker></span>`}</span>
      <span class="second"><span class="cut">${subject}</span></span>
      ${each.state === 'OFFERED' ? html`<span class="chip outline">${t('queue.offered')}</span>` : this.takes(each, name)}</div>`;
  }

  /** Taking what rests until a time ends its rest: that is said. */
  private takes(each: Waiting, name: string): TemplateResult {
    const label = each.due ? t('take.early.of', { name, time: dueTime(each.due) }) : t('take.of', { name });
    return html`<button class="small" aria-label=${label} title=${each.due ? label : nothing} @click=${() => this.take(each)}>${t(each.due ? 'take.early' : 'take')}</button>`;
  }

  /** Of thousands that wait only those are looked at that come into view. */
  private want(interaction: string): void {
    if (this.#wanted.size === 0) queueMicrotask(() => {
      const ids = [...this.#wanted];
      this.#wanted.clear();
      void look(ids, false).catch(() => undefined);
    });
    this.#wanted.add(interaction);
  }

  private take(each: Waiting): void {
    void perform(async () => {
      await pull(each.work);
      remember({ list: undefined });
      await go(`/inbox/${each.interaction}`);
    }, (thrown) => explain(forMyself(thrown)));
  }

  private renewSoon(): void {
    if (this.tab !== 'mine') this.#renewal.wish();
  }

  private async renew(): Promise<void> {
    const timer = setTimeout(() => (this.slow = true), 200);
    const { tab } = this;
    try {
      if (tab === 'later') await renewLater();
      else if (tab === 'queue') this.waiting = await this.allWaiting();
      this.problem = undefined;
    } catch (thrown) {
      if (this.tab === tab) this.problem = problem(thrown);
    } finally {
      clearTimeout(timer);
      this.slow = false;
    }
  }

  private async allWaiting(): Promise<readonly Waiting[]> {
    await queues.need();
    return (await Promise.all(queues.value.filter((queue) => (queue.waiting ?? 0) > 0).map((queue) => this.waitingIn(queue)))).flat();
  }

  /** Only queues in which something has changed are asked again, or many queues were many requests each second. */
  private async waitingIn({ id, waiting, waitingSince, agentsReady }: Queue): Promise<readonly Waiting[]> {
    const seen = `${waiting} ${waitingSince} ${agentsReady}`;
    const known = this.#fetched.get(id);
    if (known?.seen === seen && Date.now() - known.at < FRESH_MS) return known.waiting;
    const all = itemsOf(await api.get<readonly Waiting[] | { items: readonly Waiting[] }>(`/routing/queues/${id}/waiting`, { query: { limit: SHOWN } }));
    // An invitation is no contact to take: whom it asks finds it among his offers.
    const found = all.filter((each) => !each.role);
    this.#fetched.set(id, { seen, at: Date.now(), waiting: found });
    return found;
  }
}

/** Today the time says it all. */
function dueTime(due: string): string {
  return new Date(due).toDateString() === new Date().toDateString() ? timeOfDay(due) : dateTime(due);
}

function keyOf(row: Row): string {
  return 'waiting' in row ? row.waiting.work : `${row.queue} ${'more' in row}`;
}

define('live-inbox-list', InboxList);
