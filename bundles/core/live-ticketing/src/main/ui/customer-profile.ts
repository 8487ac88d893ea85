import { css, html, nothing, property } from 'lit';
import { Pencil, UserCheck } from 'lucide';
import { base, define, icon, LiveElement, may, translator, Watching } from '@live/ui';
import { nameOf, namesChanged, priority, priorityName } from '@live/work';
import type { Profile } from './profile-editor.ts';

const t = translator('ticketing');

/** What the customer is to the organisation: segment, priority, and who looks after them. */
export class CustomerProfile extends LiveElement {
  @property() person = '';
  @property({ attribute: false }) profile: Profile = { version: 0 };

  static override styles = [base, css`
    :host { display: block; margin-bottom: 12px; } :host([hidden]) { display: none; }
    .line { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; min-height: 28px; font-size: 13px; } svg { color: var(--muted); }
    .line button { margin-inline-start: auto; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged]);
  }

  override render(): unknown {
    const { profile } = this;
    const writes = may('person.write');
    const empty = !profile.segment && profile.priority === undefined && !profile.manager;
    if (empty && !writes) return nothing;
    return html`<div class="line">${profile.segment ? html`<span class="chip accent">${profile.segment}</span>` : nothing}
      ${profile.priority !== undefined && priorityName(profile.priority) !== 'normal' ? priority(profile.priority) : nothing}
      ${profile.manager ? html`<span class="line">${icon(UserCheck, 14)}${t('profile.manager.is', { name: nameOf(profile.manager) })}</span>` : nothing}
      ${empty ? html`<span class="muted">${t('profile.none')}</span>` : nothing}
      ${writes ? html`<button class="icon quiet small" aria-label=${t('profile.edit')} title=${t('profile.edit')} @click=${this.edit}>${icon(Pencil, 16)}</button>` : nothing}</div>`;
  }

  private async edit(): Promise<void> {
    const { open } = await import('./profile-editor.ts');
    open(this.person, this.profile, (kept) => (this.profile = kept));
  }
}

export const tag = define('live-customer-profile', CustomerProfile);
