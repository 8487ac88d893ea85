import { css, html, nothing, property, query, state } from 'lit';
import { CircleAlert, CircleCheck, Lock, PlugZap } from 'lucide';
import { api, base, define, failedLine, Fetch, icon, LiveElement, may, problem, type Problem, toast, translator } from '@live/ui';
import type { Form, SettingsForm, Values } from '@live/settings';
import { list, queues } from '@live/work';
import type { Account } from './accounts.ts';
import { step as stepName, trouble } from './trouble.ts';

const t = translator('channels');

interface Configuration {
  readonly pid: string;
  readonly name: string;
  readonly locked: boolean;
  readonly values: Values;
  readonly version?: number;
}

interface Step {
  readonly name: string;
  readonly ok: boolean;
  readonly code: string;
  readonly message: string;
}

/** The settings of one account, with a test of the connection before anything is saved. Tells `saved` and `closed`. */
export class AccountEditor extends LiveElement {
  @property({ attribute: false }) form: Form | undefined;
  @property({ attribute: false }) account: Account | undefined;
  @state() private tag = '';
  @state() private name = '';
  @state() private queue = '';
  @state() private busy: '' | 'save' | 'test' = '';
  @state() private problem: Problem | undefined;
  @state() private steps: readonly Step[] | undefined;
  @query('#settings') private settings!: HTMLElement;
  readonly #fetch = new Fetch<Configuration>(this, async (signal) => {
    if (!this.account) return { pid: '', name: '', locked: false, values: {} };
    const all = list(await api.get<readonly Configuration[]>('/admin/configurations', { query: { factory: this.form!.pid }, signal }));
    const found = all.find((each) => each.pid === this.account!.pid);
    return found ?? { pid: this.account.pid, name: this.account.id, locked: false, values: {} };
  });

  static override styles = [base, css`
    form { display: grid; gap: 18px; }
    .steps { display: grid; gap: 6px; padding: 12px; border-radius: 8px; background: var(--sunken); }
    .steps li { display: flex; gap: 8px; align-items: flex-start; }
    .steps svg { margin-top: 2px; } .ok svg { color: var(--ok); } .bad svg { color: var(--bad); }
    .bad .meta { color: var(--bad-fg); }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void import('@live/settings').then(({ settingsForm }) => (this.tag = settingsForm));
    this.queue = this.account?.defaultQueue ?? '';
    void this.#fetch.run();
    void queues.need().then(() => this.requestUpdate(), () => undefined);
  }

  override render(): unknown {
    const locked = this.#fetch.value?.locked ?? false;
    const writes = may('channel.write') && !locked;
    return html`<live-dialog size="side" heading=${this.account ? this.account.label : t('channel.new', { kind: this.form?.title ?? '' })}>
      ${this.tag ? this.#fetch.show((configuration) => html`<form @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}>
        ${this.form?.description ? html`<p class="muted">${this.form.description}</p>` : nothing}
        ${locked ? html`<div class="banner">${icon(Lock, 16)}<span>${t('locked.text')}</span></div>` : nothing}
        ${this.account ? nothing : html`<div class="field"><label for="name">${t('channel.name')}</label><input id="name" required pattern="[a-z0-9][a-z0-9\\-]{0,62}" autocomplete="off" spellcheck="false" .value=${this.name}
          @input=${(event: Event) => (this.name = (event.target as HTMLInputElement).value)}><span class="hint">${t('channel.name.text')}</span></div>`}
        ${this.fields(configuration, !writes)}
        ${this.account ? html`<div class="field"><label for="queue">${t('default-queue')}</label><select id="queue" ?disabled=${!may('channel.write')} @change=${(event: Event) => (this.queue = (event.target as HTMLSelectElement).value)}>
          <option value="" ?selected=${!this.queue}>${t('default-queue.none')}</option>${queues.value.map((queue) => html`<option value=${queue.id} ?selected=${queue.id === this.queue}>${queue.name}</option>`)}</select><span class="hint">${t('default-queue.text')}</span></div>` : nothing}
        ${this.steps ? html`<div role="status"><ul class="steps">${this.steps.map((step) => html`<li class=${step.ok ? 'ok' : 'bad'}>${icon(step.ok ? CircleCheck : CircleAlert, 16)}<div><div>${stepName(step.name)}</div>
          ${step.message ? html`<div class="meta">${trouble(step.code, step.message)}</div>` : nothing}</div></li>`)}</ul></div>` : nothing}
        ${failedLine(this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined)}<button hidden></button></form>`) : nothing}
      ${writes ? html`<button slot="actions" ?disabled=${this.busy !== ''} @click=${this.test}>${icon(PlugZap, 16)}${t(this.busy === 'test' ? 'testing' : 'test')}</button>
        <button slot="actions" class="primary" ?disabled=${this.busy !== ''} @click=${this.submit}>${t('save')}</button>` : nothing}</live-dialog>`;
  }

  #made: SettingsForm | undefined;

  private fields(configuration: Configuration, locked: boolean): HTMLElement {
    this.#made ??= Object.assign(document.createElement(this.tag) as SettingsForm, { id: 'settings', form: this.form, values: configuration.values });
    return Object.assign(this.#made, { locked, problems: this.problem?.fields ?? {} });
  }

  private submit = (): void => {
    const form = this.renderRoot.querySelector('form')!;
    if (form.reportValidity()) form.requestSubmit();
  };

  private test = async (): Promise<void> => {
    const values = (this.settings as SettingsForm).take();
    if (!values) return;
    this.busy = 'test';
    this.steps = undefined;
    this.problem = undefined;
    try {
      this.steps = list(await api.post<readonly Step[]>(`/admin/forms/${encodeURIComponent(this.form!.pid)}/test`, { values, ...(this.account ? { existingPid: this.account.pid } : {}) }));
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = '';
      this.reveal();
    }
  };

  /** What the server said stands at the end of a long form. */
  private reveal(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('.steps, .banner.bad')?.scrollIntoView({ block: 'end' }));
  }

  private async save(): Promise<void> {
    const values = (this.settings as SettingsForm).take();
    if (!values) return;
    this.busy = 'save';
    this.problem = undefined;
    const { version } = this.#fetch.value ?? {};
    try {
      if (this.account) {
        if (this.queue !== (this.account.defaultQueue ?? '')) await api.put(`/channels/accounts/${this.account.id}/queue`, this.queue ? { queue: this.queue } : {});
        await api.put(`/admin/configurations/${encodeURIComponent(this.account.pid)}`, { values, ...(version === undefined ? {} : { version }) });
      } else await api.post('/admin/configurations', { factory: this.form!.pid, name: this.name, values });
      toast(t('saved'), 'ok');
      this.tell('saved');
      this.renderRoot.querySelector('live-dialog')?.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = '';
      if (this.problem) this.reveal();
    }
  }
}

define('live-account-editor', AccountEditor);
