import { css, html, nothing, property, state } from 'lit';
import { Lock, Plus, Trash2 } from 'lucide';
import { api, ask, base, define, explain, failedLine, Fetch, go, icon, LiveElement, number, perform, problem, type Problem, toast, translator } from '@live/ui';
import { list } from '@live/work';
import { checks, type Permission } from './permissions.ts';

const t = translator('security');

interface Role {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly builtIn: boolean;
  readonly version: number;
}

const FRESH: Role = { id: '', code: '', name: '', permissions: [], builtIn: false, version: 0 };

/** Roles and what they may do. */
export class Roles extends LiveElement {
  @property() rest = '';
  @state() private editing: Role | undefined;
  #opened = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<{ roles: readonly Role[]; permissions: readonly Permission[] }>(this, async (signal) => {
    const [roles, permissions] = await Promise.all([api.get<readonly Role[]>('/security/roles', { signal }), api.get<readonly Permission[]>('/security/permissions', { signal })]);
    return { roles: list(roles), permissions: list(permissions) };
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .card { overflow: auto; } form { display: grid; gap: 16px; } td:last-child { width: 48px; }
    .permissions { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 8px 16px; }
    @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const roles = this.#fetch.value?.roles;
    if (!roles || this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.problem = undefined;
    this.editing = this.rest === 'new' ? FRESH : roles.find((role) => role.id === this.rest);
  }

  override render(): unknown {
    return html`<header><div><h1>${t('roles')}</h1><p class="muted">${t('roles.text')}</p></div><button class="primary" @click=${() => go('/admin/roles/new')}>${icon(Plus, 16)}${t('role.add')}</button></header>
      ${this.#fetch.show(({ roles, permissions }) => html`<div class="card"><table><thead><tr><th>${t('name')}</th><th>${t('role.code')}</th><th class="right">${t('permissions')}</th><td></td></tr></thead><tbody>${roles.map((role) => html`
        <tr tabindex="0" @click=${() => go(`/admin/roles/${role.id}`)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && event.target === event.currentTarget && go(`/admin/roles/${role.id}`)}><td><span class="line strong">${role.name}${role.builtIn ? html`<span class="chip outline">${icon(Lock, 12)}${t('built-in')}</span>` : nothing}</span></td>
        <td class="code">${role.code}</td><td class="right number">${number(role.permissions.length)}</td>
        <td @click=${(event: Event) => event.stopPropagation()}>${role.builtIn ? nothing : html`<button class="icon quiet small" aria-label=${t('role.delete', { name: role.name })} title=${t('delete')} @click=${() => this.delete(role)}>${icon(Trash2, 16)}</button>`}</td></tr>`)}</tbody></table></div>
        ${this.editing ? this.editor(this.editing, permissions) : nothing}`)}`;
  }

  private editor(role: Role, permissions: readonly Permission[]): unknown {
    const change = (next: Partial<Role>): void => {
      this.editing = { ...this.editing!, ...next };
    };
    // The one that may everything; without it nobody could give anything back.
    const fixed = role.builtIn && role.code === 'admin';
    return html`<live-dialog size="large" heading=${role.id ? role.name : t('role.add')} @closed=${() => go('/admin/roles')}><form @submit=${this.save}>
      ${fixed ? html`<div class="banner">${icon(Lock, 16)}<span>${t('built-in.text')}</span></div>` : nothing}
      <div class="pair"><div class="field"><label for="name">${t('name')}</label><input id="name" required ?disabled=${fixed} .value=${role.name} @input=${(event: Event) => change({ name: (event.target as HTMLInputElement).value })}></div>
      <div class="field"><label for="code">${t('role.code')}</label><input id="code" required pattern="[a-z][a-z0-9\\-]*" ?disabled=${!!role.id} spellcheck="false" .value=${role.code} @input=${(event: Event) => change({ code: (event.target as HTMLInputElement).value })}><span class="hint">${t('role.code.text')}</span></div></div>
      <fieldset><legend>${t('permissions')}</legend>${checks(permissions, role.permissions, (chosen) => change({ permissions: chosen }), fixed)}</fieldset>${failedLine(this.problem)}<button hidden></button></form>
      ${fixed ? nothing : html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button>`}</live-dialog>`;
  }

  private save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { id, code, name, permissions, version } = this.editing!;
    this.busy = true;
    try {
      if (id) await api.put(`/security/roles/${id}`, { code, name, permissions, version });
      else await api.post('/security/roles', { code, name, permissions });
      toast(t('saved'), 'ok');
      this.renderRoot.querySelector('live-dialog')?.close();
      await this.#fetch.run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };

  private async delete(role: Role): Promise<void> {
    if (!(await ask({ title: t('delete.title', { name: role.name }), text: t('delete.text'), confirm: t('delete'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/security/roles/${role.id}`);
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-roles', Roles);
