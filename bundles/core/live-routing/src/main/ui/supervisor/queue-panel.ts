import { html, nothing, property, repeat, state } from 'lit';
import { Hourglass, ListChecks, PhoneForwarded, Settings2 } from 'lucide';
import { api, clock, dateTime, define, empty, Fetch, icon, may, now, number, type Queue, type Role, Soon, translator, Watching, type Page } from '@live/ui';
import { interactions, priority } from '@live/work';
import { Renewed } from '../renewed.ts';
import '../statistics/contact-intervals.ts';
import '../statistics/estimates.ts';
import { share, time } from '../statistics/figures.ts';
import { contactActs } from './acts.ts';
import { called, contactLines } from './contact.ts';
import { Panel } from './panel.ts';
import './supply.ts';
import { type Board, type Handled, type Member, partly, staff } from './staff.ts';
import { wait } from './wait.ts';
import '../why.ts';

const t = translator('routing');
/** The server gives no more at once, and nobody reads on. */
const MOST = 200;
const RENEW_AT_MOST_EVERY_MS = 1000;

interface Waiting {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly priority: number;
  readonly waitingSince: string;
  readonly state: string;
  readonly ring?: number;
  readonly nextRingAt?: string;
  /** 1 is next. */
  readonly position?: number;
  readonly estimatedWaitSeconds?: number;
  /** Four of five are answered within it. */
  readonly estimateRange?: { readonly fromSeconds: number; readonly toSeconds: number };
  /** When the queue opens, of what waits for that. */
  readonly opensAt?: string;
  /** When it goes to another queue unless it is taken. */
  readonly leavesAt?: string;
  /** When it comes back, of what rests until then. */
  readonly due?: string;
  /** How often its customer was not reached. */
  readonly attempts?: number;
  /** Of an invitation: as what it asks somebody into a contact, and into which. */
  readonly role?: Role;
  readonly contact?: string;
}

/** One queue: who waits in it, in the order of their claims, and who of it is in hand. */
export class QueuePanel extends Panel {
  @property({ attribute: false }) board: Board | undefined;
  @state() private why = '';
  readonly #fetch = new Fetch<readonly Waiting[]>(this, async (signal) => (await api.get<Page<Waiting>>(`/routing/queues/${this.board!.id}/waiting`, { query: { limit: MOST }, signal })).items);
  readonly #renewal = new Soon(this, () => void this.#fetch.run(), RENEW_AT_MOST_EVERY_MS);
  #seen = '';
  #queue = '';

  constructor() {
    super();
    new Watching(this, [staff, interactions]);
    // What changes without changing a figure is seen late: another order by age, a priority that somebody else changed.
    new Renewed(this, () => this.#renewal.wish());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#queue = '';
  }

  override willUpdate(): void {
    const { board } = this;
    if (!board) return;
    const seen = `${board.id} ${board.waiting} ${board.waitingSince} ${board.offered} ${board.assigned}`;
    if (seen === this.#seen && board.id === this.#queue) return;
    this.#seen = seen;
    if (board.id !== this.#queue) {
      this.#queue = board.id;
      void this.#fetch.run(true);
    } else {
      this.#renewal.wish();
    }
  }

  override render(): unknown {
    const { board } = this;
    if (!board) return nothing;
    const { queue } = board;
    const inHand = [...staff.value.values()].flatMap((member) => member.works.filter((work) => work.queue === queue.id).map((work) => ({ member, work })))
      .sort((a, b) => (a.work.since < b.work.since ? -1 : 1));
    return html`${this.head(html`<h2 class="grow cut" title=${queue.name}>${queue.name}</h2>`, may('queue.read') ? html`<a class="button icon quiet" href="/admin/queues/${queue.id}" aria-label=${t('panel.rules')} title=${t('panel.rules')}>${icon(Settings2, 18)}</a>` : html``)}
      <div class="scroll"><dl class="facts"><div><dt>${t('waiting')}</dt><dd>${number(board.waiting)}</dd></div><div><dt>${t('longest')}</dt><dd>${wait(queue, board.waitingSince)}</dd></div>
          <div><dt>${t('panel.target')}</dt><dd>${queue.serviceLevelSeconds ? clock(queue.serviceLevelSeconds) : '–'}</dd></div><div><dt>${t('panel.free')}</dt><dd>${number(board.agentsReady - board.agentsBusy)} / ${number(board.agentsReady + board.agentsAway)}</dd></div></dl>
        ${queue.open === undefined || !queue.hours || (queue.openUntil && Date.parse(queue.openUntil) <= now()) ? nothing : html`<p class="note meta">${t(queue.open ? 'open.now' : 'closed.now')}${queue.openUntil ? `, ${t('open.until', { time: dateTime(queue.openUntil) })}` : ''}</p>`}
        <live-supply .queue=${queue.id} .medium=${this.medium(queue)}></live-supply>
        ${this.today()}
        <h3><span>${t('panel.waiting')}</span>${board.waiting > MOST ? html`<span>${t('panel.first', { count: MOST })}</span>` : nothing}</h3>
        ${this.#fetch.show((waiting) => (waiting.length ? html`<ol>${repeat(waiting, (each) => each.work, (each, index) => this.waiting(each, index))}</ol>` : empty(ListChecks, t('panel.none'))))}
        ${inHand.length ? html`<h3><span>${t('panel.hand')}</span><span>${number(inHand.length)}</span></h3><ol>${repeat(inHand, ({ work }) => work.work, ({ member, work }) => this.held(member, work))}</ol>` : nothing}</div>
      ${this.why ? html`<live-why .work=${this.why} @closed=${() => (this.why = '')}></live-why>` : nothing}`;
  }

  /** Of a queue for every medium, that of whoever is next in it. */
  private medium(queue: Queue): string {
    return queue.medium ?? interactions.value.get(this.#fetch.value?.[0]?.interaction ?? '')?.medium ?? 'email';
  }

  private today(): unknown {
    const { today, id } = this.board!;
    if (!today) return nothing;
    const fact = (name: string, value: string): unknown => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<h3><span>${t('board.today')}</span><a href="/statistics/queue/${id}">${t('statistics.more')}</a></h3><dl class="facts">${fact(t('statistics.offered'), number(today.offered))}${fact(t('statistics.answered'), number(today.answered))}${fact(t('statistics.abandoned'), number(today.abandoned))}${fact(t('statistics.level'), share(today.serviceLevel))}</dl>
      <live-estimates class="note" queue=${id}></live-estimates><live-contact-intervals class="note" brief queue=${id}></live-contact-intervals>`;
  }

  private waiting(each: Waiting, index: number): unknown {
    const { queue } = this.board!;
    return html`<li><span class="place">${each.position ?? index + 1}</span><span class="texts">${contactLines(each.interaction)}</span><span class="right">${wait(queue, each.waitingSince)}</span>
      ${this.menu(t('act.of', { name: called(each.interaction).name }), contactActs({ ...each, inHand: false, invited: partly(each) }, () => (this.why = each.work), () => this.#renewal.wish()))}
      <span class="chips">${partly(each) ? html`<span class="chip outline">${t(`part.${each.role!}`)}</span>` : nothing}${each.priority >= 7 || each.priority < 4 ? priority(each.priority) : nothing}${(each.ring ?? 1) > 1 ? html`<span class="chip outline">${icon(PhoneForwarded, 12)}${t('ring.at', { number: each.ring! })}</span>` : nothing}
        ${each.nextRingAt ? html`<span class="chip outline">${t('ring.next', { number: (each.ring ?? 1) + 1 })} <live-ticker .until=${each.nextRingAt}></live-ticker></span>` : nothing}
        ${each.estimatedWaitSeconds === undefined ? nothing : html`<span class="chip outline" title=${each.estimateRange ? t('estimate.range', { from: time(each.estimateRange.fromSeconds), to: time(each.estimateRange.toSeconds) }) : nothing}>${icon(Hourglass, 12)}${t('estimate', { time: time(each.estimatedWaitSeconds) })}</span>`}
        ${each.opensAt ? html`<span class="chip">${t('opens', { time: dateTime(each.opensAt) })}</span>` : nothing}
        ${each.due ? html`<span class="chip">${t('aside.due', { time: dateTime(each.due) })}</span>` : nothing}${each.attempts ? html`<span class="chip outline">${t('aside.attempts', { count: each.attempts })}</span>` : nothing}
        ${each.leavesAt ? html`<span class="chip outline">${t('leaves')} <live-ticker .until=${each.leavesAt}></live-ticker></span>` : nothing}
        ${each.state === 'WAITING' ? nothing : html`<span class="chip">${t(`phase.${each.state}`)}</span>`}</span></li>`;
  }

  private held(member: Member, work: Handled): unknown {
    return html`<li><live-avatar class="place" .name=${member.name} style="--size: 24px"></live-avatar><span class="texts">${contactLines(work.interaction)}</span><span class="right"><live-ticker class="meta" .since=${work.since}></live-ticker></span>
      ${this.menu(t('act.of', { name: called(work.interaction).name }), contactActs({ ...work, holder: member, inHand: work.state !== 'OFFERED', invited: partly(work) }, () => (this.why = work.work), () => this.#renewal.wish()))}
      <span class="chips">${partly(work) ? html`<span class="chip outline">${t(`part.${work.role!}`)}</span>` : nothing}<span class="chip ${work.state === 'WRAPPING' ? 'warn' : work.state === 'OFFERED' ? 'accent' : 'outline'}">${t(`phase.${work.state}`)}</span><span class="meta">${member.name}</span></span></li>`;
  }
}

define('live-queue-panel', QueuePanel);
