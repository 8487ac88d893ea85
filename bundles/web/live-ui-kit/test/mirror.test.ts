import { Mirror } from '../src/work/mirror.ts';
import { equal } from './assert.ts';

interface Item {
  readonly id: string;
  readonly waiting: number;
}

function shown(mirror: Mirror<Item>): string {
  return [...mirror.items.values()].map(({ id, waiting }) => `${id}${waiting}`).join(' ');
}

function begun(): Mirror<Item> {
  const mirror = new Mirror<Item>();
  equal(mirror.hear({ sequence: 4, items: [{ id: 'a', waiting: 1 }, { id: 'b', waiting: 2 }] }), true);
  return mirror;
}

Deno.test('changes are laid over what was there', () => {
  const mirror = begun();
  equal(mirror.state, 'live');
  equal(mirror.hear({ after: 4, sequence: 5, items: [{ id: 'b', waiting: 3 }, { id: 'c', waiting: 7 }], gone: ['a'] }), true);
  equal(shown(mirror), 'b3 c7');
});

Deno.test('a message that was missed is noticed, and what is shown stays', () => {
  const mirror = begun();
  equal(mirror.hear({ after: 5, sequence: 6, items: [{ id: 'a', waiting: 9 }] }), false);
  equal(shown(mirror), 'a1 b2');
});

Deno.test('the same again changes nothing', () => {
  const mirror = begun();
  equal(mirror.hear({ after: 3, sequence: 4, items: [{ id: 'a', waiting: 9 }] }), true);
  equal(shown(mirror), 'a1 b2');
});

Deno.test('everything again counts whatever its number: another server counts anew', () => {
  const mirror = begun();
  equal(mirror.hear({ sequence: 1, items: [{ id: 'c', waiting: 1 }] }), true);
  equal(shown(mirror), 'c1');
});

Deno.test('while the server does not know, the last stays; changes before everything are not taken', () => {
  const mirror = begun();
  equal(mirror.hear({ away: true }), true);
  equal(mirror.state, 'away');
  equal(shown(mirror), 'a1 b2');
  equal(mirror.hear({ after: 4, sequence: 5, items: [{ id: 'a', waiting: 9 }] }), false);
});
