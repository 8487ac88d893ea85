import { css, html, nothing, property, state } from 'lit';
import { ArrowDown, ArrowUp, Pencil, Plus, Route, Trash2 } from 'lucide';
import { api, base, define, empty, failedLine, Fetch, go, icon, LiveElement, may, problem, Problem, type SkillLevel, toast, translator, uuid, Watching } from '@live/ui';
import { list, named, priorities, priority, priorityName, queues, skills } from '@live/work';

const t = translator('channels');

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly channel?: string;
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly segment?: string;
  readonly queue: string;
  readonly priority: number;
  readonly skills?: readonly SkillLevel[];
  readonly active: boolean;
}

interface Everything {
  readonly rules: readonly Rule[];
  readonly accounts: readonly { readonly id: string; readonly label: string }[];
  readonly version?: number;
}

const CONDITIONS = ['to', 'from', 'subject', 'segment'] as const;

/** The rules that say into which queue a contact goes: the first that fits counts. */
export class Rules extends LiveElement {
  /** What follows the page's address: a rule's id, or `new`. */
  @property() rest = '';
  @state() private editing: Rule | undefined;
  #opened = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<Everything>(this, async (signal) => {
    const [rules, accounts] = await Promise.all([
      api.get<readonly Rule[] | { items: readonly Rule[]; version?: number }>('/channels/rules', { signal }),
      api.get<readonly { id: string; label: string }[]>('/channels/accounts', { signal }), queues.need(), skills.need().catch(() => [])]);
    const version = 'version' in rules ? rules.version : undefined;
    return { rules: list(rules), accounts: list(accounts), ...(version === undefined ? {} : { version }) };
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .card { overflow: auto; }
    .order { width: 24px; color: var(--muted); }
    .buttons { display: flex; justify-content: flex-end; }
    .off { color: var(--muted); }
    form { display: grid; gap: 16px; }
    .skill { display: grid; grid-template-columns: 1fr 120px 32px; gap: 8px; margin-bottom: 6px; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  constructor() {
    super();
    new Watching(this, [queues, skills]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const rules = this.#fetch.value?.rules;
    if (!rules || this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.problem = undefined;
    this.editing = this.rest === 'new' ? { id: uuid(), name: '', queue: '', priority: 5, skills: [], active: true } : rules.find((rule) => rule.id === this.rest);
  }

  override render(): unknown {
    const writes = may('channel.write');
    return html`<header><div><h1>${t('rules')}</h1><p class="muted">${t('rules.text')}</p></div>${writes ? html`<button class="primary" @click=${() => go('/admin/rules/new')}>${icon(Plus, 16)}${t('rule.add')}</button>` : nothing}</header>
      ${this.editing ? nothing : failedLine(this.problem)}
      ${this.#fetch.show(({ rules }) => (rules.length ? this.table(rules, writes) : html`<div class="card">${empty(Route, t('rules.empty'), t('rules.empty.text'))}</div>`))}${this.editing ? this.editor(this.editing) : nothing}`;
  }

  private table(rules: readonly Rule[], writes: boolean): unknown {
    return html`<div class="card"><table><thead><tr><td></td><th>${t('name')}</th><th>${t('rule.if')}</th><th>${t('queue')}</th><th class="optional">${t('priority')}</th><td></td></tr></thead>
      <tbody>${rules.map((rule, index) => html`<tr class=${rule.active ? '' : 'off'}><td class="order number">${index + 1}</td>
        <td><span class="strong">${rule.name}</span> ${rule.active ? nothing : html`<span class="chip">${t('inactive')}</span>`}</td><td>${this.conditions(rule)}</td>
        <td>${named(queues.value, rule.queue) || rule.queue}</td><td class="optional">${priority(rule.priority)}</td>
        <td><div class="buttons">${writes ? html`<button class="icon quiet small" aria-label=${t('rule.up', { name: rule.name })} title=${t('up')} ?disabled=${index === 0} @click=${() => this.move(index, -1)}>${icon(ArrowUp, 16)}</button>
          <button class="icon quiet small" aria-label=${t('rule.down', { name: rule.name })} title=${t('down')} ?disabled=${index === rules.length - 1} @click=${() => this.move(index, 1)}>${icon(ArrowDown, 16)}</button>
          <button class="icon quiet small" aria-label=${t('rule.edit', { name: rule.name })} title=${t('edit')} @click=${() => go(`/admin/rules/${rule.id}`)}>${icon(Pencil, 16)}</button>
          <button class="icon quiet small" aria-label=${t('rule.delete', { name: rule.name })} title=${t('delete')} @click=${() => this.drop(rule)}>${icon(Trash2, 16)}</button>` : nothing}</div></td></tr>`)}</tbody></table></div>`;
  }

  private conditions(rule: Rule): unknown {
    const account = this.#fetch.value?.accounts.find((each) => each.id === rule.channel);
    const parts = [...(rule.channel ? [html`${t('rule.channel')} <b>${account?.label ?? rule.channel}</b>`] : []),
      ...CONDITIONS.filter((name) => rule[name]).map((name) => html`${t(`rule.${name}`)} <b>${rule[name]}</b>`)];
    return parts.length ? parts.map((part, index) => html`${index ? html` <span class="muted">${t('and')}</span> ` : nothing}${part}`) : html`<span class="muted">${t('rule.all')}</span>`;
  }

  private editor(rule: Rule): unknown {
    const change = (next: Partial<Rule>): void => {
      this.editing = { ...this.editing!, ...next };
    };
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const wrong = (name: string): unknown => this.problem?.fields[name] ? html`<span class="error">${this.problem.fields[name]}</span>` : nothing;
    return html`<live-dialog heading=${this.#fetch.value?.rules.some((each) => each.id === rule.id) ? rule.name : t('rule.add')} @closed=${() => go('/admin/rules')}>
      <form id="rule" @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}>
        <div class="field"><label for="name">${t('name')}</label><input id="name" required .value=${rule.name} @input=${(event: Event) => change({ name: value(event) })}>${wrong('name')}</div>
        <div class="field"><label for="channel">${t('channel')}</label><select id="channel" @change=${(event: Event) => change({ channel: value(event) })}><option value="" ?selected=${!rule.channel}>${t('channel.any')}</option>
          ${this.#fetch.value?.accounts.map((account) => html`<option value=${account.id} ?selected=${account.id === rule.channel}>${account.label}</option>`)}</select></div>
        ${CONDITIONS.map((name) => html`<div class="field"><label for=${name}>${t(`rule.${name}.label`)}</label><input id=${name} autocomplete="off" spellcheck="false" .value=${rule[name] ?? ''} @input=${(event: Event) => change({ [name]: value(event) })}>${wrong(name)}</div>`)}
        <p class="meta">${t('rule.pattern')}</p>
        <div class="pair"><div class="field"><label for="queue">${t('queue')}</label><select id="queue" required @change=${(event: Event) => change({ queue: value(event) })}><option value="" ?selected=${!rule.queue}></option>
          ${queues.value.map((queue) => html`<option value=${queue.id} ?selected=${queue.id === rule.queue}>${queue.name}</option>`)}</select>${wrong('queue')}</div>
        <div class="field"><label for="priority">${t('priority')}</label><select id="priority" @change=${(event: Event) => change({ priority: Number(value(event)) })}>
          ${priorities.map((each) => html`<option value=${each.value} ?selected=${priorityName(rule.priority) === each.name}>${t(`priority.${each.name}`)}</option>`)}</select></div></div>
        <div class="field"><span class="label">${t('skills')}</span>${(rule.skills ?? []).map((skill, index) => html`<div class="skill">
          <select aria-label=${t('skill')} @change=${(event: Event) => change({ skills: rule.skills!.map((each, at) => (at === index ? { ...each, skill: value(event) } : each)) })}>${skills.value.map((each) => html`<option value=${each.id} ?selected=${each.id === skill.skill}>${each.name}</option>`)}</select>
          <select aria-label=${t('level')} @change=${(event: Event) => change({ skills: rule.skills!.map((each, at) => (at === index ? { ...each, level: Number(value(event)) } : each)) })}>${[1, 2, 3, 4, 5].map((level) => html`<option ?selected=${level === skill.level}>${level}</option>`)}</select>
          <button type="button" class="icon quiet" aria-label=${t('delete')} @click=${() => change({ skills: rule.skills!.filter((_, at) => at !== index) })}>${icon(Trash2, 16)}</button></div>`)}
          <div><button type="button" class="small" ?disabled=${!skills.value.length} @click=${() => change({ skills: [...(rule.skills ?? []), { skill: skills.value[0]!.id, level: 1 }] })}>${icon(Plus, 14)}${t('skill.add')}</button></div></div>
        <label class="check"><input type="checkbox" .checked=${rule.active} @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}><span>${t('active')}</span></label>
        ${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector<HTMLFormElement>('#rule')!.requestSubmit()}>${t('save')}</button></live-dialog>`;
  }

  private async keep(): Promise<void> {
    const rule = this.editing!;
    const rules = this.#fetch.value!.rules;
    const next = rules.some((each) => each.id === rule.id) ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule];
    if (await this.put(next)) this.renderRoot.querySelector('live-dialog')?.close();
  }

  private move(index: number, by: number): void {
    const rules = [...this.#fetch.value!.rules];
    const [rule] = rules.splice(index, 1);
    rules.splice(index + by, 0, rule!);
    void this.put(rules);
  }

  private async drop(rule: Rule): Promise<void> {
    const before = this.#fetch.value!.rules;
    if (await this.put(before.filter((each) => each !== rule), '')) toast(t('deleted', { name: rule.name }), 'ok', { title: t('undo'), run: () => void this.put(before) });
  }

  /** All rules at once, since their order is what they mean. */
  private async put(rules: readonly Rule[], said = t('saved')): Promise<boolean> {
    this.busy = true;
    this.problem = undefined;
    const before = this.#fetch.value!;
    const items = rules.map((rule) => Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== '' && value !== undefined)));
    try {
      await api.put('/channels/rules', before.version === undefined ? items : { items, version: before.version });
      this.#fetch.set({ ...before, rules });
      await this.#fetch.run();
      if (said) toast(said, 'ok');
      return true;
    } catch (thrown) {
      this.problem = plain(problem(thrown));
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** The server names fields with their place in the list; the form shows one rule. */
function plain(what: Problem): Problem {
  const fields = Object.fromEntries(Object.entries(what.fields).map(([name, text]) => [name.replace(/^items\[\d+\]\./, ''), text]));
  return new Problem(what.status, what.code, what.detail, fields, what.trace, what.more);
}

export const tag = define('live-rules', Rules);
