import { css, html, nothing, property, state } from 'lit';
import { Plus, X } from 'lucide';
import { api, base, define, failedLine, Fetch, icon, languages, LiveElement, may, me, problem, type Problem, toast, translator, uuid, Watching } from '@live/ui';
import { list, skills, teams } from '@live/work';
import { toggle } from './toggle.ts';
import { unitField, units } from './unit-field.ts';
import type { User } from './users.ts';

const t = translator('directory');

interface Role {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

interface Everything {
  readonly user: User;
  readonly roles: readonly string[];
  readonly version: number;
  readonly all: readonly Role[];
}

const FRESH: User = { id: '', login: '', name: '', email: '', locale: 'en', teams: [], skills: [], active: true, version: 0 };

/** One person: who they are, what they may do and what they can. Tells `saved` and `closed`. */
export class UserEditor extends LiveElement {
  /** Its id; empty for somebody new. */
  @property() user = '';
  @state() private edited: User = FRESH;
  @state() private roles: readonly string[] = [];
  @state() private password = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #id = uuid();
  readonly #fetch = new Fetch<Everything>(this, async (signal) => {
    const [user, { roles, version }, all] = await Promise.all([
      this.user ? api.get<User>(`/directory/users/${this.user}`, { signal }) : FRESH,
      this.user ? api.get<{ roles: readonly string[]; version: number }>(`/security/users/${this.user}/roles`, { signal }) : { roles: ['agent'], version: 0 },
      api.get<readonly Role[]>('/security/roles', { signal }).then(list)]);
    this.edited = user;
    this.roles = roles;
    return { user, roles, version, all };
  });

  static override styles = [base, css`
    form { display: grid; gap: 18px; } fieldset { display: grid; gap: 4px; } legend { margin-bottom: 6px; }
    .skill { display: grid; grid-template-columns: 1fr 140px 32px; gap: 8px; }
    .checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 2px 16px; }
  `];

  constructor() {
    super();
    new Watching(this, [teams, skills, units]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run(true);
    void Promise.allSettled([teams.renew(), skills.renew(), units.renew()]);
  }

  override render(): unknown {
    return html`<live-dialog size="side" heading=${this.user ? this.#fetch.value?.user.name ?? '' : t('user.new')}>${this.#fetch.show((everything) => this.form(everything))}
      ${may('user.write') ? html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}>${t('save')}</button>` : nothing}</live-dialog>`;
  }

  private form({ all }: Everything): unknown {
    const { edited } = this;
    const change = (next: Partial<User>): void => {
      this.edited = { ...this.edited, ...next };
    };
    const field = (name: 'name' | 'login' | 'email', type: string, readonly = false): unknown => html`<div class="field"><label for=${name}>${t(name)}</label>
      <input id=${name} type=${type} required ?readonly=${readonly} autocomplete="off" spellcheck="false" aria-invalid=${!!this.problem?.fields[name]} .value=${edited[name]} @input=${(event: Event) => change({ [name]: (event.target as HTMLInputElement).value })}>
      ${this.problem?.fields[name] ? html`<span class="error" role="alert">${this.problem.fields[name]}</span>` : nothing}</div>`;
    return html`<form @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}>
      ${field('name', 'text')}<div class="pair">${field('login', 'text', !!this.user)}${field('email', 'email')}</div>
      ${this.user && may('user.write') ? html`<p><a href="/people/${this.user}/security">${t('security.of')}</a></p>` : nothing}
      <div class="pair"><div class="field"><label for="locale">${t('language')}</label><select id="locale" @change=${(event: Event) => change({ locale: (event.target as HTMLSelectElement).value })}>
        ${Object.entries(languages).map(([tag, name]) => html`<option value=${tag} ?selected=${edited.locale.startsWith(tag)}>${name}</option>`)}</select></div>
      <div class="field"><label for="password">${t(this.user ? 'password.reset' : 'password')}</label><input id="password" type="password" autocomplete="new-password" ?required=${!this.user} .value=${this.password} placeholder=${this.user ? t('password.keep') : ''}
        @input=${(event: Event) => (this.password = (event.target as HTMLInputElement).value)}><span class="hint">${t('password.text')}</span>${this.problem?.fields['password'] ? html`<span class="error" role="alert">${this.problem.fields['password']}</span>` : nothing}</div></div>
      ${unitField(edited.unit ?? '', (unit) => { const { unit: _, ...rest } = this.edited; this.edited = unit ? { ...rest, unit } : rest; }, t('unit.text'))}
      <fieldset><legend>${t('roles')}</legend><div class="checks">${all.map((role) => html`<label class="check"><input type="checkbox" .checked=${this.roles.includes(role.code)} @change=${() => (this.roles = toggle(this.roles, role.code))}><span>${role.name}</span></label>`)}</div></fieldset>
      <fieldset><legend>${t('teams')}</legend>${teams.value.length ? html`<div class="checks">${teams.value.map((team) => html`<label class="check"><input type="checkbox" .checked=${edited.teams.includes(team.id)} @change=${() => change({ teams: toggle(edited.teams, team.id) })}><span>${team.name}</span></label>`)}</div>` : html`<p class="meta">${t('teams.none')}</p>`}</fieldset>
      <fieldset><legend>${t('skills')}</legend>${edited.skills.map((skill, index) => html`<div class="skill"><select aria-label=${t('skill')} @change=${(event: Event) => change({ skills: edited.skills.map((each, at) => (at === index ? { ...each, skill: (event.target as HTMLSelectElement).value } : each)) })}>
          ${skills.value.map((each) => html`<option value=${each.id} ?selected=${each.id === skill.skill}>${each.name}</option>`)}</select>
        <select aria-label=${t('level')} @change=${(event: Event) => change({ skills: edited.skills.map((each, at) => (at === index ? { ...each, level: Number((event.target as HTMLSelectElement).value) } : each)) })}>${[1, 2, 3, 4, 5].map((level) => html`<option value=${level} ?selected=${level === skill.level}>${t(`level.${level}`)}</option>`)}</select>
        <button type="button" class="icon quiet" aria-label=${t('skill.remove')} @click=${() => change({ skills: edited.skills.filter((_, at) => at !== index) })}>${icon(X, 16)}</button></div>`)}
        <div><button type="button" class="small" ?disabled=${!this.free().length} @click=${() => change({ skills: [...edited.skills, { skill: this.free()[0]!.id, level: 3 }] })}>${icon(Plus, 14)}${t('skill.add')}</button></div></fieldset>
      ${this.user ? html`<label class="check"><input type="checkbox" ?disabled=${this.user === me.value?.id} .checked=${edited.active} @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}><span>${t('may-sign-in')}</span></label>` : nothing}
      ${failedLine(this.problem)}<button hidden></button></form>`;
  }

  private free(): readonly { readonly id: string }[] {
    return skills.value.filter((skill) => !this.edited.skills.some((each) => each.skill === skill.id));
  }

  private async save(): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    const { id: _id, version, ...body } = this.edited;
    const before = this.#fetch.value!;
    try {
      if (this.user) {
        const saved = await api.put<User | undefined>(`/directory/users/${this.user}`, { ...body, version });
        this.edited = { ...this.edited, ...saved };
        if (this.roles.join() !== before.roles.join()) await api.put(`/security/users/${this.user}/roles`, { roles: this.roles, version: before.version });
        if (this.password) await api.put(`/security/users/${this.user}/password`, { password: this.password });
      } else {
        await api.post('/directory/users', { ...body, id: this.#id, roles: this.roles, password: this.password });
      }
      toast(t('saved'), 'ok');
      this.tell('saved');
      this.renderRoot.querySelector('live-dialog')?.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

define('live-user-editor', UserEditor);
