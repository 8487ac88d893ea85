import { equal } from './assert.ts';

const stored = new Map<string, string>();
Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) } });
const { preference, sent, take, unsent } = await import('../src/preferences.ts');

const volume = preference('volume', 50, (value) => typeof value === 'number');

Deno.test('what is chosen counts at once, and is told to the server once', () => {
  volume.choose(80);
  equal(volume.value, 80);
  equal(unsent('anna'), { volume: 80 });
  sent('volume', 80);
  equal(unsent('anna'), {});
});

Deno.test('what was chosen meanwhile is told again', () => {
  volume.choose(10);
  volume.choose(20);
  sent('volume', 10);
  equal(unsent('anna'), { volume: 20 });
});

Deno.test('what the server has counts, except what it was not told yet', () => {
  volume.choose(30);
  take('anna', { volume: 90, theme: 'dark' });
  equal(volume.value, 30);
  sent('volume', 30);
  take('anna', { volume: 90 });
  equal(volume.value, 90);
});

Deno.test('what makes no sense is as by default', () => {
  take('anna', { volume: 'loud' });
  equal(volume.value, 50);
});

Deno.test('nobody gets what somebody else has set in this browser', () => {
  take('anna', {});
  volume.choose(5);
  equal(unsent('ben'), {});
  take('ben', {});
  equal(volume.value, 50);
});
