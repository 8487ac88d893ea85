import { css, html, nothing, property, state } from 'lit';
import { api, ask, base, define, failedLine, LiveElement, may, type Page, problem, Problem, type Queue, toast, translator, uuid, Watching } from '@live/ui';
import { queues, Shared, skills, teams } from '@live/work';
import { mediumName } from '../media.ts';
import { strategyName } from '../strategy.ts';
import './duration.ts';
import { type Finding, Marks } from './findings.ts';
import { hours, openingFields, openingOf } from './opening.ts';
import { ringRows } from './rings.ts';
import { skillRows } from './skills.ts';
import './versions.ts';

const t = translator('routing');
const FRESH: Queue = { id: '', name: '', medium: 'email', priority: 0, skills: [], preferredSkills: [], rings: [], offerSeconds: 30, wrapUpSeconds: 60, preferredAgentSeconds: 30, strategy: 'longest-idle', agents: { mode: 'skills', teams: [] }, active: true, version: 0 };
/** Of a queue that there is, nothing is assumed that it does not say. */
const { medium: _usual, ...KNOWN } = FRESH;
const MEDIA = ['email', 'chat', 'call', 'sms', 'task'] as const;
/** How often a customer is tried to be reached, unless something else is said. */
const ATTEMPTS = 5;
const CHECK_AFTER_MS = 500;

/** The built-in ones, and those of partners. */
const strategies = new Shared<readonly { readonly name: string }[]>([], async () => (await api.get<Page<{ readonly name: string }>>('/routing/strategies')).items);

/** One queue: who serves it, with what skills, and how long each step may take. Tells `saved`, `closed`, and `begun` when its rules run beside the live ones. */
export class QueueEditor extends LiveElement {
  @property({ attribute: false }) queue: Queue | undefined;
  /** Nothing is stored: what was entered is told as `tried`. */
  @property({ type: Boolean }) trial = false;
  @state() private edited: Queue = FRESH;
  @state() private problem: Problem | undefined;
  @state() private findings: readonly Finding[] = [];
  @state() private busy = false;
  @state() private tab: 'rules' | 'versions' = 'rules';
  readonly #id = uuid();
  #timer = 0;
  #check = new AbortController();

  static override styles = [base, css`
    form { display: grid; gap: 18px; padding-top: 12px; } fieldset { display: grid; gap: 6px; } legend { margin-bottom: 6px; } .hint { color: var(--muted); font-size: 12px; line-height: 16px; }
    .skill { display: grid; grid-template-columns: minmax(0, 1fr) 140px 32px; gap: 8px; }
    .three { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px; } .indent { padding-inline-start: 24px; }
    .tabs { border-bottom: 1px solid var(--line); padding-bottom: 6px; }
    .ring { display: grid; gap: 12px; padding: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--sunken); } .ring header { display: flex; justify-content: space-between; align-items: center; }
    .ring select.add { width: auto; } .chip.team { height: 24px; padding-inline-end: 2px; } .chip.team button { min-height: 20px; width: 20px; }
    .mark { display: flex; gap: 6px; align-items: flex-start; font-size: 12px; line-height: 16px; } .mark svg { margin-top: 1px; } .mark.error { color: var(--bad-fg); } .mark.warning { color: var(--warn-fg); }
    .sum { position: sticky; bottom: -20px; margin-bottom: -8px; }
  `];

  constructor() {
    super();
    new Watching(this, [hours, queues, skills, teams, strategies]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.edited = this.queue ? { ...KNOWN, ...this.queue } : FRESH;
    void Promise.allSettled([skills.renew(), teams.renew(), strategies.renew(), hours.renew(), queues.need()]);
    if (this.queue) this.checkSoon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#check.abort();
  }

  override render(): unknown {
    const writes = (this.trial || may('queue.write')) && this.tab === 'rules';
    return html`<live-dialog size="side" heading=${this.queue?.name ?? t('queue.add')}>${this.queue && !this.trial ? this.tabs() : nothing}
      ${this.tab === 'versions' ? html`<live-queue-versions .queue=${this.queue!} @restored=${(event: CustomEvent<Queue>) => this.restored(event.detail)}></live-queue-versions>` : this.form(!writes, new Marks(this.findings, this.problem))}
      ${writes && this.queue && !this.trial ? html`<button slot="actions" class="danger" @click=${this.delete}>${t('delete')}</button>` : nothing}
      ${writes && this.queue && !this.trial && may('agent.supervise') ? html`<button slot="actions" ?disabled=${this.busy} title=${t('shadow.try.text')} @click=${this.tryBeside}>${t('shadow.try')}</button>` : nothing}
      ${writes ? html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t(this.trial ? 'trial.keep' : 'save')}</button>` : nothing}</live-dialog>`;
  }

  private tabs(): unknown {
    return html`<div class="tabs" role="tablist" aria-label=${this.queue!.name}>${(['rules', 'versions'] as const).map((tab) => html`<button role="tab" aria-selected=${this.tab === tab} @click=${() => (this.tab = tab)}>${t(`tab.${tab}`)}</button>`)}</div>`;
  }

  private change = (next: { [K in keyof Queue]?: Queue[K] | undefined }): void => {
    this.edited = { ...this.edited, ...next } as Queue;
    this.checkSoon();
  };

  private form(locked: boolean, marks: Marks): unknown {
    const { edited, change } = this;
    const seconds = (name: 'offerSeconds' | 'wrapUpSeconds' | 'preferredAgentSeconds'): unknown => html`<div class="field"><span class="label">${t(name)}</span><live-duration label=${t(name)} .value=${edited[name]} ?disabled=${locked} ?wrong=${marks.wrong(name)}
      @changed=${(event: CustomEvent<number | undefined>) => change({ [name]: event.detail ?? 0 })}></live-duration><span class="hint">${t(`${name}.text`)}</span>${marks.at(name)}</div>`;
    const mode = (value: 'skills' | 'teams'): unknown => html`<label class="check"><input type="radio" name="mode" ?disabled=${locked} .checked=${edited.agents.mode === value} @change=${() => change({ agents: { ...edited.agents, mode: value } })}><span>${t(`mode.${value}`)}</span></label>`;
    const chosen = edited.agents.teams ?? [];
    return html`<form @submit=${this.save} novalidate>
      <div class="field"><label for="name">${t('name')}</label><input id="name" required maxlength="100" aria-invalid=${marks.wrong('name')} ?disabled=${locked} .value=${edited.name} @input=${(event: Event) => change({ name: (event.target as HTMLInputElement).value })}>${marks.at('name')}</div>
      <div class="pair"><div class="field"><label for="medium">${t('medium')}</label><select id="medium" ?disabled=${locked} @change=${(event: Event) => change({ medium: (event.target as HTMLSelectElement).value || undefined })}><option value="" ?selected=${!edited.medium}>${t('medium.any')}</option>
        ${[...new Set([...MEDIA, ...(edited.medium ? [edited.medium] : [])])].map((each) => html`<option value=${each} ?selected=${each === edited.medium}>${mediumName(each)}</option>`)}</select>${marks.at('medium')}</div>
      <div class="field"><label for="priority">${t('priority')}</label><input id="priority" type="number" min="-9" max="9" aria-invalid=${marks.wrong('priority')} ?disabled=${locked} .value=${String(edited.priority)} @input=${(event: Event) => change({ priority: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t('priority.text')}</span>${marks.at('priority')}</div></div>
      <div class="field"><span class="label">${t('serviceLevel')}</span><live-duration label=${t('serviceLevel')} .value=${edited.serviceLevelSeconds} ?disabled=${locked} ?wrong=${marks.wrong('serviceLevelSeconds')} @changed=${(event: CustomEvent<number | undefined>) => change({ serviceLevelSeconds: event.detail || undefined })}></live-duration><span class="hint">${t('serviceLevel.text')}</span>${marks.at('serviceLevelSeconds')}</div>
      <fieldset><legend>${t('served-by')}</legend>${mode('skills')}${mode('teams')}
        ${edited.agents.mode === 'teams' ? html`<div class="indent">${teams.value.map((team) => html`<label class="check"><input type="checkbox" ?disabled=${locked} .checked=${chosen.includes(team.id)}
          @change=${() => change({ agents: { mode: 'teams', teams: chosen.includes(team.id) ? chosen.filter((id) => id !== team.id) : [...chosen, team.id] } })}><span>${team.name}</span></label>`)}${teams.value.length ? nothing : html`<p class="meta">${t('teams.none')}</p>`}</div>` : nothing}${marks.at('agents', true)}</fieldset>
      <fieldset><legend>${t('skills')}</legend>${skillRows(edited.skills, 'skills', marks, locked, (next) => change({ skills: next }))}</fieldset>
      <fieldset><legend>${t('skills.preferred')}</legend><p class="hint">${t('skills.preferred.text')}</p>${skillRows(edited.preferredSkills ?? [], 'preferredSkills', marks, locked, (next) => change({ preferredSkills: next }))}</fieldset>
      <fieldset><legend>${t('rings')}</legend><p class="hint">${t('rings.text')}</p>${ringRows(edited.rings ?? [], edited.skills, marks, locked, (next) => change({ rings: next }))}</fieldset>
      ${openingFields(edited, marks, locked, change)}
      <div class="field"><label for="strategy">${t('strategy')}</label><select id="strategy" ?disabled=${locked} @change=${(event: Event) => change({ strategy: (event.target as HTMLSelectElement).value })}>
        ${[...new Set([...strategies.value.map((each) => each.name), edited.strategy])].map((each) => html`<option value=${each} ?selected=${each === edited.strategy}>${strategyName(each)}</option>`)}</select><span class="hint">${t('strategy.text')}</span>${marks.at('strategy')}</div>
      <div class="three">${seconds('offerSeconds')}${seconds('wrapUpSeconds')}${seconds('preferredAgentSeconds')}</div>
      <div class="field"><label for="attempts">${t('maxAttempts')}</label><input id="attempts" type="number" min="1" max="100" aria-invalid=${marks.wrong('maxAttempts')} ?disabled=${locked} .value=${String(edited.maxAttempts ?? ATTEMPTS)} @input=${(event: Event) => change({ maxAttempts: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t('maxAttempts.text')}</span>${marks.at('maxAttempts')}</div>
      <label class="check"><input type="checkbox" ?disabled=${locked} .checked=${edited.active} @change=${(event: Event) => change({ active: (event.target as HTMLInputElement).checked })}><span>${t('active')}</span></label>
      <div class="sum">${marks.errors || Object.keys(this.problem?.fields ?? {}).length ? html`<div class="banner bad" role="alert"><span>${t('check.errors')}</span></div>` : failedLine(marks.rest)}</div><button hidden></button></form>`;
  }

  private get body(): object {
    const { id: _id, version: _version, name, medium, agents, serviceLevelSeconds, ...rest } = this.edited;
    const { priority, skills: needed, preferredSkills = [], rings = [], offerSeconds, wrapUpSeconds, preferredAgentSeconds, maxAttempts = ATTEMPTS, strategy, active } = rest;
    return { name: name.trim(), ...(medium ? { medium } : {}), ...(serviceLevelSeconds ? { serviceLevelSeconds } : {}), priority, skills: needed, preferredSkills, rings, offerSeconds, wrapUpSeconds, preferredAgentSeconds, maxAttempts, strategy, agents: { mode: agents.mode, teams: agents.mode === 'teams' ? agents.teams ?? [] : [] }, active, ...openingOf(this.edited) };
  }

  private checkSoon(): void {
    clearTimeout(this.#timer);
    if (may('queue.write')) this.#timer = setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  /** Asks what the server thinks of it, before it is stored. */
  private async check(): Promise<void> {
    this.#check.abort();
    this.#check = new AbortController();
    const { signal } = this.#check;
    try {
      const { findings } = await api.post<{ findings: readonly Finding[] }>('/routing/queues/check', { ...(this.edited.id ? { id: this.edited.id } : {}), ...this.body }, { signal });
      this.findings = findings;
      this.problem = undefined;
    } catch (thrown) {
      if (signal.aborted) return;
      const what = problem(thrown);
      this.findings = [];
      // A name that is not typed yet is no mistake; what cannot be asked now is told when it is stored.
      this.problem = what.status === 400 && (this.edited.id || this.edited.name.trim()) ? what : undefined;
    }
  }

  private save = async (event: Event): Promise<void> => {
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#check.abort();
    this.busy = true;
    this.problem = undefined;
    try {
      const { id, version } = this.edited;
      if (this.trial) {
        await this.check();
        if (this.problem || new Marks(this.findings, undefined).errors) return;
        this.tell('tried', { id, version, ...this.body });
        this.renderRoot.querySelector('live-dialog')?.close();
        return;
      }
      if (id) await api.put(`/routing/queues/${id}`, { ...this.body, version });
      else await api.post('/routing/queues', { id: this.#id, ...this.body });
      this.done();
    } catch (thrown) {
      this.findings = this.findings.filter((each) => each.severity === 'warning');
      this.problem = problem(thrown);
      await this.updateComplete;
      this.renderRoot.querySelector('.mark.error, .banner.bad')?.scrollIntoView({ block: 'center' });
    } finally {
      this.busy = false;
    }
  };

  /** Has the rules run beside the live ones. */
  private tryBeside = async (): Promise<void> => {
    this.busy = true;
    try {
      const { id, version, name } = this.edited;
      await this.check();
      if (this.problem || new Marks(this.findings, undefined).errors) return;
      await api.post('/routing/shadow', { id: uuid(), name, queues: [{ id, version, ...this.body }] });
      this.tell('begun');
      this.renderRoot.querySelector('live-dialog')?.close();
    } catch (thrown) {
      const what = problem(thrown);
      this.problem = what.code === 'routing.shadow.running' ? new Problem(what.status, what.code, t('shadow.busy')) : what;
    } finally {
      this.busy = false;
    }
  };

  private restored(queue: Queue): void {
    this.queue = queue;
    this.edited = { ...KNOWN, ...queue };
    this.findings = [];
    this.tell('saved');
    this.checkSoon();
  }

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
