import { css, html, nothing, property, state } from 'lit';
import { CircleCheck, Download, FileDiff, TriangleAlert, Upload } from 'lucide';
import { api, ask, base, define, empty, failedLine, icon, LiveElement, may, number, problem, type Problem, translator } from '@live/ui';

const t = translator('admin');
const TONES: Readonly<Record<string, string>> = { added: 'ok', changed: 'accent', removed: 'bad' };
const SHOWN = 200;

interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

interface Differences {
  /** Of what is shown here: only this is applied. */
  readonly mark: string;
  readonly sound: boolean;
  readonly sections: readonly {
    readonly section: string;
    readonly objects: readonly { readonly kind: string; readonly name: string; readonly fields: readonly FieldChange[] }[];
    readonly faults: readonly { readonly object: string; readonly field: string; readonly message: string }[];
  }[];
}

interface Outcome {
  readonly section: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly failure: string;
}

/** The configuration of the whole product as one file: taken out, and put in once its differences were seen. */
export class ConfigurationFile extends LiveElement {
  @property() rest = '';
  @state() private file = '';
  @state() private called = '';
  @state() private differences: Differences | undefined;
  @state() private outcomes: readonly Outcome[] | undefined;
  @state() private busy = false;
  @state() private problem: Problem | undefined;

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .card { overflow: auto; } section { margin-top: 24px; } section > h2 { font: 550 12px/16px var(--family); color: var(--muted); margin-bottom: 8px; }
    .banner { margin-bottom: 16px; align-items: center; } .banner svg { margin: 0; } .banner span { flex: 1; }
    section td { vertical-align: top; padding-block: 10px; } td:first-child { width: 120px; } td.name { width: 30%; overflow-wrap: anywhere; }
    .fields { display: grid; gap: 4px; } .fields > div { display: grid; grid-template-columns: 150px minmax(0, 1fr); gap: 0 12px; } .fields .code { overflow-wrap: anywhere; white-space: pre-wrap; }
    del { color: var(--bad-fg); } ins { color: var(--ok-fg); text-decoration: none; }
    .picker { position: relative; } .picker input { position: absolute; inset: 0; opacity: 0; cursor: pointer; } .picker:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
    @media (max-width: 767px) { :host { padding: 12px; } td:first-child { width: auto; } td.name { width: auto; } .fields > div { grid-template-columns: 1fr; } }
  `];

  override render(): unknown {
    const { differences } = this;
    return html`<header><div><h1>${t('file')}</h1><p class="muted">${t('file.text')}</p></div>
        <button ?disabled=${this.busy} @click=${this.take}>${icon(Download, 16)}${t('file.export')}</button>
        ${may('module.write') ? html`<label class="button picker ${differences ? '' : 'primary'}">${icon(Upload, 16)}${t('file.choose')}<input type="file" accept=".yaml,.yml,application/yaml,text/yaml" ?disabled=${this.busy} @change=${this.chosen}></label>` : nothing}</header>
      ${failedLine(this.problem)}
      ${this.outcomes ? this.result(this.outcomes) : differences ? this.shown(differences) : html`<div class="card">${empty(FileDiff, t('file.none'), t('file.none.text'))}</div>`}`;
  }

  private shown({ sections, sound }: Differences): unknown {
    if (!sections.length) return html`<div class="banner ok" role="status">${icon(CircleCheck, 18)}<span>${t('file.same', { file: this.called })}</span></div>`;
    return html`<div class="banner ${sound ? '' : 'bad'}" role="status">${icon(sound ? FileDiff : TriangleAlert, 18)}<span>${sound ? t('file.differs', { file: this.called, count: this.count() }) : t('file.unsound', { file: this.called })}</span>
        ${sound ? html`<button class="primary" ?disabled=${this.busy} @click=${this.apply}>${t('file.apply')}</button>` : nothing}</div>
      ${sections.map(({ section, objects, faults }) => html`<section><h2>${this.heading(section)}</h2><div class="card"><table aria-label=${this.heading(section)}><tbody>
        ${faults.map((fault) => html`<tr><td><span class="chip bad">${t('file.fault')}</span></td><td class="name strong">${fault.object}</td><td><span class="code">${fault.field}</span> ${fault.message}</td></tr>`)}
        ${objects.slice(0, SHOWN).map(({ kind, name, fields }) => html`<tr><td><span class="chip ${TONES[kind] ?? ''}">${t(`file.${kind}`)}</span></td><td class="name strong">${name}</td><td><div class="fields">${fields.map((field) => html`<div><span class="muted">${field.field}</span><span class="code">${field.before === undefined ? nothing : html`<del>${said(field.before)}</del> `}${field.after === undefined ? nothing : html`<ins>${said(field.after)}</ins>`}</span></div>`)}</div></td></tr>`)}
        ${objects.length > SHOWN ? html`<tr><td colspan="3" class="muted">${t('file.more', { count: objects.length - SHOWN })}</td></tr>` : nothing}</tbody></table></div></section>`)}`;
  }

  private result(outcomes: readonly Outcome[]): unknown {
    const failed = outcomes.filter((outcome) => outcome.failure);
    return html`<div class="banner ${failed.length ? 'bad' : 'ok'}" role="status">${icon(failed.length ? TriangleAlert : CircleCheck, 18)}<span>${t(failed.length ? 'file.stopped' : 'file.applied')}</span></div>
      <div class="card"><table><thead><tr><th>${t('file.section')}</th><th class="right">${t('file.added')}</th><th class="right">${t('file.changed')}</th><th class="right">${t('file.removed')}</th></tr></thead>
        <tbody>${outcomes.map((outcome) => html`<tr><td class="strong">${this.heading(outcome.section)}${outcome.failure ? html`<div class="error-text">${outcome.failure}</div>` : nothing}</td><td class="right number">${number(outcome.added)}</td><td class="right number">${number(outcome.changed)}</td><td class="right number">${number(outcome.removed)}</td></tr>`)}</tbody></table></div>`;
  }

  /** A section is called as in the file where nobody gave it a word. */
  private heading(section: string): string {
    const word = t(`section.${section}`);
    return word === `section.${section}` ? section : word;
  }

  private count(): number {
    return this.differences!.sections.reduce((sum, { objects }) => sum + objects.length, 0);
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  private take = (): Promise<void> => this.act(async () => {
    const { file } = await api.get<{ file: string }>('/admin/file');
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([file], { type: 'application/yaml' })), download: `live-${new Date().toISOString().slice(0, 10)}.yaml` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });

  private chosen = (event: Event): Promise<void> => this.act(async () => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    this.outcomes = undefined;
    this.differences = undefined;
    this.called = file.name;
    this.file = await file.text();
    input.value = '';
    this.differences = await api.post<Differences>('/admin/file/differences', { file: this.file });
  });

  private apply = async (): Promise<void> => {
    const removed = this.differences!.sections.reduce((sum, { objects }) => sum + objects.filter(({ kind }) => kind === 'removed').length, 0);
    if (!(await ask({ title: t('file.apply.title', { count: this.count() }), text: removed ? t('file.apply.removes', { count: removed }) : t('file.apply.text'), confirm: t('file.apply'), danger: removed > 0 }))) return;
    await this.act(async () => {
      const { items } = await api.post<{ items: readonly Outcome[] }>('/admin/file/apply', { file: this.file, mark: this.differences!.mark });
      this.outcomes = items;
      this.differences = undefined;
    });
  };
}

/** Content as the file has it, on one line. */
function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const tag = define('live-configuration-file', ConfigurationFile);
