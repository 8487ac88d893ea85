import { bytes, choose, clock, direction, ownName, say, span } from '../src/words.ts';
import { equal } from './assert.ts';

const english = { 'tickets.one': '{count} ticket', 'tickets.other': '{count} tickets', hello: 'Hello {name}, {name}!' };
const croatian = { 'tickets.one': '{count} tiket', 'tickets.few': '{count} tiketa', 'tickets.other': '{count} tiketa (mnogo)' };

Deno.test('the language chooses its own plural form', () => {
  equal(say(english, 'en', 'tickets', { count: 1 }), '1 ticket');
  equal(say(english, 'en', 'tickets', { count: 0 }), '0 tickets');
  equal(say(croatian, 'hr', 'tickets', { count: 3 }), '3 tiketa');
  equal(say(croatian, 'hr', 'tickets', { count: 11 }), '11 tiketa (mnogo)');
});

Deno.test('numbers are written as the language does', () => {
  equal(say(english, 'en', 'tickets', { count: 12345 }), '12,345 tickets');
  equal(say({ 'tickets.other': '{count} Tickets' }, 'de', 'tickets', { count: 12345 }), '12.345 Tickets');
});

Deno.test('a value may look like a pattern and is not read again', () => {
  equal(say(english, 'en', 'hello', { name: '$& {name}' }), 'Hello $& {name}, $& {name}!');
});

Deno.test('a missing word answers its key', () => {
  equal(say({}, 'en', 'nothing.here'), 'nothing.here');
});

Deno.test('the first spoken of the wanted languages is chosen', () => {
  equal(choose(['fr-FR', 'de-AT', 'en'], ['en', 'de']), 'de');
  equal(choose(['fr'], ['en', 'de']), 'en');
});

Deno.test('clocks and spans', () => {
  equal([clock(0), clock(65), clock(3661), clock(-5)], ['0:00', '1:05', '1:01:01', '−0:05']);
  equal([span(59), span(60), span(3600), span(8040), span(90_000), span(8 * 86_400)], ['59 s', '1 min', '1 h', '2 h 14 min', '1 d 1 h', '8 d']);
});

Deno.test('sizes of files', () => {
  equal([bytes(0, 'en'), bytes(999, 'en'), bytes(1500, 'de'), bytes(25_000_000, 'en')], ['0 B', '999 B', '1,5 kB', '25 MB']);
});

Deno.test('a language says what it is called and where its lines begin', () => {
  equal(['en', 'de', 'hr'].map(ownName), ['English', 'Deutsch', 'Hrvatski']);
  equal(['hr', 'he', 'ar-EG', 'sr-Cyrl'].map(direction), ['ltr', 'rtl', 'rtl', 'ltr']);
});
