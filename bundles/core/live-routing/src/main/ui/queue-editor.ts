import { css, html, nothing, property, state } from 'lit';
import { Plus, X } from 'lucide';
import { api, ask, base, define, failedLine, icon, LiveElement, may, problem, type Problem, type Queue, toast, translator, uuid, Watching } from '@live/ui';
import { skills, teams } from '@live/work';

const t = translator('routing');
const FRESH: Queue = { id: '', name: '', medium: 'email', priority: 0, skills: [], offerSeconds: 30, wrapUpSeconds: 60, preferredAgentSeconds: 30, strategy: 'longest-idle', agents: { mode: 'skills', teams: [] }, active: true, version: 0 };
const STRATEGIES = ['longest-idle', 'cyclic', 'least-occupied', 'best-skill'] as const;
const MEDIA = ['email', 'chat', 'call', 'sms', 'task'] as const;

/** One queue: who serves it, with what skills, and how long each step may take. Tells `saved` and `closed`. */
export class QueueEditor extends LiveElement {
  @property({ attribute: false }) queue: Queue | undefined;
  @state() private edited: Queue = FRESH;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #id = uuid();

  static override styles = [base, css`
    form { display: grid; gap: 18px; } fieldset { display: grid; gap: 6px; } legend { margin-bottom: 6px; }
    .skill { display: grid; grid-template-columns: 1fr 120px 32px; gap: 8px; }
    .three { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px; } .indent { padding-inline-start: 24px; }
  `];

  constructor() {
    super();
    new Watching(this, [skills, teams]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.edited = this.queue ?? FRESH;
    void Promise.allSettled([skills.renew(), teams.renew()]);
  }

  override render(): unknown {
    const writes = may('queue.write');
    return html`<live-dialog size="side" heading=${this.queue?.name ?? t('queue.add')}>${this.form(!writes)}
      ${writes && this.queue ? html`<button slot="actions" class="danger" @click=${this.delete}>${t('delete')}</button>` : nothing}
      ${writes ? html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button>` : nothing}</live-dialog>`;
  }

  private form(locked: boolean): unknown {
    const { edited } = this;
    const change = (next: Partial<Queue>): void => {
      this.edited = { ...this.edited, ...next };
    };
    const wrong = (name: string): unknown => (this.problem?.fields[name] ? html`<span class="error" role="alert">${this.problem.fields[name]}</span>` : nothing);
    const seconds = (name: 'offerSeconds' | 'wrapUpSeconds' | 'preferredAgentSeconds', least: number): unknown => html`<div class="field"><label for=${name}>${t(name)}</label><input id=${name} type="number" required min=${least} max="86400" ?disabled=${locked}
      .value=${String(edited[name])} @input=${(event: Event) => change({ [name]: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t(`${name}.text`)}</span>${wrong(name)}</div>`;
    const mode = (value: 'skills' | 'teams'): unknown => html`<label class="check"><input type="radio" name="mode" ?disabled=${locked} .checked=${edited.agents.mode === value} @change=${() => change({ agents: { ...edited.agents, mode: value } })}><span>${t(`mode.${value}`)}</span></label>`;
    const chosen = edited.agents.teams ?? [];
    return html`<form @submit=${this.save}>
      <div class="field"><label for="name">${t('name')}</label><input id="name" required maxlength="100" ?disabled=${locked} .value=${edited.name} @input=${(event: Event) => change({ name: (event.target as HTMLInputElement).value })}>${wrong('name')}</div>
      <div class="pair"><div class="field"><label for="medium">${t('medium')}</label><select id="medium" ?disabled=${locked} @change=${(event: Event) => change({ medium: (event.target as HTMLSelectElement).value })}><option value="" ?selected=${!edited.medium}>${t('medium.any')}</option>
        ${MEDIA.map((each) => html`<option value=${each} ?selected=${each === edited.medium}>${t(`medium.${each}`)}</option>`)}</select></div>
      <div class="field"><label for="priority">${t('priority')}</label><input id="priority" type="number" required min="-9" max="9" ?disabled=${locked} .value=${String(edited.priority)} @input=${(event: Event) => change({ priority: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t('priority.text')}</span>${wrong('priority')}</div></div>
      <fieldset><legend>${t('served-by')}</legend>${mode('skills')}${mode('teams')}
        ${edited.agents.mode === 'teams' ? html`<div class="indent">${teams.value.map((team) => html`<label class="check"><input type="checkbox" ?disabled=${locked} .checked=${chosen.includes(team.id)}
          @change=${() => change({ agents: { mode: 'teams', teams: chosen.includes(team.id) ? chosen.filter((id) => id !== team.id) : [...chosen, team.id] } })}><span>${team.name}</span></label>`)}${teams.value.length ? nothing : html`<p class="meta">${t('teams.none')}</p>`}</div>` : nothing}${wrong('agents')}</fieldset>
      <fieldset><legend>${t('skills')}</legend>${edited.skills.map((skill, index) => html`<div class="skill"><select aria-label=${t('skill')} ?disabled=${locked} @change=${(event: Event) => change({ skills: edited.skills.map((each, at) => (at === index ? { ...each, skill: (event.target as HTMLSelectElement).value } : each)) })}>
          ${skills.value.map((each) => html`<option value=${each.id} ?selected=${each.id === skill.skill}>${each.name}</option>`)}</select>
        <select aria-label=${t('level')} ?disabled=${locked} @change=${(event: Event) => change({ skills: edited.skills.map((each, at) => (at === index ? { ...each, level: Number((event.target as HTMLSelectElement).value) } : each)) })}>${[1, 2, 3, 4, 5].map((level) => html`<option value=${level} ?selected=${level === skill.level}>≥ ${level}</option>`)}</select>
        <button type="button" class="icon quiet" aria-label=${t('skill.remove')} ?disabled=${locked} @click=${() => change({ skills: edited.skills.filter((_, at) => at !== index) })}>${icon(X, 16)}</button></div>`)}
        <div><button type="button" class="small" ?disabled=${locked || !skills.value.length} @click=${() => change({ skills: [...edited.skills, { skill: skills.value.find((each) => !edited.skills.some((one) => one.skill === each.id))?.id ?? skills.value[0]!.id, level: 1 }] })}>${icon(Plus, 14)}${t('skill.add')}</button></div>${wrong('skills')}</fieldset>
      <div class="field"><label for="strategy">${t('strategy')}</label><select id="strategy" ?disabled=${locked} @change=${(event: Event) => change({ strategy: (event.target as HTMLSelectElement).value })}>
        ${STRATEGIES.map((each) => html`<option value=${each} ?selected=${each === edited.strategy}>${t(`strategy.${each}`)}</option>`)}</select><span class="hint">${t('strategy.text')}</span>${wrong('strategy')}</div>
      <div class="three">${seconds('offerSeconds', 5)}${seconds('wrapUpSeconds', 0)}${seconds('preferredAgentSeconds', 0)}</div>
      <label class="check"><input type="checkbox" ?disabled=${locked} .checked=${edited.active} @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}><span>${t('active')}</span></label>${failedLine(this.problem)}<button hidden></button></form>`;
  }

  private save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { id, name, medium, priority, skills: needed, offerSeconds, wrapUpSeconds, preferredAgentSeconds, strategy, agents, active, version } = this.edited;
    const body = { name: name.trim(), ...(medium ? { medium } : {}), priority, skills: needed, offerSeconds, wrapUpSeconds, preferredAgentSeconds, strategy, agents: { mode: agents.mode, teams: agents.mode === 'teams' ? agents.teams ?? [] : [] }, active };
    this.busy = true;
    this.problem = undefined;
    try {
      if (id) await api.put(`/routing/queues/${id}`, { ...body, version });
      else await api.post('/routing/queues', { id: this.#id, ...body });
      this.done();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };

  private delete = async (): Promise<void> => {
    const { queue } = this;
    if (!queue || !(await ask({ title: t('delete.title', { name: queue.name }), text: t('delete.text'), confirm: t('delete'), danger: true }))) return;
    try {
      await api.delete(`/routing/queues/${queue.id}`);
      this.done();
    } catch (thrown) {
      this.problem = problem(thrown);
    }
  };

  private done(): void {
    toast(t('saved'), 'ok');
    this.tell('saved');
    this.renderRoot.querySelector('live-dialog')?.close();
  }
}

define('live-queue-editor', QueueEditor);
