import { Tickets, Ticket as TicketSign, User } from 'lucide';
import { api, go, type Host, may, type Page, type Ticket, translator } from '@live/ui';

const t = translator('ticketing');

/** Tickets: the list, one ticket with all that was said and done, and the cards beside a conversation. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  const permission = 'ticket.read';
  host.add('nav', { id: 'tickets', path: '/tickets', title: () => t('tickets'), icon: Tickets, order: 20, permission });
  host.add('view', { path: '/tickets', title: () => t('tickets'), permission, element: () => import('./list.ts').then((code) => code.tag) });
  host.add('view', { path: '/tickets/:ticket', title: () => t('ticket'), permission, element: () => import('./ticket.ts').then((code) => code.tag) });
  host.add('context', { id: 'customer', title: () => t('customer'), icon: User, order: 10, permission, element: () => import('./customer-card.ts').then((code) => code.tag) });
  host.add('context', { id: 'ticket', title: () => t('ticket'), icon: TicketSign, order: 20, permission, element: () => import('./ticket-card.ts').then((code) => code.tag) });
  host.add('command', { id: 'tickets.go', title: () => t('go', { name: t('tickets') }), group: () => t('group.go'), keys: 'g t', run: () => void go('/tickets') });
  host.add('command', { id: 'tickets.new', title: () => t('new'), group: () => t('tickets'), keys: 'c', opens: true, when: () => may('ticket.write'), run: () => import('./new-ticket.ts').then((code) => code.open()) });
  host.add('finder', { id: 'tickets', title: () => t('tickets'), permission, find: async (text, signal) => {
    const { items } = await api.get<Page<Ticket>>('/ticketing/tickets', { query: { q: text.replace(/^#/, ''), limit: 8 }, signal });
    return items.map((ticket) => ({ title: `#${ticket.number} ${ticket.subject}`, detail: ticket.person?.name ?? '', path: `/tickets/${ticket.number}` }));
  } });
}
