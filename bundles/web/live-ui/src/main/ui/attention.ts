import { badge, Signal, translator } from '@live/ui';
import { desk, unread } from '@live/work';

const t = translator('desktop');
const KEY = 'live.ring';
const AGAIN_AFTER_MS = 5000;

/** Whether an offer rings. */
export const rings = new Signal(localStorage.getItem(KEY) !== 'off');

export function ringOn(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
  rings.value = on;
}

/** Asks whether offers may be shown over other windows; only when the person has just said that they want work. */
export function askToNotify(): void {
  if (globalThis.Notification?.permission === 'default') void Notification.requestPermission();
}

let offered: ReadonlySet<string> = new Set();
let timer = 0;
let sound: AudioContext | undefined;

/** Tells of offers and of what is unread, whatever the person is looking at. */
export function callForAttention(): void {
  const count = (): void => {
    badge.value = (desk.value?.offers.length ?? 0) + unread.value;
  };
  unread.watch(count);
  desk.watch((now) => {
    count();
    const ids = new Set((now?.offers ?? []).map((offer) => offer.id));
    const fresh = [...ids].some((id) => !offered.has(id));
    offered = ids;
    if (!ids.size) clearInterval(timer);
    if (!fresh) return;
    notify();
    ring();
    clearInterval(timer);
    timer = setInterval(ring, AGAIN_AFTER_MS);
  });
}

function notify(): void {
  if (document.hidden && globalThis.Notification?.permission === 'granted') new Notification(t('offer.title'), { tag: 'live.offer' });
}

/** Two soft tones. Browsers allow sound only after the person has done something with the page. */
function ring(): void {
  if (!rings.value || !navigator.userActivation?.hasBeenActive) return;
  sound ??= new AudioContext();
  void sound.resume();
  for (const [tone, after] of [[660, 0], [880, 0.16]] as const) {
    const begin = sound.currentTime + after;
    const source = new OscillatorNode(sound, { frequency: tone });
    const loudness = new GainNode(sound, { gain: 0 });
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(0.12, begin + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.4);
    source.connect(loudness).connect(sound.destination);
    source.start(begin);
    source.stop(begin + 0.42);
  }
}
