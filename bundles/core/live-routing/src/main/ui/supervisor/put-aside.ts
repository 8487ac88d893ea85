import { css, html, nothing, property, state } from 'lit';
import { CirclePause, Ellipsis, Play } from 'lucide';
import { api, base, dateTime, define, empty, explain, Fetch, here, icon, LiveElement, type MenuItem, now, number, type Page, perform, type Problem, problem, failedLine, remember, toast, translator, Watching } from '@live/ui';
import { interactions, named, nameOf, namesChanged, queues } from '@live/work';
import { mediumName } from '../media.ts';
import { Renewed } from '../renewed.ts';
import { contactActs } from './acts.ts';
import { called, contactLines } from './contact.ts';
import '../why.ts';

const t = translator('routing');
const PAGE = 50;

/** A contact that rests until a time. */
interface Aside {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly medium: string;
  readonly due: string;
  readonly attempts: number;
  /** Who is asked first then; nobody else, if `alone`. */
  readonly agent?: string;
  readonly alone: boolean;
}

/** Callbacks, and what agents have put aside: when it comes back, and to whom. */
export class PutAside extends LiveElement {
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private items: readonly Aside[] = [];
  @state() private next: string | undefined;
  @state() private total = 0;
  @state() private why = '';
  @state() private problem: Problem | undefined;
  /** More of it is on its way. */
  @state() private paging = false;
  #asked: string | undefined;
  readonly #fetch = new Fetch<true>(this, (signal) => this.begin(signal));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; } header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header > div { flex: 1; min-width: 240px; } header select { width: auto; max-width: 260px; }
    .card { overflow: auto; } td.right { font-variant-numeric: tabular-nums; white-space: nowrap; } .texts { display: grid; min-width: 140px; max-width: 320px; } .texts .what { color: var(--muted); font-size: 13px; } .when { white-space: nowrap; } td.acts { width: 44px; }
    .more { display: grid; justify-content: center; padding: 8px; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } .when { white-space: normal; } .texts { min-width: 0; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, queues, interactions, namesChanged]);
    // One that was paged further is not torn from under the reader.
    new Renewed(this, () => void this.#fetch.run(), () => this.items.length <= PAGE && !this.paging);
    void queues.need().catch(() => undefined);
  }

  private get queue(): string | undefined {
    return here.value.query.get('queue') ?? undefined;
  }

  override willUpdate(): void {
    const asked = this.queue ?? '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.items = [];
    this.next = undefined;
    this.problem = undefined;
    void this.#fetch.run(true);
  }

  private page(cursor?: string, signal?: AbortSignal): Promise<Page<Aside>> {
    return api.get<Page<Aside>>('/routing/callbacks', { query: { queue: this.queue, limit: PAGE, cursor }, ...(signal ? { signal } : {}) });
  }

  private async begin(signal: AbortSignal): Promise<true> {
    const before = this.items;
    const page = await this.page(undefined, signal);
    // What has changed here meanwhile is newer than the answer.
    if (signal.aborted || this.items !== before) return true;
    this.items = [];
    this.add(page);
    return true;
  }

  private add({ items, next, total }: Page<Aside>): void {
    this.items = [...this.items, ...items];
    this.next = next;
    this.total = total ?? this.items.length;
    this.problem = undefined;
  }

  private readonly more = async (): Promise<void> => {
    const { queue, next } = this;
    if (!next || this.paging) return;
    // Of another queue by now, or begun anew: what comes does not go on with what is there.
    const passed = (): boolean => queue !== this.queue || next !== this.next;
    this.paging = true;
    try {
      const page = await this.page(next);
      if (!passed()) this.add(page);
    } catch (thrown) {
      if (!passed()) this.problem = problem(thrown);
    } finally {
      this.paging = false;
    }
  };

  override render(): unknown {
    return html`<header><div><h1>${t('aside')}${this.total ? html` <span class="muted number">${number(this.total)}</span>` : nothing}</h1><p class="muted">${t('aside.text')}</p></div>
        <select aria-label=${t('queue')} @change=${(event: Event) => remember({ queue: (event.target as HTMLSelectElement).value || undefined })}><option value="" ?selected=${!this.queue}>${t('aside.queue.any')}</option>${queues.value.map((each) => html`<option value=${each.id} ?selected=${each.id === this.queue}>${each.name}</option>`)}</select></header>
      ${failedLine(this.problem)}
      ${this.#fetch.show(() => html`<div class="card">${this.items.length ? this.table() : empty(CirclePause, t('aside.none'), t('aside.none.text'))}</div>
        ${this.next ? html`<div class="more"><button ?disabled=${this.paging} @click=${this.more}>${t('more')}</button></div>` : nothing}`)}
      ${this.why ? html`<live-why .work=${this.why} @closed=${() => (this.why = '')}></live-why>` : nothing}`;
  }

  private table(): unknown {
    return html`<table><thead><tr><th>${t('contact')}</th><th>${t('aside.when')}</th><th class="optional">${t('queue')}</th><th class="optional">${t('aside.whose')}</th><th class="right optional">${t('aside.tried')}</th><td></td></tr></thead>
      <tbody>${this.items.map((each) => html`<tr><td><div class="texts">${contactLines(each.interaction)}</div></td><td class="when number">${Date.parse(each.due) <= now() ? html`<span class="chip warn">${t('aside.now')}</span>` : dateTime(each.due)}</td><td class="optional">${named(queues.value, each.queue)} <span class="meta">${mediumName(each.medium)}</span></td>
        <td class="optional">${each.agent ? html`${nameOf(each.agent)} ${each.alone ? html`<span class="chip outline">${t('aside.alone')}</span>` : nothing}` : html`<span class="muted">${t('aside.anybody')}</span>`}</td><td class="right optional">${number(each.attempts)}</td><td class="acts">${this.menu(each)}</td></tr>`)}</tbody></table>`;
  }

  private menu(each: Aside): unknown {
    const label = t('act.of', { name: called(each.interaction).name });
    const back: MenuItem = { title: t('aside.back'), icon: Play, run: () => this.bringBack(each) };
    return html`<live-menu label=${label} .items=${[back, ...contactActs({ ...each, inHand: false }, () => (this.why = each.work), () => void this.#fetch.run())]}><button slot="button" class="icon quiet small" aria-label=${label} title=${t('actions')}>${icon(Ellipsis, 16)}</button></live-menu>`;
  }

  private bringBack(each: Aside): void {
    void perform(async () => {
      await api.post(`/routing/work/${each.work}/postpone`, {});
      toast(t('aside.back.done', { contact: called(each.interaction).name }), 'ok');
      this.gone(each);
    }, (thrown) => explain(problem(thrown)));
  }

  /** It is not fetched again for that: whoever has paged further stays where he is. */
  private gone({ work }: Aside): void {
    if (!this.items.some((each) => each.work === work)) return;
    this.items = this.items.filter((each) => each.work !== work);
    this.total--;
    if (!this.items.length && this.next) void this.#fetch.run(true);
  }
}

export const tag = define('live-put-aside', PutAside);
