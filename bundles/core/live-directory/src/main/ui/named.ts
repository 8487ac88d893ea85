import { css, html, nothing, property, state } from 'lit';
import { GraduationCap, Pencil, Plus, Trash2, UsersRound, type IconNode } from 'lucide';
import { api, ask, base, define, empty, explain, failedLine, Fetch, go, icon, LiveElement, may, number, type Page, perform, problem, type Problem, translator, uuid, Watching } from '@live/ui';
import { list, named, skills as sharedSkills, teams as sharedTeams, type Named } from '@live/work';
import { toggle } from './toggle.ts';
import { unitField, units } from './unit-field.ts';

const t = translator('directory');

export interface Item extends Named {
  readonly members?: number;
  /** Of a unit or a team: the unit that it is part of. */
  readonly parent?: string;
  /** Of a unit: who leads it. */
  readonly superior?: string;
  readonly version: number;
}

interface Role {
  readonly code: string;
  readonly name: string;
}

/** What is little more than a name, and is used by others: units, teams, skills. */
export abstract class NamedThings extends LiveElement {
  @property() rest = '';
  protected abstract readonly kind: 'units' | 'teams' | 'skills';
  protected abstract readonly sign: IconNode;
  protected abstract readonly shared: { renew(): Promise<unknown> };
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
    .chosen { display: flex; align-items: center; gap: 8px; min-height: 32px; } .optional-line { padding-inline-start: calc(var(--depth) * 20px); }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
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
    const { heading, cell } = this.column;
    const counted = this.kind !== 'skills';
    return html`<table><thead><tr><th>${t('name')}</th>${heading ? html`<th class="optional">${heading}</th>` : nothing}${counted ? html`<th class="right">${t('members')}</th>` : nothing}<th><span class="only-heard">${t('actions')}</span></th></tr></thead>
      <tbody>${this.lines(items).map(({ item, depth }) => html`<tr><td class="strong"><div class="optional-line" style="--depth: ${depth}">${item.name}</div></td>${heading ? html`<td class="optional">${cell(item)}</td>` : nothing}${counted ? html`<td class="right number">${number(item.members ?? 0)}</td>` : nothing}
        <td><div class="buttons">${may('user.write') ? html`<button class="icon quiet small" aria-label=${t('edit.of', { name: item.name })} title=${t('edit')} @click=${() => go(`/admin/${this.kind}/${item.id}`)}>${icon(Pencil, 16)}</button>
          <button class="icon quiet small" aria-label=${t('delete.of', { name: item.name })} title=${t('delete')} @click=${() => this.delete(item)}>${icon(Trash2, 16)}</button>` : nothing}</div></td></tr>`)}</tbody></table>`;
  }

  /** A column between the name and the number of members. */
  protected get column(): { readonly heading: string; readonly cell: (item: Item) => unknown } {
    return { heading: '', cell: () => nothing };
  }

  /** The items in the order in which they are shown, with how far each stands in. */
  protected lines(items: readonly Item[]): readonly { readonly item: Item; readonly depth: number }[] {
    return items.map((item) => ({ item, depth: 0 }));
  }

  /** What is stored with the name. */
  protected get fields(): Readonly<Record<string, unknown>> {
    return {};
  }

  protected get all(): readonly Item[] {
    return this.#fetch.value ?? [];
  }

  /** What else there is to edit. */
  protected more(): unknown {
    return nothing;
  }

  /** Gets what else there is to edit of something, or of something new. */
  protected async begin(_item: Item): Promise<void> {}

  /** Stores what else was edited. */
  protected async finish(_id: string): Promise<void> {}

  private async edit(item: Item): Promise<void> {
    await perform(async () => {
      await this.begin(item);
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
      if (id) await api.put(`/directory/${this.kind}/${id}`, { ...this.fields, name, version });
      else await api.post(`/directory/${this.kind}`, { ...this.fields, id: this.#fresh, name });
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
    }, (thrown) => needed(problem(thrown)));
  }
}

interface Use {
  readonly kind: string;
  readonly name: string;
}

/** What still refers to something that shall go. */
function needed(what: Problem): string {
  const uses = what.more['current'];
  if (what.status !== 409 || !Array.isArray(uses) || !uses.length) return explain(what);
  return t('used', { uses: (uses as readonly Use[]).map(({ kind, name }) => t(`use.${kind}`, { name })).join(', ') });
}

export class Teams extends NamedThings {
  protected readonly kind = 'teams';
  protected readonly sign = UsersRound;
  protected readonly shared = sharedTeams;
  @state() private granted: readonly Role[] = [];
  @state() private unit = '';
  @state() private roles: readonly string[] = [];
  #before: readonly string[] = [];
  #version = 0;

  constructor() {
    super();
    new Watching(this, [units]);
    void units.renew().catch(() => undefined);
  }

  protected override get column(): { heading: string; cell: (item: Item) => unknown } {
    return { heading: t('unit'), cell: (item) => named(units.value, item.parent) };
  }

  protected override get fields(): Readonly<Record<string, unknown>> {
    return this.unit ? { parent: this.unit } : {};
  }

  protected override async begin({ id, parent }: Item): Promise<void> {
    this.unit = parent ?? '';
    const [granted, { roles, version }] = await Promise.all([
      api.get<readonly Role[]>('/security/roles').then(list),
      id ? api.get<{ roles: readonly string[]; version: number }>(`/security/teams/${id}/roles`) : { roles: [], version: 0 }]);
    this.granted = granted;
    this.roles = this.#before = roles;
    this.#version = version;
  }

  protected override async finish(id: string): Promise<void> {
    if (this.roles.join() !== this.#before.join()) await api.put(`/security/teams/${id}/roles`, { roles: this.roles, version: this.#version });
  }

  protected override more(): unknown {
    return html`${unitField(this.unit, (unit) => (this.unit = unit), t('teams.unit.text'))}<fieldset><legend>${t('teams.roles')}</legend>${this.granted.map((role) => html`<label class="check"><input type="checkbox" .checked=${this.roles.includes(role.code)} @change=${() => (this.roles = toggle(this.roles, role.code))}><span>${role.name}</span></label>`)}</fieldset>`;
  }
}

export class Skills extends NamedThings {
  protected readonly kind = 'skills';
  protected readonly sign = GraduationCap;
  protected readonly shared = sharedSkills;
}

export const teams = define('live-teams', Teams);
export const skills = define('live-skills', Skills);
