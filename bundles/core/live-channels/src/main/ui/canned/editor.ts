import { css, html, nothing, property, repeat, state } from 'lit';
import { Plus, X } from 'lucide';
import { api, ask, base, define, failedLine, icon, LiveElement, may, type Problem, problem, toast, translator, uuid, Watching } from '@live/ui';
import type { RichText } from '@live/editor';
import { type CannedReply, PLACEHOLDERS, teams } from '@live/work';
import { languageName, languageTags } from './language.ts';

const t = translator('channels');
const SCOPES = ['mine', 'team', 'all'] as const;

/** One canned reply: its name, whose it is, and what it says in each language. Tells `saved` and `closed`. */
export class CannedEditor extends LiveElement {
  @property({ attribute: false }) reply: CannedReply | undefined;
  @state() private edited: CannedReply = { id: uuid(), name: '', scope: 'mine', texts: [{ html: '' }] };
  @state() private at = 0;
  @state() private ready = false;
  @state() private problem: Problem | undefined;
  @state() private busy = false;

  static override styles = [base, css`
    form { display: grid; gap: 16px; } .hint { color: var(--muted); font-size: 12px; line-height: 16px; }
    .tabs { display: flex; gap: 4px; flex-wrap: wrap; align-items: center; } .tabs select { width: auto; min-height: 28px; }
    .text { margin-top: 4px; border: 1px solid var(--edge); border-radius: 8px; } .text:focus-within { border-color: var(--accent); } live-rich-text { --editor-max: 30dvh; }
    .marks { display: flex; gap: 6px; flex-wrap: wrap; align-items: center; }
  `];

  constructor() {
    super();
    new Watching(this, [teams]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.reply) this.edited = this.reply;
    void import('@live/editor').then(() => (this.ready = true));
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('at') || changed.has('ready')) void this.fill();
  }

  private get editor(): RichText | null {
    return this.renderRoot.querySelector<RichText>('live-rich-text');
  }

  /** The editor is one for all languages. */
  private async fill(): Promise<void> {
    const { editor } = this;
    if (!editor) return;
    await editor.updateComplete;
    editor.html = this.edited.texts[this.at]?.html ?? '';
  }

  override render(): unknown {
    const { edited } = this;
    const keeps = may('reply.write');
    const input = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<live-dialog heading=${this.reply ? this.reply.name : t('canned.add')}><form @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}>
      <div class="field"><label for="name">${t('canned.name')}</label><input id="name" required maxlength="100" autocomplete="off" ?autofocus=${!this.reply} .value=${edited.name} @input=${(event: Event) => this.change({ name: input(event) })}><span class="hint">${t('canned.name.text')}</span>${this.wrong('name')}</div>
      ${keeps ? html`<div class="pair"><div class="field"><label for="scope">${t('canned.scope')}</label><select id="scope" @change=${(event: Event) => this.change({ scope: input(event) as CannedReply['scope'] })}>${SCOPES.map((scope) => html`<option value=${scope} ?selected=${scope === edited.scope}>${t(`canned.${scope}`)}</option>`)}</select>${this.wrong('scope')}</div>
        ${edited.scope === 'team' ? html`<div class="field"><label for="team">${t('canned.team')}</label><select id="team" required @change=${(event: Event) => this.change({ team: input(event) })}><option value="" ?selected=${!edited.team}></option>${teams.value.map((team) => html`<option value=${team.id} ?selected=${team.id === edited.team}>${team.name}</option>`)}</select>${this.wrong('team')}</div>` : nothing}</div>` : nothing}
      <div class="field"><span class="label">${t('canned.says')}</span>${this.languages()}
        <div class="text">${this.ready ? html`<live-rich-text .label=${t('canned.says')} @changed=${this.said}></live-rich-text>` : nothing}</div>
        <div class="marks"><span class="hint">${t('canned.placeholders')}</span>${PLACEHOLDERS.map((name) => html`<button type="button" class="small" @click=${() => this.editor?.insert(`{${name}}`)}>${t(`canned.${name}`)}</button>`)}</div>
        ${this.wrong('texts')}${this.wrong(`texts[${this.at}].html`)}${this.wrong(`texts[${this.at}].language`)}</div>
      ${failedLine(this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined)}<button hidden></button></form>
      ${this.reply ? html`<button slot="actions" class="danger" @click=${this.delete}>${t('delete')}</button>` : nothing}
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button></live-dialog>`;
  }

  /** What it says in which language; the one without fits whenever none else does. */
  private languages(): unknown {
    const { texts } = this.edited;
    const own = texts[this.at]?.language ?? '';
    const taken = new Set(texts.map(({ language }) => language ?? ''));
    const all = ['', ...languageTags];
    const free = all.filter((tag) => !taken.has(tag));
    const called = (tag: string | undefined): string => (tag ? languageName(tag) : t('canned.any'));
    return html`<div class="tabs" role="tablist" aria-label=${t('canned.languages')}>${texts.map(({ language }, index) => html`<button type="button" role="tab" aria-selected=${index === this.at} @click=${() => (this.at = index)}>${called(language)}</button>`)}</div>
      <div class="tabs"><select aria-label=${t('canned.language')} @change=${(event: Event) => this.text({ language: (event.target as HTMLSelectElement).value })}>${repeat(all.filter((tag) => tag === own || !taken.has(tag)), (tag) => tag, (tag) => html`<option value=${tag} .selected=${tag === own}>${called(tag)}</option>`)}</select>
        <button type="button" class="small" ?disabled=${!free.length} @click=${() => this.add(free[0]!)}>${icon(Plus, 14)}${t('canned.language.add')}</button>
        ${texts.length > 1 ? html`<button type="button" class="small quiet" @click=${this.drop}>${icon(X, 14)}${t('canned.language.remove')}</button>` : nothing}</div>`;
  }

  private wrong(field: string): unknown {
    const found = this.problem?.fields[field];
    return found ? html`<span class="error" role="alert">${found}</span>` : nothing;
  }

  private change(next: Partial<CannedReply>): void {
    this.edited = { ...this.edited, ...next };
  }

  private text(next: { language?: string; html?: string }): void {
    this.change({ texts: this.edited.texts.map((text, index) => {
      if (index !== this.at) return text;
      const { language = text.language ?? '', html: said = text.html } = next;
      return { ...(language ? { language } : {}), html: said };
    }) });
  }

  private add(language: string): void {
    this.change({ texts: [...this.edited.texts, { ...(language ? { language } : {}), html: '' }] });
    this.at = this.edited.texts.length - 1;
  }

  private readonly drop = (): void => {
    this.change({ texts: this.edited.texts.filter((_, index) => index !== this.at) });
    this.at = Math.max(0, this.at - 1);
    void this.fill();
  };

  private readonly said = (): void => {
    this.text({ html: this.editor?.html ?? '' });
    // The editor is no field of its own, but what it holds is asked for before it is lost.
    this.renderRoot.querySelector('form')?.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  };

  private async save(): Promise<void> {
    const { id, name, scope, team, texts } = this.edited;
    this.busy = true;
    this.problem = undefined;
    try {
      const body = { name: name.trim(), scope, ...(scope === 'team' && team ? { team } : {}), texts };
      if (this.reply) await api.put(`/channels/canned-replies/${id}`, { ...body, version: this.reply.version });
      else await api.post('/channels/canned-replies', { id, ...body });
      this.done(t('saved'));
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  private readonly delete = async (): Promise<void> => {
    const { reply } = this;
    if (!reply || !(await ask({ title: t('canned.delete', { name: reply.name }), text: t('canned.delete.text'), confirm: t('delete'), danger: true }))) return;
    try {
      await api.delete(`/channels/canned-replies/${reply.id}`);
      this.done(t('canned.deleted', { name: reply.name }));
    } catch (thrown) {
      this.problem = problem(thrown);
    }
  };

  private done(said: string): void {
    toast(said, 'ok');
    this.tell('saved');
    this.renderRoot.querySelector('live-dialog')?.close();
  }
}

define('live-canned-editor', CannedEditor);
