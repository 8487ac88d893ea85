import { css, html, property } from 'lit';
import { ArrowRightLeft, CircleDot, CirclePause, FilePlus, Flag, Link, Mail, MailOpen, MailX, MessageSquareText, StickyNote, Tag, UserCheck, type IconNode } from 'lucide';
import { api, base, dateTime, dayName, define, exactTime, Fetch, icon, LiveElement, type Message, socket, type Ticket, timeOfDay, translator, Watching } from '@live/ui';
import { isNews, list, nameOf, named, namesChanged, priorityName, queues, statuses, statusName } from '@live/work';

const t = translator('ticketing');

interface Entry {
  readonly at: string;
  /** Without an id it was the platform itself. */
  readonly actor: { readonly id?: string; readonly name: string };
  readonly type: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

const SIGNS: Readonly<Record<string, IconNode>> = {
  create: FilePlus, assign: UserCheck, prioritise: Flag, move: ArrowRightLeft, status: CircleDot, rename: MessageSquareText, tag: Tag, note: StickyNote, reply: Mail, link: Link, merge: Link, contact: Mail, wrote: MailOpen, undelivered: MailX, resend: Mail, postpone: CirclePause,
};

/** Who did what when, newest first. */
export class TicketHistory extends LiveElement {
  @property({ attribute: false }) ticket: Ticket | undefined;
  /** What the customer wrote belongs to what happened. */
  @property({ attribute: false }) messages: readonly Message[] = [];
  readonly #fetch = new Fetch<readonly Entry[]>(this, async (signal) => list(await api.get<readonly Entry[]>(`/ticketing/tickets/${this.ticket!.id}/history`, { signal })));
  #version = '';
  #end: () => void = () => undefined;

  static override styles = [base, css`
    :host { display: block; padding: 16px 20px; max-width: 880px; margin: 0 auto; }
    h2 { font: 600 12px/16px var(--family); color: var(--muted); margin: 12px 0 4px; }
    ol { padding: 0 16px; }
    li { display: grid; grid-template-columns: 20px 1fr auto; gap: 8px; align-items: start; padding: 8px 0; border-bottom: 1px solid var(--line); }
    li:last-child { border-bottom: 0; } section + section { margin-top: 16px; }
    li svg { color: var(--muted); margin-top: 2px; } time { color: var(--muted); font-size: 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, queues, statuses]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.ticket) this.#end = socket.subscribe('tickets', this.ticket.id, { data: (news) => this.ticket && isNews(this.ticket, news) && void this.#fetch.run(), again: () => void this.#fetch.run() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override willUpdate(): void {
    const version = `${this.ticket?.id} ${this.ticket?.version}`;
    if (!this.ticket || version === this.#version) return;
    this.#version = version;
    void this.#fetch.run();
  }

  override render(): unknown {
    return this.#fetch.show((entries) => {
      const days = new Map<string, Entry[]>();
      for (const entry of [...entries, ...this.messages.filter((message) => message.direction === 'IN').map(wrote)].sort((a, b) => (a.at < b.at ? 1 : -1))) days.set(dayName(entry.at), [...(days.get(dayName(entry.at)) ?? []), entry]);
      return [...days].map(([day, done]) => html`<section><h2>${day}</h2><ol class="card">${done.map((entry) => html`<li>${icon(SIGNS[entry.type] ?? CircleDot, 16)}<div><span class="strong">${who(entry)}</span> ${what(entry)}</div>
        <time datetime=${entry.at} title=${exactTime(entry.at)}>${timeOfDay(entry.at)}</time></li>`)}</ol></section>`);
    });
  }
}

function wrote(message: Message): Entry {
  return { at: message.at, actor: { name: message.from?.name || message.from?.value || '' }, type: 'wrote', data: { subject: message.subject ?? '' } };
}

function who(entry: Entry): string {
  if (entry.type === 'wrote') return entry.actor.name;
  return entry.actor.id ? entry.actor.name || nameOf(entry.actor.id) : t('system');
}

/** In words where the desktop knows the kind of change, else the kind itself with its data. */
function what(entry: Entry): string {
  const data = entry.data ?? {};
  const text = (name: string): string => (data[name] === undefined ? '' : String(data[name]));
  const to = text('to');
  const values: Record<string, string> = { to, from: text('from'), tag: text('added') || text('removed') };
  switch (entry.type) {
    case 'status': values['to'] = statusName(to, statuses.value); break;
    case 'assign': {
      if (!to) return t('did.unassign');
      values['to'] = nameOf(to) || to;
      break;
    }
    case 'move': values['to'] = named(queues.value, to) || to; break;
    case 'prioritise': values['to'] = t(`priority.${priorityName(Number(to))}`); break;
    case 'postpone': return t(text('reason') ? 'did.postpone.why' : 'did.postpone', { time: dateTime(text('until')), reason: text('reason') === 'callback' ? t('reason.callback') : text('reason') });
    case 'tag': return t(data['removed'] === undefined ? 'did.tag' : 'did.untag', values);
  }
  const key = `did.${entry.type}`;
  const words = t(key, values);
  return words === key ? `${entry.type}${Object.keys(data).length ? ` ${JSON.stringify(data)}` : ''}` : words;
}

define('live-ticket-history', TicketHistory);
