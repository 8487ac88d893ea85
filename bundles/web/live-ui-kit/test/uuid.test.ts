import { uuid } from '../src/uuid.ts';
import { equal } from './assert.ts';

Deno.test('ids are version 7, variant RFC, and sort by time', () => {
  const id = uuid(0x018bcfe56800, new Uint8Array(10).fill(0xff));
  equal(id, '018bcfe5-6800-7fff-bfff-ffffffffffff');
  equal(uuid(1_000_000_000_000) < uuid(1_000_000_000_001), true);
});
