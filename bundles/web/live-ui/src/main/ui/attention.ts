import { here, notify, now as currentTime, type Offer, translator, waits } from '@live/ui';
import { desk, ring, rings, shows, tick, ticks, unreadBy } from '@live/work';
import { inFront } from './front.ts';

const t = translator('desktop');
const AGAIN_AFTER_MS = 5000;
/** The clocks of browser and server are not quite the same. */
const EARLY_MS = 500;

let offered: ReadonlyMap<string, Offer> = new Map();
let timer = 0;

/** Tells of offers and of what is unread, whatever the person is looking at. */
export function callForAttention(): void {
  let known = new Map<string, number>();
  unreadBy.watch((now) => {
    waits('unread', [...now.values()].reduce((sum, each) => sum + each, 0));
    const open = document.hidden ? '' : /^\/inbox\/([^/]+)/.exec(here.value.path)?.[1];
    const more = [...now].some(([interaction, count]) => interaction !== open && count > (known.get(interaction) ?? 0));
    known = new Map(now);
    if (more && ticks.value && !offered.size && inFront()) tick();
  });
  desk.watch((now) => {
    const ids = new Map((now?.offers ?? []).map((offer) => [offer.id, offer]));
    waits('offers', ids.size);
    const fresh = [...ids.keys()].some((id) => !offered.has(id));
    if (now) for (const [id, offer] of offered) if (!ids.has(id) && expired(offer) && !now.assignments.some((each) => each.work === offer.work)) missed(id);
    offered = ids;
    if (!ids.size) clearInterval(timer);
    if (!fresh) return;
    show();
    sound();
    clearInterval(timer);
    timer = setInterval(sound, AGAIN_AFTER_MS);
  });
}

/** It went because its time was over, not because somebody answered. */
function expired(offer: Offer): boolean {
  return Date.parse(offer.expiresAt) - currentTime() < EARLY_MS;
}

function missed(id: string): void {
  // Where nothing is kept for people, nobody is told.
  notify({ id, kind: 'desktop.missed', path: '/inbox', values: {} }).catch(() => undefined);
}

function sound(): void {
  if (rings.value && inFront()) ring();
}

function show(): void {
  if (shows.value && document.hidden && globalThis.Notification?.permission === 'granted') new Notification(t('offer.title'), { tag: 'live.offer' });
}
