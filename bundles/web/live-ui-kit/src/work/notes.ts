import { api, type Message, problem, type Ticket } from '@live/ui';

/** Others may change the ticket meanwhile; a note is in nobody's way. */
const TRIES = 5;
/** What may have arrived without an answer is among the newest. */
const LOOKED_THROUGH = 50;

/** Keeps an internal note with a ticket. The same id as often as it is tried has the effect of once. */
export async function leaveNote(ticket: Ticket, id: string, text: string): Promise<void> {
  let { version } = ticket;
  for (let attempt = 1; ; attempt++) {
    try {
      await api.post(`/ticketing/tickets/${ticket.id}/changes`, { version, changes: [{ type: 'note', message: { id, text, attachments: [] } }] });
      return;
    } catch (thrown) {
      const what = problem(thrown);
      const current = what.status === 409 ? what.more['current'] as Ticket | undefined : undefined;
      if (!current || attempt === TRIES) throw thrown;
      if (await arrived(ticket.id, id)) return;
      version = current.version;
    }
  }
}

async function arrived(ticket: string, id: string): Promise<boolean> {
  const { items } = await api.get<{ items: readonly Message[] }>(`/ticketing/tickets/${ticket}/messages`, { query: { limit: LOOKED_THROUGH } });
  return items.some((message) => message.id === id);
}

/** What was left for whoever took the contact then: the last that was said on our side of it, if that is a note. */
export function handedNote(messages: readonly Message[], interaction: string, taken?: string): Message | undefined {
  const before = messages.filter((each) => each.interaction === interaction && each.direction !== 'IN' && (!taken || each.at <= taken));
  const last = before.at(-1);
  return last?.direction === 'NOTE' && last.author ? last : undefined;
}

/** A note as plain text. */
export function noteText({ text, html }: Message): string {
  return (text ?? new DOMParser().parseFromString(html ?? '', 'text/html').body.textContent ?? '').trim();
}
