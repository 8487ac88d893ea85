import { me, Signal, socket } from '@live/ui';

/** Who writes says so again after this; the server forgets it after more than twice the time. */
const AGAIN_AFTER_MS = 10_000;

/** A colleague who has a ticket open. */
export interface Viewer {
  readonly user: string;
  readonly name: string;
  /** Writes an answer to it. */
  readonly replying: boolean;
}

interface Told {
  readonly user: string;
  readonly name: string;
  readonly replyingMillis?: number;
}

/** Colleagues who have the tickets open that are open here, by ticket. */
export const viewers = new Signal<ReadonlyMap<string, readonly Viewer[]>>(new Map());

const timers = new Map<string, number>();
let said = { place: '', at: 0 };

/** Looks at a ticket and is seen there by colleagues, unless `unseen`; answers what ends it. */
export function view(place: string, unseen = false): () => void {
  const end = socket.subscribe('viewers', unseen ? `${place} unseen` : place, {
    data: (data) => hear(place, (data as { viewers: readonly Told[] }).viewers),
    gone: () => show(place, []),
  });
  return () => {
    end();
    show(place, []);
    if (said.place === place) said = { place: '', at: 0 };
  };
}

/** Tells colleagues that one writes an answer, or no longer does. May be called with every key. */
export function replying(place: string, does: boolean): void {
  if (does && said.place === place && Date.now() - said.at < AGAIN_AFTER_MS) return;
  if (!does && said.place !== place) return;
  said = does ? { place, at: Date.now() } : { place: '', at: 0 };
  socket.say('viewers', { place, replying: does });
}

function hear(place: string, told: readonly Told[]): void {
  const others = told.filter(({ user }) => user !== me.value?.id);
  show(place, others.map(({ user, name, replyingMillis }) => ({ user, name, replying: !!replyingMillis })));
  const ends = others.flatMap(({ replyingMillis }) => replyingMillis ?? []);
  // Who has gone quiet says nothing more.
  if (ends.length) timers.set(place, setTimeout(() => show(place, (viewers.value.get(place) ?? []).map((each) => ({ ...each, replying: false }))), Math.max(...ends)));
}

function show(place: string, all: readonly Viewer[]): void {
  clearTimeout(timers.get(place));
  timers.delete(place);
  const next = new Map(viewers.value);
  if (all.length) next.set(place, all);
  else next.delete(place);
  viewers.value = next;
}
