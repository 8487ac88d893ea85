import { css, html, nothing, property, state } from 'lit';
import { GraduationCap, Pencil, Plus, Trash2, UsersRound, type IconNode } from 'lucide';
import { api, ask, base, define, empty, explain, failedLine, Fetch, go, icon, LiveElement, may, number, type Page, perform, problem, type Problem, translator, uuid } from '@live/ui';
import { list, type Shared, skills as sharedSkills, teams as sharedTeams, type Named } from '@live/work';
import { toggle } from './toggle.ts';

const t = translator('directory');

interface Item extends Named {
  readonly members?: number;
  readonly version: number;
}

interface Role {
  readonly code: string;
  readonly name: string;
}

/** What is no more than a name, and is used by others: teams, skills. */
abstract class NamedThings extends LiveElement {
  @property() rest = '';
  protected abstract readonly kind: 'teams' | 'skills';
  protected abstract readonly sign: IconNode;
  protected abstract readonly shared: Shared<readonly Named[]>;
  @state() private editing: Item | undefined;
  #opened = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  /** What a new one will be called, however often it is sent. */
  #fresh = '';
  readonly #fetch = new Fetch<readonly Item[]>(this, async (signal) => list(await api.get<Page<Item>>(`/directory/${this.kind}`, { query: { limit: 200 }, signal })));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .buttons { display: flex; justify-content: flex-end; } form { display: grid; gap: 16px; }
    fieldset { display: grid; gap: 4px; } legend { margin-bottom: 6px; }
    @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const items = this.#fetch.value;
    if (!items || this.rest === this.#opened) return;
    this.#opened = this.rest;
    const item = this.rest === 'new' ? { id: '', name: '', version: 0 } : items.find((each) => each.id === this.rest);
    this.editing = undefined;
    if (item) void this.edit(item);
  }

  override render(): unknown {
    const add = html`<button class="primary" @click=${() => go(`/admin/${this.kind}/new`)}>${icon(Plus, 16)}${t(`${this.kind}.add`)}</button>`;
    return html`<header><div><h1>${t(this.kind)}</h1><p class="muted">${t(`${this.kind}.text`)}</p></div>${may('user.write') ? add : nothing}</header>
      ${this.#fetch.show((items) => html`<div class="card">${items.length ? this.table(items) : empty(this.sign, t(`${this.kind}.none`))}</div>`)}
      ${this.editing ? html`<live-dialog size="small" heading=${this.editing.id ? this.editing.name : t(`${this.kind}.add`)} @closed=${() => go(`/admin/${this.kind}`)}>
        <form @submit=${this.save}><div class="field"><label for="name">${t('name')}</label><input id="name" name="name" required maxlength="100" autocomplete="off" .value=${this.editing.name} autofocus></div>${this.more()}${failedLine(this.problem)}<button hidden></button></form>
        <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button></live-dialog>` : nothing}`;
  }

  private table(items: readonly Item[]): unknown {
    return html`<table><thead><tr><th>${t('name')}</th>${this.kind === 'teams' ? html`<th class="right">${t('members')}</th>` : nothing}<th><span class="only-heard">${t('actions')}</span></th></tr></thead>
      <tbody>${items.map((item) => html`<tr><td class="strong">${item.name}</td>${this.kind === 'teams' ? html`<td class="right number">${number(item.members ?? 0)}</td>` : nothing}
        <td><div class="buttons">${may('user.write') ? html`<button class="icon quiet small" aria-label=${t('edit.of', { name: item.name })} title=${t('edit')} @click=${() => go(`/admin/${this.kind}/${item.id}`)}>${icon(Pencil, 16)}</button>
          <button class="icon quiet small" aria-label=${t('delete.of', { name: item.name })} title=${t('delete')} @click=${() => this.delete(item)}>${icon(Trash2, 16)}</button>` : nothing}</div></td></tr>`)}</tbody></table>`;
  }

  /** What else there is to edit. */
  protected more(): unknown {
    return nothing;
  }

  /** Gets what else there is to edit of something, or of something new. */
  protected async begin(_id: string): Promise<void> {}

  /** Stores what else was edited. */
  protected async finish(_id: string): Promise<void> {}

  private async edit(item: Item): Promise<void> {
    await perform(async () => {
      await this.begin(item.id);
      this.problem = undefined;
      this.#fresh = uuid();
      this.editing = item;
    }, (thrown) => explain(problem(thrown)));
  }

  private save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get('name')).trim();
    const { id, version } = this.editing!;
    this.busy = true;
    try {
      if (id) await api.put(`/directory/${this.kind}/${id}`, { name, version });
      else await api.post(`/directory/${this.kind}`, { id: this.#fresh, name });
      await this.finish(id || this.#fresh);
      this.renderRoot.querySelector('live-dialog')?.close();
      void this.shared.renew();
      await this.#fetch.run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };

  private async delete(item: Item): Promise<void> {
    if (!(await ask({ title: t('delete.title', { name: item.name }), text: t('delete.text'), confirm: t('delete'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/directory/${this.kind}/${item.id}`, undefined, { query: { version: item.version } });
      void this.shared.renew();
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export class Teams extends NamedThings {
  protected readonly kind = 'teams';
  protected readonly sign = UsersRound;
  protected readonly shared = sharedTeams;
  @state() private all: readonly Role[] = [];
  @state() private roles: readonly string[] = [];
  #before: readonly string[] = [];
  #version = 0;

  protected override async begin(id: string): Promise<void> {
    const [all, { roles, version }] = await Promise.all([
      api.get<readonly Role[]>('/security/roles').then(list),
      id ? api.get<{ roles: readonly string[]; version: number }>(`/security/teams/${id}/roles`) : { roles: [], version: 0 }]);
    this.all = all;
    this.roles = this.#before = roles;
    this.#version = version;
  }

  protected override async finish(id: string): Promise<void> {
    if (this.roles.join() !== this.#before.join()) await api.put(`/security/teams/${id}/roles`, { roles: this.roles, version: this.#version });
  }

  protected override more(): unknown {
    return html`<fieldset><legend>${t('teams.roles')}</legend>${this.all.map((role) => html`<label class="check"><input type="checkbox" .checked=${this.roles.includes(role.code)} @change=${() => (this.roles = toggle(this.roles, role.code))}><span>${role.name}</span></label>`)}</fieldset>`;
  }
}

export class Skills extends NamedThings {
  protected readonly kind = 'skills';
  protected readonly sign = GraduationCap;
  protected readonly shared = sharedSkills;
}

export const teams = define('live-teams', Teams);
export const skills = define('live-skills', Skills);
