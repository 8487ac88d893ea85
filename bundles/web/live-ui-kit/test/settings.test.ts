import { type Attribute, check, first, read } from '../src/settings/values.ts';
import { equal } from './assert.ts';

const port: Attribute = { id: 'port', name: 'Port', type: 'integer', default: '993', required: true, min: 1, max: 65535 };
const secret: Attribute = { id: 'password', name: 'Password', type: 'password', required: true };
const hosts: Attribute = { id: 'hosts', name: 'Hosts', type: 'string', cardinality: 10 };
const tls: Attribute = { id: 'tls', name: 'TLS', type: 'boolean', default: 'true' };

Deno.test('numbers must be numbers within their limits', () => {
  equal(['', '0', '65536', '1.5', 'x', '993'].map((value) => check(port, value)), ['required', 'min', 'max', 'integer', 'integer', undefined]);
});

Deno.test('a secret that is set need not be typed again, and is not sent', () => {
  equal(check(secret, { set: true }), undefined);
  equal(check(secret, ''), 'required');
  equal(read([secret], { password: { set: true } }, {}), {});
  equal(read([secret], { password: { set: true } }, { password: 'new' }), { password: 'new' });
});

Deno.test('values are sent in their types', () => {
  equal(read([port, tls, hosts], {}, { hosts: ['a', ' ', 'b'] }), { port: 993, tls: true, hosts: ['a', 'b'] });
});

Deno.test('a new form holds the defaults', () => {
  equal([first(port), first(tls), first(hosts)], ['993', true, []]);
});
