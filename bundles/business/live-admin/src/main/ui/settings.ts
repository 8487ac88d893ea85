import { css, html, nothing, property, query, state } from 'lit';
import { Lock, SlidersHorizontal } from 'lucide';
import { api, base, define, empty, failedLine, Fetch, go, icon, LiveElement, problem, type Problem, socket, toast, translator } from '@live/ui';
import type { Form, SettingsForm, Values } from '@live/settings';
import { list } from '@live/work';

const t = translator('admin');

interface Configuration {
  readonly pid: string;
  readonly locked: boolean;
  readonly values: Values;
  readonly version?: number;
}

/** Settings of the parts of the platform, with forms made from their own descriptions. */
export class SettingsPage extends LiveElement {
  @property() rest = '';
  @state() private tag = '';
  @state() private configuration: Configuration | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @query('#form') private form!: HTMLElement;
  readonly #fetch = new Fetch<readonly Form[]>(this, async (signal) => list(await api.get<readonly Form[]>('/admin/forms', { signal })).filter((form) => !form.factory));
  #opened = '';
  #made: SettingsForm | undefined;
  #end: () => void = () => undefined;

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { margin-bottom: 16px; } .card { overflow: auto; } .banner { margin-bottom: 16px; }
    @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    const again = (): void => void this.#fetch.run();
    again();
    this.#end = socket.subscribe('admin', '', { data: again, again });
    void import('@live/settings').then(({ settingsForm }) => (this.tag = settingsForm));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override willUpdate(): void {
    if (this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.configuration = undefined;
    this.problem = undefined;
    this.#made = undefined;
    if (this.rest) {
      api.get<readonly Configuration[]>('/admin/configurations', { query: { factory: this.rest } }).then((answer) => {
        this.configuration = list(answer)[0] ?? { pid: this.rest, locked: false, values: {} };
      }, (thrown) => (this.problem = problem(thrown)));
    }
  }

  override render(): unknown {
    return html`<header><h1>${t('settings')}</h1><p class="muted">${t('settings.text')}</p></header>
      ${this.#fetch.show((forms) => html`<div class="card">${forms.length ? html`<table><thead><tr><th>${t('settings.of')}</th><th>${t('module')}</th></tr></thead><tbody>${forms.map((form) => html`<tr tabindex="0" @click=${() => go(`/admin/settings/${form.pid}`)}
        @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && go(`/admin/settings/${form.pid}`)}><td><div class="strong">${form.title}</div><div class="meta">${form.description ?? ''}</div></td><td class="code">${form.module ?? ''}</td></tr>`)}</tbody></table>` : empty(SlidersHorizontal, t('settings.none'))}</div>
        ${this.editor(forms.find((form) => form.pid === this.rest))}`)}`;
  }

  private editor(form: Form | undefined): unknown {
    if (!form) return nothing;
    const { configuration } = this;
    return html`<live-dialog size="side" heading=${form.title} @closed=${() => go('/admin/settings')}>${configuration?.locked ? html`<div class="banner">${icon(Lock, 16)}<span>${t('locked.text')}</span></div>` : nothing}
      ${this.tag && configuration ? this.fields(form, configuration) : nothing}${failedLine(this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined)}
      ${configuration && !configuration.locked ? html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${this.save}>${t('save')}</button>` : nothing}</live-dialog>`;
  }

  private fields(form: Form, configuration: Configuration): HTMLElement {
    this.#made ??= Object.assign(document.createElement(this.tag) as SettingsForm, { id: 'form', form, values: configuration.values });
    return Object.assign(this.#made, { locked: configuration.locked, problems: this.problem?.fields ?? {} });
  }

  private save = async (): Promise<void> => {
    const values = (this.form as SettingsForm).take();
    if (!values) return;
    this.busy = true;
    this.problem = undefined;
    const { pid, version } = this.configuration!;
    try {
      await api.put(`/admin/configurations/${encodeURIComponent(pid)}`, { values, ...(version === undefined ? {} : { version }) });
      toast(t('saved'), 'ok');
      this.renderRoot.querySelector('live-dialog')?.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };
}

export const tag = define('live-platform-settings', SettingsPage);
