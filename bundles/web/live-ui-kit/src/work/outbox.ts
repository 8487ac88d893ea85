import { type Address, api, type Attachment, type Message, me, problem, Signal, socket, type Ticket, toast, translator } from '@live/ui';

const t = translator('desktop');
const KEY = 'live.outbox';
const AGAIN_AFTER_MS = 5000;
/** The newest messages of a ticket: what may have arrived without an answer is among them. */
const LOOKED_THROUGH = 50;

/** What was written while there was no connection, or its answer did not come. */
export interface Unsent {
  /** The message's own, so that sending it twice has the effect of once. */
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly kind: 'reply' | 'note';
  readonly ticket: string;
  readonly interaction: string;
  /** The ticket's version that the person saw. */
  readonly version: number;
  readonly html: string;
  readonly text: string;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly attachments: readonly Attachment[];
  /** What the ticket becomes with it. */
  readonly status?: string;
  /** Why it does not go by itself: the ticket was changed, or the server will not have it. */
  readonly held?: { readonly version?: number; readonly why: string };
}

/** What waits to be sent, in the order in which it was written; it outlives a reload of the page, not its tab. */
export const outbox = new Signal<readonly Unsent[]>(kept());
/** The last one that was taken back: whoever writes at its place gets its text. */
export const returned = new Signal<Unsent | undefined>(undefined);

let underway = '';
let timer = 0;

function kept(): readonly Unsent[] {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as readonly Unsent[]).filter((each) => each.by === me.value?.id);
  } catch {
    return [];
  }
}

function keep(items: readonly Unsent[]): void {
  outbox.value = items;
  if (items.length) sessionStorage.setItem(KEY, JSON.stringify(items));
  else sessionStorage.removeItem(KEY);
}

/** Sends as soon as it can be sent. */
export function sendLater(unsent: Unsent): void {
  keep([...outbox.value.filter((each) => each.id !== unsent.id), unsent]);
  again();
}

/** Takes one back, unless it is just on its way. */
export function withdraw(id: string): void {
  const item = outbox.value.find((each) => each.id === id);
  if (!item || underway === id) return;
  keep(outbox.value.filter((each) => each.id !== id));
  returned.value = item;
}

/** Gives everything up. */
export function discardUnsent(): void {
  keep([]);
}

/** Sends one that was held, onto the ticket as it is now. */
export function insist(id: string): void {
  keep(outbox.value.map((each) => {
    if (each.id !== id) return each;
    const { held, ...rest } = each;
    return { ...rest, version: held?.version ?? each.version };
  }));
  void deliver();
}

/** As messages, to stand among those that are there. */
export function asMessages(items: readonly Unsent[]): readonly Message[] {
  return items.map(({ id, interaction, by, at, kind, to, cc, html, attachments, held }) => ({
    id, interaction, author: by, at, direction: kind === 'note' ? 'NOTE' : 'OUT', to, cc, html, attachments, state: held ? 'HELD' : 'UNSENT', ...(held ? { stateReason: held.why } : {}),
  }));
}

function again(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void deliver(), AGAIN_AFTER_MS);
}

/** One after the other, as they were written. */
async function deliver(): Promise<void> {
  clearTimeout(timer);
  if (underway) return;
  for (;;) {
    const next = outbox.value.find((each) => !each.held);
    if (!next) return;
    underway = next.id;
    try {
      if (!(await attempt(next))) return again();
    } finally {
      underway = '';
    }
  }
}

/** Whether one is off the list of what goes by itself: sent, or held. */
async function attempt(item: Unsent): Promise<boolean> {
  try {
    const changed = await api.post<Ticket>(`/ticketing/tickets/${item.ticket}/changes`, { version: item.version, changes: changes(item) });
    gone(item, changed.version);
    return true;
  } catch (thrown) {
    const what = problem(thrown);
    if (what.passing) return false;
    const current = what.status === 409 ? what.more['current'] as Ticket | undefined : undefined;
    if (!current) {
      hold(item, { why: what.detail || t('problem.unknown') });
      return true;
    }
    return await settle(item, current);
  }
}

/** The ticket is another than when this was written: because this very message has arrived, or because of somebody else. */
async function settle(item: Unsent, current: Ticket): Promise<boolean> {
  try {
    const { items } = await api.get<{ items: readonly Message[] }>(`/ticketing/tickets/${item.ticket}/messages`, { query: { limit: LOOKED_THROUGH } });
    if (items.some((message) => message.id === item.id)) gone(item, current.version);
    else hold(item, { version: current.version, why: t('outbox.changed') });
    return true;
  } catch {
    return false;
  }
}

function hold(item: Unsent, held: NonNullable<Unsent['held']>): void {
  keep(outbox.value.map((each) => (each.id === item.id ? { ...each, held } : each)));
  toast(t('outbox.held'), 'bad');
}

/** It is there. What was written after it on the same ticket knows of it. */
function gone(item: Unsent, version: number): void {
  keep(outbox.value.filter((each) => each.id !== item.id).map((each) => (each.ticket === item.ticket && each.version === item.version ? { ...each, version } : each)));
  toast(t('outbox.sent'), 'ok');
  void forgetDraft(item);
}

/** The server may still hold it as a draft; one that was begun since stays. */
async function forgetDraft({ interaction, html }: Unsent): Promise<void> {
  if (!interaction) return;
  const draft = await api.get<{ html?: string } | undefined>(`/channels/drafts/${interaction}`).catch(() => undefined);
  if (draft?.html === html) await api.delete(`/channels/drafts/${interaction}`).catch(() => undefined);
}

export function changes({ id, kind, interaction, html, text, to, cc, attachments, status }: Omit<Unsent, 'by' | 'at' | 'ticket' | 'version'>): readonly object[] {
  const message = { id, html, text, attachments: attachments.map((each) => each.id) };
  const change = kind === 'note' ? { type: 'note', message } : { type: 'reply', interaction, message: { ...message, ...(to.length ? { to } : {}), ...(cc.length ? { cc } : {}) } };
  return [change, ...(status ? [{ type: 'status', status }] : [])];
}

socket.line.watch((line) => line === 'open' && void deliver());
addEventListener('online', () => void deliver());
addEventListener('beforeunload', (event) => {
  if (outbox.value.length) event.preventDefault();
});
if (outbox.value.length) again();
