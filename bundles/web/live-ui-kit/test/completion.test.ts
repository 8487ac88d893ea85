import { wordAfter } from '../src/editor/completion.ts';
import { equal } from './assert.ts';

Deno.test('a sign at the beginning of a word begins something', () => {
  equal(wordAfter('/', '/'), '');
  equal(wordAfter('/', 'Hello /gre'), 'gre');
  equal(wordAfter('/', '(/gre'), 'gre');
  equal(wordAfter('/', 'and/or /money back'), 'money back');
});

Deno.test('any other sign is only a sign', () => {
  equal(wordAfter('/', 'and/or'), undefined);
  equal(wordAfter('/', 'https://example.org'), undefined);
  equal(wordAfter('/', 'one / two'), undefined);
  equal(wordAfter('/', 'Hello'), undefined);
  equal(wordAfter('/', `/${'long '.repeat(9)}`), undefined);
});
