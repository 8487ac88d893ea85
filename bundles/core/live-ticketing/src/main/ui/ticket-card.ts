import { css, html, nothing, property, state } from 'lit';
import { api, base, define, explain, LiveElement, perform, problem, type Ticket, toast, translator } from '@live/ui';
import './fields.ts';

const t = translator('ticketing');

/** The ticket of a conversation, with its fields. */
export class TicketCard extends LiveElement {
  @property({ attribute: false }) ticket: Ticket | undefined;
  @state() private own: Ticket | undefined;

  static override styles = [base, css`:host { display: block; } a { display: block; padding: 8px 16px 0; font-weight: 550; overflow-wrap: anywhere; }`];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('ticket')) this.own = this.ticket;
  }

  override render(): unknown {
    const ticket = this.own;
    if (!ticket) return html`<p class="muted" style="padding: 8px 16px 16px">${t('none.yet')}</p>`;
    return html`<a href="/tickets/${ticket.number}">#${ticket.number} ${ticket.subject}</a><live-ticket-fields .ticket=${ticket} @change-ticket=${(event: CustomEvent<readonly object[]>) => this.change(ticket, event.detail)}></live-ticket-fields>${nothing}`;
  }

  private change(ticket: Ticket, changes: readonly object[]): void {
    void perform(async () => {
      try {
        this.own = await api.post<Ticket>(`/ticketing/tickets/${ticket.id}/changes`, { version: ticket.version, changes });
      } catch (thrown) {
        const what = problem(thrown);
        const current = what.more['current'] as Ticket | undefined;
        if (what.status !== 409 || !current) throw thrown;
        this.own = current;
        toast(t('conflict'), 'bad');
      }
    }, (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-ticket-card', TicketCard);
