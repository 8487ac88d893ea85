import { api, type Draft, me, now } from '@live/ui';

const KEY = 'live.drafts';
/** A draft of the server that is so much newer than what was left here was written elsewhere since. */
const ELSEWHERE_AFTER_MS = 10_000;

/** What the server has not taken yet; without a draft it shall forget the one it has. */
interface Pending {
  readonly draft?: Draft | undefined;
  readonly at: number;
  /** From before the page was left: whether it has arrived is not known. */
  readonly left?: boolean;
}

const pending = new Map<string, Pending>(found());
/** The changes of each draft follow one another, or an older text could arrive last. */
const turns = new Map<string, Promise<void>>();

/** What was not taken yet when this very page was left: a request on its way then can be slower than the page's return. */
function found(): [string, Pending][] {
  try {
    const { by, items } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { by?: string; items?: [string, Pending][] };
    return by === me.value?.id ? (items ?? []).map(([id, each]) => [id, { ...each, left: true }]) : [];
  } catch {
    return [];
  } finally {
    forgetLeft();
  }
}

function forgetLeft(): void {
  sessionStorage.removeItem(KEY);
}

function leave(): void {
  if (pending.size && me.value) sessionStorage.setItem(KEY, JSON.stringify({ by: me.value.id, items: [...pending] }));
}

/** Has the server keep a draft, or forget it if there is none; `leaving`: the page goes, and does not wait for its turn. */
export async function keepDraft(interaction: string, draft: Draft | undefined, leaving = false): Promise<void> {
  const mine: Pending = { draft, at: now() };
  pending.set(interaction, mine);
  if (leaving) leave();
  await inTurn(interaction, leaving, async () => {
    if (draft) await api.put(`/channels/drafts/${interaction}`, draft, { keepalive: leaving });
    else await api.delete(`/channels/drafts/${interaction}`, undefined, { keepalive: leaving });
    if (pending.get(interaction) === mine) pending.delete(interaction);
  });
}

async function inTurn(interaction: string, atOnce: boolean, change: () => Promise<void>): Promise<void> {
  const earlier = turns.get(interaction);
  const done = atOnce || !earlier ? change() : earlier.catch(() => undefined).then(change);
  turns.set(interaction, done);
  try {
    await done;
  } finally {
    if (turns.get(interaction) === done) turns.delete(interaction);
  }
}

/**
 * What was begun in a contact: the server's, unless something newer is on its way to it or did not get there. `asked` is
 * the server's answer, if somebody has asked already.
 */
export async function findDraft(interaction: string, asked?: Promise<Draft | undefined>): Promise<{ readonly draft?: Draft | undefined; readonly own: boolean }> {
  const turn = turns.get(interaction);
  await turn?.catch(() => undefined);
  const mine = pending.get(interaction);
  if (mine && !mine.left) return { draft: mine.draft, own: true };
  const draft = await (turn || !asked ? api.get<Draft | undefined>(`/channels/drafts/${interaction}`).catch(() => undefined) : asked);
  if (!mine) return { draft, own: false };
  if (pending.get(interaction) === mine) pending.delete(interaction);
  const elsewhere = draft?.updatedAt && Date.parse(draft.updatedAt) > mine.at + ELSEWHERE_AFTER_MS;
  return elsewhere ? { draft, own: false } : { draft: mine.draft, own: true };
}

addEventListener('pagehide', leave);
// Back as it was: what is here is newer than what was left.
addEventListener('pageshow', (event) => event.persisted && forgetLeft());
