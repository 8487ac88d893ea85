import { css, html, nothing, property } from 'lit';
import { AtSign, Mail, Phone } from 'lucide';
import { api, base, dateTime, define, Fetch, icon, type Interaction, LiveElement, shortTime, type Ticket, translator, Watching } from '@live/ui';
import { status, statuses } from '@live/work';
import './customer-profile.ts';
import type { Profile } from './profile-editor.ts';

const t = translator('ticketing');

interface Person {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly { readonly kind: string; readonly value: string }[];
  readonly tickets: number;
  readonly openTickets: number;
  readonly firstSeen?: string;
  readonly profile: Profile;
  readonly recent: readonly Ticket[];
}

/** Who the customer is, and what else is going on with them. */
export class CustomerCard extends LiveElement {
  @property({ attribute: false }) interaction: Interaction | undefined;
  @property({ attribute: false }) ticket: Ticket | undefined;
  readonly #fetch = new Fetch<Person>(this, (signal) => api.get<Person>(`/ticketing/persons/${this.person}`, { signal }));
  #known = { person: '', ticket: '', version: 0 };

  static override styles = [base, css`
    :host { display: block; padding: 12px 16px 16px; }
    .who { display: flex; gap: 12px; align-items: center; margin-bottom: 12px; } .name { font: 600 15px/20px var(--family); overflow-wrap: anywhere; }
    .addresses li { display: flex; gap: 8px; align-items: center; min-height: 24px; font-size: 13px; min-width: 0; } .addresses svg { color: var(--muted); }
    h3 { font-size: 12px; color: var(--muted); margin: 14px 0 4px; font-weight: 550; }
    .tickets a { display: flex; align-items: center; gap: 8px; min-height: 32px; padding: 2px 8px; margin-inline: -8px; border-radius: 6px; color: var(--fg); font-size: 13px; }
    .tickets a:hover { background: var(--hover); text-decoration: none; } .tickets .no { color: var(--muted); font-variant-numeric: tabular-nums; }
    .tickets a[aria-current] { background: var(--hover); }
  `];

  constructor() {
    super();
    new Watching(this, [statuses]);
  }

  private get person(): string {
    return this.interaction?.person ?? this.ticket?.person?.id ?? '';
  }

  override willUpdate(): void {
    if (!this.person) return;
    const { id = '', version = 0 } = this.ticket ?? {};
    const other = this.person !== this.#known.person;
    // The ticket may arrive after the customer; only its next version is news.
    const news = id !== '' && id === this.#known.ticket && version !== this.#known.version;
    this.#known = { person: this.person, ticket: id || (other ? '' : this.#known.ticket), version };
    if (other || news) void this.#fetch.run(other);
  }

  override render(): unknown {
    if (!this.person) return this.interaction ? html`<p class="muted">${this.interaction.party?.value ?? t('nobody')}</p>` : nothing;
    return this.#fetch.show((person) => {
      const name = person.name || this.interaction?.party?.name || person.addresses[0]?.value || '';
      return html`<div class="who"><live-avatar .name=${name} style="--size: 40px"></live-avatar><div><div class="name">${name}</div>
          <div class="meta">${person.firstSeen ? t('since', { date: dateTime(person.firstSeen).split(',')[0]! }) : ''}</div></div></div>
        <live-customer-profile .person=${person.id} .profile=${person.profile}></live-customer-profile>
        <ul class="addresses">${person.addresses.map((address) => html`<li>${icon(address.kind === 'email' ? Mail : address.kind === 'phone' || address.kind === 'tel' ? Phone : AtSign, 14)}<span class="cut" title=${address.value}>${address.value}</span></li>`)}</ul>
        <h3>${t('tickets.of', { count: person.tickets })}${person.openTickets ? ` · ${t('tickets.open', { count: person.openTickets })}` : ''}</h3>
        <ul class="tickets">${person.recent.map((ticket) => html`<li><a href="/tickets/${ticket.number}" aria-current=${ticket.id === this.ticket?.id ? 'true' : nothing}><span class="no">#${ticket.number}</span><span class="cut grow">${ticket.subject}</span>
          ${status(ticket.status, ticket.category, statuses.value)}<span class="only-heard">${shortTime(ticket.updatedAt)}</span></a></li>`)}</ul>`;
    }, () => html`<div class="stack"><div class="skeleton" style="height: 40px"></div><div class="skeleton"></div><div class="skeleton"></div></div>`);
  }
}

export const tag = define('live-customer-card', CustomerCard);
