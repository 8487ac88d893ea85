import { type Command, CommandConflict, Commands, overlap, printedKeys, score } from '../src/commands.ts';
import { equal, throws } from './assert.ts';

const command = (id: string, keys?: string, when?: () => boolean): Command => ({ id, title: () => id, group: () => 'test', run: () => undefined, ...(keys ? { keys } : {}), ...(when ? { when } : {}) });

Deno.test('the same keys twice are a conflict', () => {
  const commands = new Commands();
  commands.add(command('a', 'g i'));
  throws(() => commands.add(command('b', 'g i')), CommandConflict);
});

Deno.test('keys that begin others are a conflict', () => {
  const commands = new Commands();
  commands.add(command('a', 'g i'));
  throws(() => commands.add(command('b', 'g')), CommandConflict);
});

Deno.test('the same key is free for commands that are never possible at the same time', () => {
  const commands = new Commands();
  commands.add(command('a', 'r', () => true));
  commands.add(command('b', 'r', () => false));
  equal(commands.possible().map((each) => each.id), ['a']);
});

Deno.test('the same id twice is a conflict', () => {
  const commands = new Commands();
  commands.add(command('a'));
  throws(() => commands.add(command('a')), CommandConflict);
});

Deno.test('Alt is refused, because it types letters', () => {
  throws(() => new Commands().add(command('a', 'Alt+q')), CommandConflict);
});

Deno.test('what is taken away leaves its keys', () => {
  const commands = new Commands();
  commands.add(command('a', 'r'))();
  commands.add(command('b', 'r'));
  equal(commands.all().map((each) => each.id), ['b']);
});

Deno.test('modifiers make other keys', () => {
  equal(overlap('$mod+k', 'k'), false);
  equal(overlap('R', 'r'), true);
  equal(overlap('g i', 'g t'), false);
});

Deno.test('keys as they are printed', () => {
  equal(printedKeys('$mod+Enter', false), ['Ctrl', 'Enter']);
  equal(printedKeys('g i', false), ['g', 'i']);
  equal(printedKeys('[Shift]+?', false), ['?']);
});

Deno.test('the beginning of a text answers best, every term must be there', () => {
  const ranked = ['Go to Inbox', 'Inbox rules', 'Reply'].map((text) => score('inbox', text));
  equal(ranked[1]! > ranked[0]! && ranked[0]! > 0 && ranked[2] === 0, true);
  equal(score('go inbox', 'Go to Inbox') > 0, true);
  equal(score('go reply', 'Go to Inbox'), 0);
});

Deno.test('own keys go before those that a command came with, and none at all are possible', () => {
  const own: Record<string, string> = { b: 'x', c: '' };
  const commands = new Commands(() => own);
  commands.add(command('a', 'r'));
  commands.add(command('b', 'g b'));
  commands.add(command('c', 'q'));
  equal(commands.all().map((each) => commands.keys(each)), ['r', 'x', '']);
  equal(commands.taken(commands.get('a')!, 'x')?.id, 'b');
  equal(commands.taken(commands.get('a')!, 'q'), undefined);
  equal(commands.possible()[0]!.id, 'b');
});
