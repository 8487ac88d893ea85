import { css, html, nothing, property } from 'lit';
import { Pencil, UserCheck } from 'lucide';
import { api, base, define, Fetch, icon, LiveElement, may, translator, Watching } from '@live/ui';
import { nameOf, namesChanged, priority, priorityName } from '@live/work';
import type { Profile } from './profile-editor.ts';

const t = translator('ticketing');

/** What the customer is to the organisation: segment, priority, and who looks after them. */
export class CustomerProfile extends LiveElement {
  @property() person = '';
  readonly #fetch = new Fetch<Profile>(this, (signal) => api.get<Profile>(`/channels/persons/${this.person}/profile`, { signal }));
  #known = '';

  static override styles = [base, css`
    :host { display: block; margin-bottom: 12px; } :host([hidden]) { display: none; }
    .line { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; min-height: 28px; font-size: 13px; } svg { color: var(--muted); }
    .line button { margin-inline-start: auto; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged]);
  }

  override willUpdate(): void {
    if (!this.person || this.person === this.#known) return;
    this.#known = this.person;
    void this.#fetch.run(true);
  }

  override render(): unknown {
    if (!may('interaction.read')) return nothing;
    return this.#fetch.show((profile) => {
      const writes = may('person.write');
      const empty = !profile.segment && profile.priority === undefined && !profile.manager;
      if (empty && !writes) return nothing;
      return html`<div class="line">${profile.segment ? html`<span class="chip accent">${profile.segment}</span>` : nothing}
        ${profile.priority !== undefined && priorityName(profile.priority) !== 'normal' ? priority(profile.priority) : nothing}
        ${profile.manager ? html`<span class="line">${icon(UserCheck, 14)}${t('profile.manager.is', { name: nameOf(profile.manager) })}</span>` : nothing}
        ${empty ? html`<span class="muted">${t('profile.none')}</span>` : nothing}
        ${writes ? html`<button class="icon quiet small" aria-label=${t('profile.edit')} title=${t('profile.edit')} @click=${() => this.edit(profile)}>${icon(Pencil, 16)}</button>` : nothing}</div>`;
    }, () => html`<div class="skeleton"></div>`);
  }

  private async edit(profile: Profile): Promise<void> {
    const { open } = await import('./profile-editor.ts');
    open(this.person, profile, (kept) => this.#fetch.set(kept));
  }
}

export const tag = define('live-customer-profile', CustomerProfile);
