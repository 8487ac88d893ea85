import { css, html, nothing, property, state } from 'lit';
import { Headset, Search } from 'lucide';
import { api, base, define, empty, explain, Fetch, go, here, icon, LiveElement, type Page, perform, problem, remember, translator, Watching } from '@live/ui';
import './agent-editor.ts';
import { mediumName } from './media.ts';

const t = translator('routing');
const TYPED_AFTER_MS = 250;

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

interface AgentState {
  readonly agent: string;
  readonly state: 'READY' | 'NOT_READY' | 'SIGNED_OUT';
  readonly reason: string;
  readonly reachable: boolean;
  readonly capacity: Readonly<Record<string, { readonly used: number; readonly limit: number }>>;
}

interface Row extends Person {
  readonly state: AgentState;
}

/** Who takes work, how he is, and how much of each medium he handles at once. */
export class Agents extends LiveElement {
  @property() rest = '';
  @state() private items: readonly Row[] = [];
  @state() private next: string | undefined;
  #timer = 0;
  #asked = '\n';
  readonly #fetch = new Fetch<readonly Row[]>(this, async (signal) => (this.items = await this.rows(undefined, signal)));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .search { position: relative; width: 260px; } .search svg { position: absolute; inset-inline-start: 10px; top: 8px; color: var(--muted); } .search input { padding-inline-start: 34px; }
    .card { overflow: auto; } .who { display: flex; align-items: center; gap: 12px; } .more { display: grid; justify-content: center; padding: 12px; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } .search { width: 100%; } }
  `];

  constructor() {
    super();
    new Watching(this, [here]);
  }

  private get q(): string {
    return here.value.query.get('q') ?? '';
  }

  override willUpdate(): void {
    if (this.q === this.#asked) return;
    this.#asked = this.q;
    void this.#fetch.run();
  }

  override render(): unknown {
    const edited = this.items.find((each) => each.id === this.rest);
    return html`<header><div><h1>${t('agents')}</h1><p class="muted">${t('agents.text')}</p></div><label class="search">${icon(Search, 16)}<span class="only-heard">${t('agents.search')}</span><input type="search" placeholder=${t('agents.search')} .value=${this.q} @input=${this.typed}></label></header>
      ${this.#fetch.show(() => html`<div class="card">${this.items.length ? this.table() : empty(Headset, t('agents.none'))}</div>
        ${this.next ? html`<div class="more"><button @click=${this.fetchMore}>${t('more')}</button></div>` : nothing}`)}
      ${edited ? html`<live-agent-editor .agent=${edited.id} .name=${edited.name} @closed=${() => go(`/admin/agents${this.q ? `?q=${encodeURIComponent(this.q)}` : ''}`)} @saved=${() => void this.#fetch.run()}></live-agent-editor>` : nothing}`;
  }

  private table(): unknown {
    const open = (row: Row): void => void go(`/admin/agents/${row.id}`);
    return html`<table><thead><tr><th>${t('name')}</th><th>${t('state')}</th><th class="optional">${t('capacity')}</th></tr></thead>
      <tbody>${this.items.map((row) => html`<tr tabindex="0" @click=${() => open(row)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && open(row)}>
        <td><div class="who"><live-avatar .name=${row.name}></live-avatar><div><div class="strong">${row.name}</div><div class="meta">${row.email}</div></div></div></td>
        <td><span class="chip ${row.state.state === 'READY' && row.state.reachable ? 'ok' : ''}">${t(row.state.state !== 'SIGNED_OUT' && !row.state.reachable ? 'agent.UNREACHABLE' : `presence.${row.state.state}`)}</span></td>
        <td class="optional"><div class="line wrap">${Object.entries(row.state.capacity).map(([medium, { used, limit }]) => html`<span class="chip outline">${mediumName(medium)} ${used}/${limit}</span>`)}</div></td></tr>`)}</tbody></table>`;
  }

  /** People in their order, as many as routing knows of. */
  private async rows(cursor?: string, signal?: AbortSignal): Promise<readonly Row[]> {
    const [people, states] = await Promise.all([
      api.get<Page<Person>>('/directory/users', { query: { q: this.q, limit: 100, cursor }, signal }),
      api.get<{ items: readonly AgentState[] }>('/routing/agents', { signal })]);
    const known = new Map(states.items.map((each) => [each.agent, each]));
    this.next = people.next;
    return people.items.flatMap((person) => (known.has(person.id) ? [{ ...person, state: known.get(person.id)! }] : []));
  }

  private typed(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => remember({ q: value.trim() }), TYPED_AFTER_MS);
  }

  private fetchMore = (): Promise<void> => perform(async () => {
    this.items = [...this.items, ...(await this.rows(this.next))];
  }, (thrown) => explain(problem(thrown)));
}

export const tag = define('live-agents', Agents);
