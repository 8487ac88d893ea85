import { css, html, nothing, property, state } from 'lit';
import { Plus, Search, Users as UsersSign } from 'lucide';
import { api, base, define, empty, explain, Fetch, go, here, icon, LiveElement, may, type Page, perform, problem, remember, type SkillLevel, translator, Watching } from '@live/ui';
import { named, skills, teams } from '@live/work';
import './user-editor.ts';

const t = translator('directory');
const TYPED_AFTER_MS = 250;

export interface User {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly unit?: string;
  readonly teams: readonly string[];
  readonly skills: readonly SkillLevel[];
  readonly active: boolean;
  readonly version: number;
}

/** The people who work here. */
export class Users extends LiveElement {
  @property() rest = '';
  @state() private items: readonly User[] = [];
  @state() private next: string | undefined;
  #timer = 0;
  #asked = '\n';
  readonly #fetch = new Fetch<Page<User>>(this, async (signal) => {
    const page = await api.get<Page<User>>('/directory/users', { query: { q: this.q, limit: 100 }, signal });
    this.items = page.items;
    this.next = page.next;
    return page;
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: center; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header h1 { flex: 1; }
    .search { position: relative; width: 260px; } .search svg { position: absolute; inset-inline-start: 10px; top: 8px; color: var(--muted); } .search input { padding-inline-start: 34px; }
    .card { overflow: auto; } .off { color: var(--muted); } .who { display: flex; align-items: center; gap: 12px; }
    .more { display: grid; justify-content: center; padding: 12px; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } .search { width: 100%; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, teams, skills]);
    void Promise.allSettled([teams.need(), skills.need()]);
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
    return html`<header><h1>${t('users')}</h1><label class="search">${icon(Search, 16)}<span class="only-heard">${t('users.search')}</span><input type="search" placeholder=${t('users.search')} .value=${this.q} @input=${this.typed}></label>
        ${may('user.write') ? html`<button class="primary" @click=${() => go('/admin/users/new')}>${icon(Plus, 16)}${t('user.add')}</button>` : nothing}</header>
      ${this.#fetch.show(() => html`<div class="card">${this.items.length ? this.table() : empty(UsersSign, t('users.none'))}</div>
        ${this.next ? html`<div class="more"><button @click=${this.fetchMore}>${t('more')}</button></div>` : nothing}`)}
      ${this.rest ? html`<live-user-editor .user=${this.rest === 'new' ? '' : this.rest} @closed=${() => go(`/admin/users${this.q ? `?q=${encodeURIComponent(this.q)}` : ''}`)} @saved=${() => void this.#fetch.run()}></live-user-editor>` : nothing}`;
  }

  private table(): unknown {
    return html`<table><thead><tr><th>${t('name')}</th><th class="optional">${t('login')}</th><th class="optional">${t('teams')}</th><th class="optional">${t('skills')}</th><th>${t('state')}</th></tr></thead>
      <tbody>${this.items.map((user) => html`<tr tabindex="0" class=${user.active ? '' : 'off'} @click=${() => go(`/admin/users/${user.id}`)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && go(`/admin/users/${user.id}`)}>
        <td><div class="who"><live-avatar .name=${user.name}></live-avatar><div><div class="strong">${user.name}</div><div class="meta">${user.email}</div></div></div></td>
        <td class="optional">${user.login}</td><td class="optional">${user.teams.map((id) => named(teams.value, id)).filter((name) => name).join(', ')}</td>
        <td class="optional"><div class="line wrap">${user.skills.map((skill) => html`<span class="chip outline">${named(skills.value, skill.skill)} ${skill.level}</span>`)}</div></td>
        <td><span class="chip ${user.active ? 'ok' : ''}">${t(user.active ? 'active' : 'inactive')}</span></td></tr>`)}</tbody></table>`;
  }

  private typed(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => remember({ q: value.trim() }), TYPED_AFTER_MS);
  }

  private fetchMore = (): Promise<void> => perform(async () => {
    const page = await api.get<Page<User>>('/directory/users', { query: { q: this.q, limit: 100, cursor: this.next } });
    this.items = [...this.items, ...page.items];
    this.next = page.next;
  }, (thrown) => explain(problem(thrown)));
}

export const tag = define('live-users', Users);
