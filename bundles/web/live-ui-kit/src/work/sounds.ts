import { preference } from '@live/ui';

const isOff = (value: unknown): boolean => value === false;
/** Whether an offer rings. */
export const rings = preference('sound.offers', true, isOff);
/** Whether a message that comes in ticks; none of the one that is open does. */
export const ticks = preference('sound.messages', true, isOff);
/** Whether only one of several pages of this browser makes sounds: that which is in front, or, if none is, any one. */
export const onlyOne = preference('sound.one', true, isOff);
/** Whether offers are shown over other windows; the browser has been asked, too. */
export const shows = preference('notify.offers', false, (value) => value === true);
/** How loud, from 0 to 100. */
export const volume = preference('sound.volume', 60, (value) => typeof value === 'number' && value >= 0 && value <= 100);

const LOUDEST = 0.2;
let context: AudioContext | undefined;

/** Two soft tones: somebody is waiting for an answer. */
export function ring(): void {
  play([[660, 0, 0.4], [880, 0.16, 0.4]], 1);
}

/** Hardly a sound: something has come in. */
export function tick(): void {
  play([[1200, 0, 0.08]], 0.35);
}

/** Tones by frequency, beginning and length in seconds. Browsers allow sound only after the person has done something with the page. */
function play(tones: readonly (readonly [number, number, number])[], share: number): void {
  const loud = LOUDEST * share * (volume.value / 100);
  if (!loud || !navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  for (const [frequency, after, length] of tones) {
    const begin = context.currentTime + after;
    const source = new OscillatorNode(context, { frequency });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(loud, begin + Math.min(0.02, length / 4));
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + length);
    source.connect(loudness).connect(context.destination);
    source.start(begin);
    source.stop(begin + length + 0.02);
  }
}
