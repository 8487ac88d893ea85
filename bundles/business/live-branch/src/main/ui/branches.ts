import { css, html, nothing, property, state } from 'lit';
import { Code, Copy, MessageCircleMore, Pencil, Plus, Trash2 } from 'lucide';
import { api, ask, base, define, empty, explain, failedLine, Fetch, go, icon, LiveElement, may, perform, problem, type Problem, toast, translator, uuid } from '@live/ui';
import { list, queues } from '@live/work';

const t = translator('branch');
const RED = '#c8322b';
const PATIENCE_SECONDS = 120;
const LANGUAGES = ['en', 'de', 'hr'] as const;

interface Branch {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly greeting: string;
  readonly colour: string;
  readonly language?: string;
  readonly subjects: readonly string[];
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly hours?: string;
  readonly patienceSeconds: number;
  readonly active: boolean;
  readonly version?: number;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Account {
  readonly id: string;
  readonly queue?: string;
}

interface Everything {
  readonly branches: readonly Branch[];
  readonly hours: readonly Named[];
  readonly accounts: readonly Account[];
}

/** Branches that web sites may show, and the tag that shows them. */
export class Branches extends LiveElement {
  /** What follows the page's address: a branch's id, or `new`. */
  @property() rest = '';
  @state() private editing: Branch | undefined;
  @state() private queue = '';
  @state() private shown: Branch | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  #opened = '';
  readonly #fetch = new Fetch<Everything>(this, async (signal) => {
    const [branches, hours, accounts] = await Promise.all([api.get<readonly Branch[]>('/branch/branches', { signal }),
      api.get<readonly Named[]>('/directory/hours', { signal }).catch(() => []), may('channel.read') ? api.get<readonly Account[]>('/channels/accounts', { signal }) : [], queues.need().catch(() => [])]);
    return { branches: list(branches), hours: list(hours), accounts: list(accounts) };
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .card { overflow: auto; } form { display: grid; gap: 16px; }
    .buttons { display: flex; justify-content: flex-end; }
    .spot { display: inline-block; width: 12px; height: 12px; border-radius: 50%; vertical-align: -1px; margin-inline-end: 8px; }
    input[type=color] { width: 64px; height: 36px; padding: 2px; }
    .tag { display: flex; gap: 8px; align-items: flex-start; margin-top: 12px; } .tag code { flex: 1; min-width: 0; padding: 8px 12px; border-radius: 8px; background: var(--sunken); overflow-wrap: anywhere; user-select: all; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const branches = this.#fetch.value?.branches;
    if (!branches || this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.problem = undefined;
    this.editing = this.rest === 'new' ? { id: uuid(), code: '', name: '', title: '', greeting: '', colour: RED, subjects: [], sites: [], services: ['chat'], patienceSeconds: PATIENCE_SECONDS, active: true } : branches.find((each) => each.id === this.rest);
    this.queue = this.account(this.editing)?.queue ?? '';
  }

  private account(branch: Branch | undefined): Account | undefined {
    return this.#fetch.value?.accounts.find((each) => each.id === `chat/${branch?.code}`);
  }

  override render(): unknown {
    const writes = may('channel.write');
    return html`<header><div><h1>${t('branches')}</h1><p class="muted">${t('branches.text')}</p></div>${writes ? html`<button class="primary" @click=${() => go('/admin/branches/new')}>${icon(Plus, 16)}${t('add')}</button>` : nothing}</header>
      ${this.#fetch.show(({ branches }) => html`<div class="card">${branches.length ? this.table(branches, writes) : empty(MessageCircleMore, t('none'), t('none.text'))}</div>`)}
      ${this.editing ? this.editor(this.editing) : nothing}${this.shown ? this.tag(this.shown) : nothing}`;
  }

  private table(branches: readonly Branch[], writes: boolean): unknown {
    return html`<table><thead><tr><th>${t('name')}</th><th>${t('code')}</th><th class="optional">${t('sites')}</th><td></td></tr></thead><tbody>${branches.map((each) => html`<tr>
      <td><span class="spot" style="background:${each.colour}"></span><span class="strong">${each.name}</span> ${each.active ? nothing : html`<span class="chip">${t('inactive')}</span>`}</td><td>${each.code}</td>
      <td class="optional">${each.sites.length ? each.sites.join(', ') : html`<span class="muted">${t('sites.all')}</span>`}</td>
      <td><div class="buttons"><button class="icon quiet small" aria-label=${t('tag.of', { name: each.name })} title=${t('tag')} @click=${() => (this.shown = each)}>${icon(Code, 16)}</button>
        ${writes ? html`<button class="icon quiet small" aria-label=${t('edit', { name: each.name })} title=${t('edit', { name: each.name })} @click=${() => go(`/admin/branches/${each.id}`)}>${icon(Pencil, 16)}</button>
        <button class="icon quiet small" aria-label=${t('delete', { name: each.name })} title=${t('delete', { name: each.name })} @click=${() => this.drop(each)}>${icon(Trash2, 16)}</button>` : nothing}</div></td></tr>`)}</tbody></table>`;
  }

  private editor(branch: Branch): unknown {
    const known = branch.version !== undefined;
    const change = (next: Partial<Branch>): void => void (this.editing = { ...this.editing!, ...next });
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const lines = (event: Event): readonly string[] => value(event).split('\n').map((each) => each.trim()).filter((each) => each);
    const wrong = (name: string): unknown => {
      const found = Object.entries(this.problem?.fields ?? {}).find(([field]) => field === name || field.startsWith(`${name}[`));
      return found ? html`<span class="error">${found[1]}</span>` : nothing;
    };
    return html`<live-dialog size="large" heading=${known ? branch.name : t('add')} @closed=${() => go('/admin/branches')}><form id="branch" @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}>
      <div class="pair"><div class="field"><label for="name">${t('name')}</label><input id="name" required maxlength="100" autocomplete="off" .value=${branch.name} @input=${(event: Event) => change({ name: value(event) })}>${wrong('name')}</div>
      <div class="field"><label for="code">${t('code')}</label><input id="code" required pattern="[a-z0-9][a-z0-9\\-]{0,39}" autocomplete="off" spellcheck="false" ?disabled=${known} .value=${branch.code} @input=${(event: Event) => change({ code: value(event) })}><span class="meta">${t('code.text')}</span>${wrong('code')}</div></div>
      <div class="field"><label for="title">${t('title')}</label><input id="title" maxlength="100" .value=${branch.title} placeholder=${branch.name} @input=${(event: Event) => change({ title: value(event) })}>${wrong('title')}</div>
      <div class="field"><label for="greeting">${t('greeting')}</label><textarea id="greeting" rows="2" maxlength="500" .value=${branch.greeting} @input=${(event: Event) => change({ greeting: value(event) })}></textarea>${wrong('greeting')}</div>
      <div class="pair"><div class="field"><label for="colour">${t('colour')}</label><input id="colour" type="color" .value=${branch.colour} @input=${(event: Event) => change({ colour: value(event) })}>${wrong('colour')}</div>
      <div class="field"><label for="language">${t('language')}</label><select id="language" @change=${(event: Event) => change({ language: value(event) })}><option value="" ?selected=${!branch.language}>${t('language.visitor')}</option>${LANGUAGES.map((each) => html`<option value=${each} ?selected=${each === branch.language}>${t(`language.${each}`)}</option>`)}</select></div></div>
      <div class="field"><label for="subjects">${t('subjects')}</label><textarea id="subjects" rows="3" .value=${branch.subjects.join('\n')} @change=${(event: Event) => change({ subjects: lines(event) })}></textarea><span class="meta">${t('subjects.text')}</span>${wrong('subjects')}</div>
      <div class="field"><label for="sites">${t('sites')}</label><textarea id="sites" rows="3" spellcheck="false" placeholder="https://www.example.org" .value=${branch.sites.join('\n')} @change=${(event: Event) => change({ sites: lines(event) })}></textarea><span class="meta">${t('sites.text')}</span>${wrong('sites')}</div>
      <div class="pair"><div class="field"><label for="hours">${t('hours')}</label><select id="hours" @change=${(event: Event) => change({ hours: value(event) })}><option value="" ?selected=${!branch.hours}>${t('hours.always')}</option>${this.#fetch.value?.hours.map((each) => html`<option value=${each.id} ?selected=${each.id === branch.hours}>${each.name}</option>`)}</select>${wrong('hours')}</div>
      <div class="field"><label for="patience">${t('patience')}</label><input id="patience" type="number" min="60" max="3600" required .value=${String(branch.patienceSeconds)} @input=${(event: Event) => change({ patienceSeconds: Number(value(event)) })}>${wrong('patienceSeconds')}</div></div>
      ${may('channel.write') ? html`<div class="field"><label for="queue">${t('queue')}</label><select id="queue" @change=${(event: Event) => (this.queue = value(event))}><option value="" ?selected=${!this.queue}>${t('queue.unsorted')}</option>${queues.value.map((each) => html`<option value=${each.id} ?selected=${each.id === this.queue}>${each.name}</option>`)}</select></div>` : nothing}
      <label class="check"><input type="checkbox" .checked=${branch.services.includes('chat')} @change=${(event: Event) => change({ services: (event.target as HTMLInputElement).checked ? ['chat'] : [] })}><span>${t('service.chat')}</span></label>
      <label class="check"><input type="checkbox" .checked=${branch.active} @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}><span>${t('active')}</span></label>
      ${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector<HTMLFormElement>('#branch')!.requestSubmit()}>${t('save')}</button></live-dialog>`;
  }

  private tag(branch: Branch): unknown {
    const tag = `<script async src="${location.origin}/widget/loader.js" data-team="${branch.code}" data-color="${branch.colour}"${branch.language ? ` data-lang="${branch.language}"` : ''}></script>`;
    return html`<live-dialog size="medium" heading=${t('tag.of', { name: branch.name })} @closed=${() => (this.shown = undefined)}><p>${t('tag.text')}</p><div class="tag"><code>${tag}</code><button @click=${async () => { await navigator.clipboard.writeText(tag); toast(t('copied'), 'ok'); }}>${icon(Copy, 16)}${t('copy')}</button></div></live-dialog>`;
  }

  private async keep(): Promise<void> {
    const branch = this.editing!;
    const body = Object.fromEntries(Object.entries(branch).filter(([, value]) => value !== ''));
    this.busy = true;
    this.problem = undefined;
    try {
      const kept = branch.version === undefined ? await api.post<Branch>('/branch/branches', body) : await api.put<Branch>(`/branch/branches/${branch.id}`, body);
      if (may('channel.write') && kept.services.includes('chat') && this.queue !== (this.account(kept)?.queue ?? '')) await api.put(`/channels/accounts/chat/${kept.code}/queue`, this.queue ? { queue: this.queue } : {});
      await this.#fetch.run();
      this.renderRoot.querySelector('live-dialog')?.close();
      toast(t('saved'), 'ok');
      if (branch.version === undefined) this.shown = kept;
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  private async drop(branch: Branch): Promise<void> {
    if (!(await ask({ title: t('delete', { name: branch.name }), text: t('delete.text'), confirm: t('delete.confirm'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/branch/branches/${branch.id}`);
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-branches', Branches);
