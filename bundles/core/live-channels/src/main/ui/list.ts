import { css, html, nothing, property, repeat, state } from 'lit';
import { Clock, Inbox, ListChecks, Mail, MessageSquare, Phone } from 'lucide';
import { api, base, contributions, define, empty, explain, failed, go, icon, type IconNode, LiveElement, perform, problem, type Problem, shortTime, skeleton, socket, translator, Watching, remember, here } from '@live/ui';
import { desk, interactions, list as itemsOf, look, named, priority, pull, queues } from '@live/work';

const t = translator('channels');
const RENEW_AT_MOST_EVERY_MS = 1000;

interface Waiting {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly priority: number;
  readonly waitingSince: string;
  readonly state: string;
}

const MEDIA: Readonly<Record<string, IconNode>> = { email: Mail, chat: MessageSquare, call: Phone };

/** What the agent has, and what waits in the queues. */
export class InboxList extends LiveElement {
  @property() selected = '';
  @state() private waiting: readonly Waiting[] | undefined;
  @state() private problem: Problem | undefined;
  @state() private slow = false;
  #known = '';
  #ends: (() => void)[] = [];
  #renewal = 0;
  #renewed = 0;

  static override styles = [base, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
    header .tabs [role=tab] { padding: 0 8px; }
    header { display: flex; align-items: center; justify-content: space-between; gap: 8px; height: 56px; padding: 0 12px 0 16px; border-bottom: 1px solid var(--line); }
    .rows { overflow: auto; min-height: 0; }
    a.row { display: grid; grid-template-columns: 32px 1fr; gap: 2px 12px; padding: 10px 12px 11px 16px; color: var(--fg); border-bottom: 1px solid var(--line); border-radius: 0; position: relative; }
    a.row:hover { background: var(--hover); text-decoration: none; }
    a.row[aria-current] { background: var(--accent-soft); }
    a.row[aria-current]::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 3px; background: var(--accent); }
    a.row:focus-visible { outline-offset: -2px; }
    live-avatar { grid-row: span 2; align-self: start; margin-top: 2px; }
    .first, .second { display: flex; align-items: baseline; gap: 8px; min-width: 0; }
    .who { flex: 1; font-weight: 550; } .unread .who { font-weight: 700; }
    .second { color: var(--muted); font-size: 13px; align-items: center; } .second .cut { flex: 1; }
    .unread .second .cut { color: var(--fg); }
    .dot { min-width: 18px; height: 18px; padding: 0 5px; border-radius: 9px; background: var(--accent); color: var(--on-accent); font: 650 11px/18px var(--family); text-align: center; }
    .medium { color: var(--muted); align-self: center; }
    .waiting { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; align-items: center; padding: 10px 12px 11px 16px; border-bottom: 1px solid var(--line); }
    .waiting .meta { grid-column: 1; display: flex; gap: 6px; align-items: center; } .waiting button { grid-row: 1 / span 2; grid-column: 2; }
    h3 { display: flex; justify-content: space-between; padding: 12px 16px 6px; font: 550 12px/16px var(--family); color: var(--muted); background: var(--surface); position: sticky; top: 0; }
  `];

  constructor() {
    super();
    new Watching(this, [desk, interactions, queues, here, contributions.changed]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void queues.need().catch(() => undefined);
    this.#ends.push(
      socket.subscribe('queues', '', { data: () => this.renewSoon(), again: () => this.renewSoon() }),
      desk.watch(() => this.renewSoon()),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
    clearTimeout(this.#renewal);
  }

  private get tab(): 'mine' | 'queue' {
    return here.value.query.get('list') === 'queue' ? 'queue' : 'mine';
  }

  override willUpdate(): void {
    const ids = (desk.value?.assignments ?? []).map((each) => each.interaction);
    const key = ids.join();
    if (key !== this.#known) {
      this.#known = key;
      void look(ids).catch(() => undefined);
    }
    if (this.tab === 'queue' && !this.waiting && !this.problem && !this.#renewed) this.renewSoon();
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
    const tab = (id: 'mine' | 'queue', count: number): unknown => html`<button role="tab" aria-selected=${this.tab === id} aria-controls="rows" @click=${() => remember({ list: id === 'mine' ? undefined : id })}>${t(`list.${id}`)}
      <span class="count">${count || ''}</span></button>`;
    return html`<header><h1>${t('inbox')}</h1><div class="tabs" role="tablist" aria-label=${t('inbox')}>${tab('mine', mine)}${tab('queue', this.waiting && this.tab === 'queue' ? this.waiting.length : waiting)}</div></header>
      <div class="rows" id="rows" role="tabpanel" aria-label=${t(`list.${this.tab}`)}>${this.tab === 'mine' ? this.mine() : this.queue()}</div>`;
  }

  private mine(): unknown {
    const assignments = desk.value?.assignments ?? [];
    if (!assignments.length) return empty(Inbox, t('mine.empty'), t('mine.empty.text'));
    return repeat(assignments, (each) => each.work, (assignment) => {
      const about = interactions.value.get(assignment.interaction);
      const name = about?.party?.name || about?.party?.value || t('loading.name');
      const count = about?.unread ?? 0;
      return html`<a class="row ${count ? 'unread' : ''}" href="/inbox/${assignment.interaction}" aria-current=${assignment.interaction === this.selected ? 'true' : nothing} data-enter-free>
        <live-avatar .name=${name} style="--size: 32px"></live-avatar>
        <span class="first"><span class="who cut">${name}</span>${assignment.wrapUpUntil ? html`<span class="chip warn">${icon(Clock, 12)}<live-ticker .until=${assignment.wrapUpUntil}></live-ticker></span>`
          : html`<time class="meta" datetime=${about?.lastAt ?? assignment.since}>${shortTime(about?.lastAt ?? assignment.since)}</time>`}</span>
        <span class="second"><span class="cut">${about?.subject || about?.preview || ''}</span>${count ? html`<span class="dot" aria-label=${t('unread', { count })}>${count}</span>` : nothing}
          <span class="medium">${icon(MEDIA[assignment.medium] ?? Mail, 14)}</span></span></a>`;
    });
  }

  private queue(): unknown {
    if (this.problem) return failed(this.problem, () => this.renewSoon());
    if (!this.waiting) return this.slow ? skeleton() : nothing;
    if (!this.waiting.length) return empty(ListChecks, t('queue.empty'), t('queue.empty.text'));
    const ids = [...new Set(this.waiting.map((each) => each.queue))];
    return ids.map((id) => {
      const rows = this.waiting!.filter((each) => each.queue === id);
      return html`<section><h3><span>${named(queues.value, id)}</span><span class="number">${rows.length}</span></h3>${repeat(rows, (each) => each.work, (each) => this.waits(each))}</section>`;
    });
  }

  private waits(each: Waiting): unknown {
    const about = interactions.value.get(each.interaction);
    return html`<div class="waiting"><span class="cut"><span class="strong">${about?.party?.name || about?.party?.value || t('loading.name')}</span> <span class="muted">${about?.subject ?? ''}</span></span>
      <span class="meta">${icon(Clock, 12)}<live-ticker words .since=${each.waitingSince}></live-ticker>${each.priority >= 7 ? priority(each.priority) : nothing}${each.state === 'OFFERED' ? html`<span class="chip outline">${t('queue.offered')}</span>` : nothing}</span>
      <button class="small" @click=${() => this.take(each)}>${t('take')}</button></div>`;
  }

  private take(each: Waiting): void {
    void perform(async () => {
      await pull(each.work);
      remember({ list: undefined });
      await go(`/inbox/${each.interaction}`);
    }, (thrown) => explain(problem(thrown)));
  }

  private renewSoon(): void {
    clearTimeout(this.#renewal);
    const pause = Math.max(0, this.#renewed + RENEW_AT_MOST_EVERY_MS - Date.now());
    this.#renewal = setTimeout(() => void this.renew(), pause);
  }

  private async renew(): Promise<void> {
    this.#renewed = Date.now();
    const timer = setTimeout(() => (this.slow = true), 200);
    try {
      const all = await queues.renew();
      if (this.tab !== 'queue') return;
      const lists = await Promise.all(all.filter((queue) => (queue.waiting ?? 0) > 0)
        .map(async (queue) => itemsOf(await api.get<readonly Waiting[] | { items: readonly Waiting[] }>(`/routing/queues/${queue.id}/waiting`))));
      this.waiting = lists.flat();
      this.problem = undefined;
      await look(this.waiting.map((each) => each.interaction), false);
    } catch (thrown) {
      if (this.tab === 'queue') this.problem = problem(thrown);
    } finally {
      clearTimeout(timer);
      this.slow = false;
    }
  }
}

define('live-inbox-list', InboxList);
