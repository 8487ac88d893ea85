import { api, ask, beforeSignOut, Problem, problem, translator } from '@live/ui';
import { socket } from '@live/ui';
import type { Desk, Interaction, Presence, Role } from '@live/ui';
import { may } from '@live/ui';
import { Signal } from '@live/ui';
import { Newest } from '@live/ui';
import { discardUnsent, outbox } from './outbox.ts';

const t = translator('desktop');

/** The agent's own desk: presence, offers, work. Undefined for people who take no work, and while routing is not running. */
export const desk = new Signal<Desk | undefined>(undefined);
/** How many messages are unread, by contact; those without any are missing. */
export const unreadBy = new Signal<ReadonlyMap<string, number>>(new Map());
/** The same in all that one has. */
export const unread = new Signal(0);
/** Short views of conversations, by id, shared by the list, the offer and the head of the conversation. */
export const interactions = new Signal<ReadonlyMap<string, Interaction>>(new Map());

const KEPT = 1000;
const newest = new Newest();

/** Begins to listen, for as long as the page is open. */
export function openDesk(): void {
  if (!may('agent.work')) return;
  socket.subscribe('desk', '', {
    data: (data) => {
      const next = data as Desk;
      if (newest.take(next.sequence)) desk.value = next;
    },
    again: () => newest.reset(),
    gone: () => {
      newest.reset();
      desk.value = undefined;
    },
  });
  socket.subscribe('inbox', '', { data: (data) => read(data as Inbox) });
  beforeSignOut(leave);
}

/** Signing out ends the work at the desk, too; it is asked for only if something would be left behind. */
async function leave(): Promise<boolean> {
  const held = desk.value?.assignments.length ?? 0;
  const unsent = outbox.value.length;
  const text = [held ? t('sign-out.busy', { count: held }) : '', unsent ? t('sign-out.unsent', { count: unsent }) : ''].filter(Boolean).join(' ');
  if (text && !(await ask({ title: t('sign-out.ask'), text, confirm: t('sign-out') }))) return false;
  if (unsent) discardUnsent();
  // Also when a session lingers elsewhere; where routing is not running nobody is at a desk, and the session ends all the same.
  if (desk.value && desk.value.presence.state !== 'SIGNED_OUT') await setPresence('SIGNED_OUT').catch(() => undefined);
  return true;
}

interface Inbox {
  readonly unread: number;
  readonly items?: readonly { readonly interaction: string; readonly unread: number; readonly lastAt: string }[];
}

/** Marks what is unread; what has something new is looked at again. */
function read(inbox: Inbox): void {
  unread.value = inbox.unread;
  unreadBy.value = new Map((inbox.items ?? []).filter((each) => each.unread > 0).map((each) => [each.interaction, each.unread]));
  const next = new Map(interactions.value);
  const stale: string[] = [];
  for (const { interaction, unread: count, lastAt } of inbox.items ?? []) {
    const known = next.get(interaction);
    if (!known) continue;
    if (known.lastAt !== lastAt) stale.push(interaction);
    next.set(interaction, { ...known, unread: count });
  }
  interactions.value = next;
  if (stale.length) void look(stale).catch(() => undefined);
}

export async function setPresence(state: Presence['state'], reason = ''): Promise<void> {
  await api.put('/routing/desk/presence', { state, ...(reason ? { reason } : {}) });
}

export const accept = (offer: string): Promise<void> => api.post(`/routing/desk/offers/${offer}/accept`, {});
export const decline = (offer: string): Promise<void> => api.post(`/routing/desk/offers/${offer}/decline`, {});
export const finish = (work: string): Promise<void> => api.post(`/routing/desk/work/${work}/finish`, {});
export const wrapUp = (work: string, code: string): Promise<void> => api.post(`/routing/desk/work/${work}/wrap-up`, { code });
export const pull = (work: string): Promise<void> => api.post(`/routing/desk/work/${work}/pull`, {});
export const transfer = (work: string, to: Whom): Promise<void> => api.post(`/routing/desk/work/${work}/transfer`, to);
/** The same id as often as it is tried. */
export const invite = (work: string, id: string, role: Role, whom: Whom): Promise<void> => api.post(`/routing/desk/work/${work}/invite`, { id, role, ...whom, ...(whom.skill ? { level: 1 } : {}) });
export const uninvite = (invitation: string): Promise<void> => api.delete(`/routing/desk/invitations/${invitation}`);
export const leaveContact = (invitation: string): Promise<void> => api.post(`/routing/desk/invitations/${invitation}/leave`, {});
export const changeRole = (invitation: string, role: Role): Promise<void> => api.put(`/routing/desk/invitations/${invitation}/role`, { role });
export const handOver = (work: string, agent: string): Promise<void> => api.post(`/routing/desk/work/${work}/hand-over`, { agent });
export const postpone = (work: string, how: Postponed): Promise<void> => api.post(`/routing/desk/work/${work}/postpone`, how);

/** What is said of a colleague, and otherwise of the person himself. */
const PERSONAL = ['routing.agent.absent', 'routing.capacity.exceeded', 'routing.work.taken', 'routing.takesPart'];

/** What went wrong with something that the person wanted for himself: to take a contact, to join one, another role in it. */
export function forMyself(thrown: unknown): Problem {
  const what = problem(thrown);
  return PERSONAL.includes(what.code) ? new Problem(what.status, `${what.code}.self`, what.detail, what.fields, what.trace, what.more) : what;
}

/** A queue, whoever has a skill, or somebody. */
export interface Whom {
  readonly queue?: string;
  readonly skill?: string;
  readonly agent?: string;
}

/** Until when a contact rests, and whose it is then. */
export interface Postponed {
  readonly until: string;
  readonly mine: boolean;
  /** With `mine`: nobody else gets it. */
  readonly alone?: boolean;
  readonly notReached?: boolean;
  readonly reason?: string;
}

/** Fetches short views, those already known only if `anew`. */
export async function look(ids: readonly string[], anew = true): Promise<void> {
  const wanted = ids.filter((id) => anew || !interactions.value.has(id));
  if (!wanted.length) return;
  const { items } = await api.get<{ items: readonly Interaction[] } | readonly Interaction[]>('/channels/interactions', { query: { ids: wanted.join(',') } })
    .then((answer) => ('items' in answer ? answer : { items: answer }));
  const next = new Map(interactions.value);
  for (const each of items) {
    next.delete(each.id);
    next.set(each.id, each);
  }
  interactions.value = limited(next);
}

/** Of the thousands that come into view in a day the last ones are kept, and those at work. */
function limited(all: Map<string, Interaction>): Map<string, Interaction> {
  const atWork = new Set([...(desk.value?.assignments ?? []), ...(desk.value?.offers ?? [])].map((each) => each.interaction));
  for (const id of [...all.keys()].slice(0, Math.max(0, all.size - KEPT))) if (!atWork.has(id)) all.delete(id);
  return all;
}
