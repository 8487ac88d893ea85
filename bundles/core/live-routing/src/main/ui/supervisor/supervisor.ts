import { css, html, nothing, property, state } from 'lit';
import { CirclePause, CloudOff, Search } from 'lucide';
import { base, define, go, here, icon, LiveElement, now, number, type Problem, problem, failed, remember, skeleton, socket, timeOfDay, translator, Watching } from '@live/ui';
import { counts, queues, teams } from '@live/work';
import { learnReasons } from './acts.ts';
import './agent-panel.ts';
import './agents-board.ts';
import { looks } from './looks.ts';
import './queue-panel.ts';
import './queues-board.ts';
import { type Board, doing, DOING, type Doing, type Member, staff, standing } from './staff.ts';
import { wait } from './wait.ts';

const t = translator('routing');
const TYPED_AFTER_MS = 150;
/** A line that breaks for a moment is nobody's business. */
const STALE_AFTER_MS = 2000;
const NARROW = matchMedia('(max-width: 1199px)');

/** Queues and agents as they are now, and what a supervisor does about them. */
export class Supervisor extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private problem: Problem | undefined;
  @state() private slow = false;
  /** Since when nothing is heard, if that is too long. */
  @state() private staleSince = 0;
  @state() private narrow = NARROW.matches;
  #ends: (() => void)[] = [];
  #timer = 0;
  #lost = 0;
  #opener: HTMLElement | undefined;

  static override styles = [base, looks, css`
    :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr); height: 100%; min-width: 0; position: relative; background: var(--surface); }
    header { display: flex; align-items: center; gap: 8px 24px; padding: 8px 16px; min-height: 64px; flex-wrap: wrap; border-bottom: 1px solid var(--line); }
    dl.sum { display: flex; gap: 8px 32px; margin: 0; margin-inline-start: auto; flex-wrap: wrap; } .sum div { min-width: 64px; } .sum dt { color: var(--muted); font-size: 12px; line-height: 16px; white-space: nowrap; }
    .sum dd { margin: 0; font: 650 20px/26px var(--family); font-variant-numeric: tabular-nums; } .sum .bad { color: var(--bad-fg); } .sum .wait { font-weight: 650; }
    .told { grid-row: 2; } .told .banner { border-radius: 0; }
    .boards { grid-row: 3; display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1.15fr); min-height: 0; min-width: 0; }
    .part { display: grid; grid-row: 1 / 3; grid-template-rows: subgrid; min-width: 0; min-height: 0; } .part + .part { border-inline-start: 1px solid var(--line); }
    .bar { display: flex; align-items: center; gap: 8px; padding: 8px 16px; min-height: 48px; min-width: 0; } .bar h2 { margin-inline-end: auto; white-space: nowrap; } .bar h2 .count { color: var(--muted); margin-inline-start: 4px; }
    .search { position: relative; flex: 0 1 180px; min-width: 96px; } .search svg { position: absolute; inset-inline-start: 9px; top: 8px; color: var(--muted); } .search input { padding-inline-start: 30px; }
    .bar select { width: auto; flex: 0 1 150px; min-width: 84px; } .bar select.set { border-color: var(--accent); background-color: var(--accent-soft); color: var(--accent-fg); }
    .board { border-top: 1px solid var(--line); min-height: 0; } .stale .board { opacity: .6; }
    .tabs { padding: 6px 12px; border-bottom: 1px solid var(--line); grid-column: 1 / -1; }
    aside { position: absolute; inset-block: 64px 0; inset-inline-end: 0; width: min(460px, 100%); border-inline-start: 1px solid var(--line); box-shadow: var(--shadow); z-index: 2; display: grid; min-height: 0; background: var(--surface); }
    @media (min-width: 1600px) { :host([beside]) .boards { margin-inline-end: 460px; } aside { box-shadow: none; } }
    :host([narrow]) .boards { grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); } :host([narrow]) .part { grid-row: 2 / 4; } :host([narrow]) .part + .part { border: 0; }
    @media (max-width: 767px) { header { gap: 4px 16px; padding: 8px 12px; } dl.sum { margin: 0; gap: 4px 16px; } .sum div { min-width: 0; } .sum dd { font-size: 16px; line-height: 22px; } .bar { padding: 8px 12px; } .bar h2 { display: none; } .search { flex: 1 1 120px; } aside { inset: 0; width: auto; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, queues, teams, counts, counts.state, staff, staff.state]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ends.push(counts.follow(), staff.follow(), socket.line.watch(() => this.listen()));
    const fit = (): void => void (this.narrow = NARROW.matches);
    NARROW.addEventListener('change', fit);
    addEventListener('keydown', this.keyed);
    this.#ends.push(() => NARROW.removeEventListener('change', fit), () => removeEventListener('keydown', this.keyed), () => clearTimeout(this.#lost));
    const slow = setTimeout(() => (this.slow = true), 200);
    this.#ends.push(() => clearTimeout(slow));
    this.listen();
    this.fetch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
  }

  private fetch(): void {
    this.problem = undefined;
    queues.renew().catch((thrown) => (this.problem = problem(thrown)));
    void teams.need().catch(() => undefined);
    void learnReasons().catch(() => undefined);
  }

  private listen(): void {
    clearTimeout(this.#lost);
    if (socket.line.value === 'open') this.staleSince = 0;
    else if (!this.staleSince) {
      const since = now();
      this.#lost = setTimeout(() => (this.staleSince = since), STALE_AFTER_MS);
    }
  }

  override willUpdate(): void {
    this.toggleAttribute('narrow', this.narrow);
    this.toggleAttribute('beside', !!this.opened.queue || !!this.opened.agent);
    // A queue that was added since is not known by name yet.
    if (queues.value.length && [...counts.value.keys()].some((id) => !queues.value.some((queue) => queue.id === id)) && !this.#renewing) {
      this.#renewing = true;
      void queues.renew().catch(() => undefined).finally(() => setTimeout(() => (this.#renewing = false), STALE_AFTER_MS));
    }
  }

  #renewing = false;

  private get boards(): readonly Board[] {
    return queues.value.flatMap((queue) => {
      const count = counts.value.get(queue.id);
      return count && (queue.active || count.waiting + count.offered + count.assigned + count.wrappingUp > 0) ? [{ ...count, queue }] : [];
    });
  }

  override render(): unknown {
    const boards = this.boards;
    const members = [...staff.value.values()];
    const stale = this.staleSince > 0 || staff.state.value === 'away' || counts.state.value === 'away';
    return html`<header><h1>${t('supervisor')}</h1><a class="button quiet" href="/put-aside">${icon(CirclePause, 16)}${t('aside')}</a>${this.sum(boards, members)}</header>
      <div class="told" role="status">${this.told()}</div>
      ${this.problem && !queues.value.length ? failed(this.problem, () => this.fetch()) : this.waitsForNews ? (this.slow ? skeleton() : html`<div></div>`) : html`<div class="boards ${stale ? 'stale' : ''}">${this.narrow ? this.tabs(boards, members) : nothing}
        ${this.narrow && this.tab !== 'queues' ? nothing : this.queues(boards)}${this.narrow && this.tab !== 'agents' ? nothing : this.agents(members)}</div>`}
      ${this.beside(boards)}`;
  }

  /** Whether there is nothing to show yet; what was shown stays when the line breaks. */
  private get waitsForNews(): boolean {
    const first = (state: string, size: number): boolean => state === 'waiting' && size === 0;
    return first(counts.state.value, counts.value.size) || first(staff.state.value, staff.value.size) || (!queues.value.length && counts.value.size > 0);
  }

  private told(): unknown {
    if (this.staleSince) return html`<div class="banner warn">${icon(CloudOff, 16)}<span>${t('board.stale', { time: timeOfDay(new Date(this.staleSince)) })}</span></div>`;
    if (staff.state.value === 'away' || counts.state.value === 'away') return html`<div class="banner warn">${icon(CloudOff, 16)}<span>${t('board.stopped')}</span></div>`;
    return nothing;
  }

  private sum(boards: readonly Board[], members: readonly Member[]): unknown {
    const waiting = boards.reduce((sum, each) => sum + each.waiting, 0);
    const longest = boards.filter((each) => each.waitingSince).sort((a, b) => (a.waitingSince! < b.waitingSince! ? -1 : 1))[0];
    const over = boards.filter((each) => standing(each.queue, each.waitingSince) === 'over').length;
    const count = (...states: Doing[]): string => number(members.filter((member) => states.includes(doing(member))).length);
    const fact = (name: string, value: unknown, tone = ''): unknown => html`<div><dt>${t(name)}</dt><dd class=${tone}>${value}</dd></div>`;
    return html`<dl class="sum">${fact('waiting', number(waiting))}${fact('longest', longest ? html`<span>${wait(longest.queue, longest.waitingSince)}</span>` : '–')}${fact('sum.over', number(over), over ? 'bad' : '')}
      ${fact('board.free', count('READY'))}${fact('board.busy', count('BUSY', 'OFFERED', 'WRAPPING'))}${fact('board.away', count('NOT_READY', 'UNREACHABLE'))}</dl>`;
  }

  private get tab(): 'queues' | 'agents' {
    return here.value.query.get('show') === 'agents' ? 'agents' : 'queues';
  }

  private tabs(boards: readonly Board[], members: readonly Member[]): unknown {
    const tab = (id: 'queues' | 'agents', count: number): unknown => html`<button role="tab" aria-selected=${this.tab === id} aria-controls="part" @click=${() => remember({ show: id === 'queues' ? undefined : id })}>${t(id)} <span class="count">${number(count)}</span></button>`;
    return html`<div class="tabs" role="tablist" aria-label=${t('supervisor')}>${tab('queues', boards.length)}${tab('agents', members.length)}</div>`;
  }

  private queues(boards: readonly Board[]): unknown {
    const text = this.value('queue').toLowerCase();
    const rows = text ? boards.filter((each) => each.queue.name.toLowerCase().includes(text)) : boards;
    return html`<section class="part" id="part" role=${this.narrow ? 'tabpanel' : nothing} aria-label=${t('queues')}><div class="bar"><h2>${t('queues')}<span class="count number">${number(rows.length)}</span></h2>${this.search('queue', t('queues.search'))}</div>
      <live-queues-board class="board" .rows=${rows} .selected=${this.opened.queue ?? ''} @opened=${(event: CustomEvent<string>) => this.open('queue', event.detail, event)}></live-queues-board></section>`;
  }

  private agents(members: readonly Member[]): unknown {
    const text = this.value('agent').toLowerCase();
    const state = this.value('state');
    const team = this.value('team');
    const rows = members.filter((each) => (!text || each.name.toLowerCase().includes(text)) && (!state || doing(each) === state) && (!team || each.teams.includes(team)));
    const select = (name: string, any: string, options: readonly (readonly [string, string])[]): unknown => html`<select class=${this.value(name) ? 'set' : ''} aria-label=${any} @change=${(event: Event) => remember({ [name]: (event.target as HTMLSelectElement).value })}><option value="" ?selected=${!this.value(name)}>${any}</option>
      ${options.map(([id, title]) => html`<option value=${id} ?selected=${this.value(name) === id}>${title}</option>`)}</select>`;
    return html`<section class="part" id="part" role=${this.narrow ? 'tabpanel' : nothing} aria-label=${t('agents')}><div class="bar"><h2>${t('agents')}<span class="count number">${number(rows.length)}</span></h2>${this.search('agent', t('board.search'))}
        ${select('state', t('board.state.any'), DOING.map((each) => [each, t(`doing.${each}`)]))}${teams.value.length ? select('team', t('board.team.any'), teams.value.map((each) => [each.id, each.name])) : nothing}</div>
      <live-agents-board class="board" .rows=${rows} ?filtered=${rows.length < members.length} .selected=${this.opened.agent ?? ''} @unfilter=${this.unfilter} @opened=${(event: CustomEvent<string>) => this.open('agent', event.detail, event)}></live-agents-board></section>`;
  }

  private search(name: string, label: string): unknown {
    return html`<label class="search">${icon(Search, 16)}<span class="only-heard">${label}</span><input type="search" placeholder=${label} .value=${this.value(name)} @input=${(event: Event) => {
      const { value } = event.target as HTMLInputElement;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => remember({ [name]: value.trim() }), TYPED_AFTER_MS);
    }}></label>`;
  }

  private unfilter = (): void => remember({ agent: undefined, state: undefined, team: undefined });

  private value(name: string): string {
    return here.value.query.get(name) ?? '';
  }

  /** What the address names is what stands beside. */
  private get opened(): { readonly queue?: string; readonly agent?: string } {
    const [kind, id] = (this.parameters['rest'] ?? '').split('/');
    return kind === 'queue' ? { queue: id! } : kind === 'agent' ? { agent: id! } : {};
  }

  private open(kind: 'queue' | 'agent', id: string, event: Event): void {
    this.#opener = event.target as HTMLElement;
    void go(`/supervisor/${kind}/${id}${this.search_}`);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('aside')?.focus());
  }

  private get search_(): string {
    return here.value.query.size ? `?${here.value.query}` : '';
  }

  private close = (): void => {
    void go(`/supervisor${this.search_}`);
    this.#opener?.focus();
  };

  private keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || (!this.opened.queue && !this.opened.agent)) return;
    // Esc first closes what lies above: a menu, a dialog.
    if (event.composedPath().some((each) => each instanceof HTMLElement && (each.matches('dialog[open], input, select') || each.matches(':popover-open')))) return;
    this.close();
  };

  private beside(boards: readonly Board[]): unknown {
    const { queue, agent } = this.opened;
    const board = boards.find((each) => each.id === queue);
    const member = staff.value.get(agent ?? '');
    if (!board && !member) return nothing;
    return html`<aside tabindex="-1" aria-label=${board?.queue.name ?? member?.name ?? ''} @closed=${this.close}>${board ? html`<live-queue-panel .board=${board}></live-queue-panel>` : html`<live-agent-panel .member=${member}></live-agent-panel>`}</aside>`;
  }
}

export const tag = define('live-supervisor', Supervisor);
