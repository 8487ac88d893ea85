import { css, html, nothing, property, state } from 'lit';
import { UserPlus, X } from 'lucide';
import { api, base, define, failedLine, icon, LiveElement, problem, type Problem, toast, translator, Watching } from '@live/ui';
import { colleagues, nameOf, namesChanged, pick, priorities, priorityName } from '@live/work';

const t = translator('ticketing');

export interface Profile {
  readonly segment?: string;
  readonly priority?: number;
  readonly manager?: string;
  readonly version: number;
}

/** Says what a customer is to the organisation. It holds from the next contact on. */
export class ProfileEditor extends LiveElement {
  @property() person = '';
  @property({ attribute: false }) profile: Profile = { version: 0 };
  @property({ attribute: false }) kept: (profile: Profile) => void = () => undefined;
  @state() private segments: readonly string[] = [];
  @state() private busy = false;
  @state() private problem: Problem | undefined;

  static override styles = [base, css`form { display: grid; gap: 16px; } .manager { display: flex; gap: 8px; } .manager button:first-child { flex: 1; justify-content: flex-start; }`];

  constructor() {
    super();
    new Watching(this, [namesChanged]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Only a help for typing: without it every segment can be written all the same.
    void api.get<{ items: readonly string[] }>('/channels/segments').then(({ items }) => (this.segments = items), () => undefined);
  }

  override render(): unknown {
    const { profile } = this;
    const wrong = (name: string): unknown => (this.problem?.fields[name] ? html`<span class="error" role="alert">${this.problem.fields[name]}</span>` : nothing);
    return html`<live-dialog size="small" heading=${t('profile.edit')} @closed=${() => this.remove()}><form @submit=${this.keep}>
      <div class="field"><label for="segment">${t('profile.segment')}</label><input id="segment" maxlength="60" autocomplete="off" list="segments" autofocus .value=${profile.segment ?? ''}
        @input=${(event: Event) => (this.profile = { ...this.profile, segment: (event.target as HTMLInputElement).value })}>
        <datalist id="segments">${this.segments.map((segment) => html`<option value=${segment}></option>`)}</datalist><span class="hint">${t('profile.segment.text')}</span>${wrong('segment')}</div>
      <div class="field"><label for="priority">${t('profile.priority')}</label><select id="priority" @change=${this.prioritised}><option value="" ?selected=${profile.priority === undefined}>${t('profile.priority.none')}</option>
        ${priorities.map((each) => html`<option value=${each.value} ?selected=${profile.priority !== undefined && priorityName(profile.priority) === each.name}>${t(`priority.${each.name}`)}</option>`)}</select>
        <span class="hint">${t('profile.priority.text')}</span>${wrong('priority')}</div>
      <div class="field"><span class="label" id="manager">${t('profile.manager')}</span><div class="manager">
        <button type="button" aria-describedby="manager" @click=${this.choose}>${profile.manager ? html`<live-avatar .name=${nameOf(profile.manager)} style="--size: 20px"></live-avatar><span class="cut">${nameOf(profile.manager)}</span>` : html`${icon(UserPlus, 16)}${t('assignee.none')}`}</button>
        ${profile.manager ? html`<button type="button" class="icon quiet" aria-label=${t('profile.manager.drop')} title=${t('profile.manager.drop')} @click=${() => this.manage('')}>${icon(X, 16)}</button>` : nothing}</div>
        <span class="hint">${t('profile.manager.text')}</span>${wrong('manager')}</div>
      ${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('profile.keep')}</button></live-dialog>`;
  }

  private prioritised(event: Event): void {
    const { priority: _, ...others } = this.profile;
    const { value } = event.target as HTMLSelectElement;
    this.profile = value ? { ...others, priority: Number(value) } : others;
  }

  private choose(): void {
    pick(t('profile.manager'), colleagues, (choice) => this.manage(choice.id));
  }

  private manage(manager: string): void {
    const { manager: _, ...others } = this.profile;
    this.profile = manager ? { ...others, manager } : others;
  }

  private async keep(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.problem = undefined;
    const { segment = '', ...others } = this.profile;
    try {
      this.kept(await api.put<Profile>(`/channels/persons/${this.person}/profile`, segment.trim() ? { ...others, segment: segment.trim() } : others));
      toast(t('profile.kept'), 'ok');
      this.renderRoot.querySelector('live-dialog')!.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const tag = define('live-profile-editor', ProfileEditor);

export function open(person: string, profile: Profile, kept: (profile: Profile) => void): void {
  if (!document.querySelector(tag)) document.body.append(Object.assign(document.createElement(tag) as ProfileEditor, { person, profile, kept }));
}
