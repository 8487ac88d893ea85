import { best, match, ownPath, place } from '../src/routes.ts';
import { equal } from './assert.ts';

Deno.test('a parameter takes one decoded segment', () => {
  equal(match('/tickets/:id', '/tickets/a%2Fb')?.parameters, { id: 'a/b' });
  equal(match('/tickets/:id', '/tickets/1/2'), undefined);
});

Deno.test('a rest takes what remains, also nothing', () => {
  equal(match('/admin/*', '/admin')?.parameters, { rest: '' });
  equal(match('/admin/*', '/admin/users/7')?.parameters, { rest: 'users/7' });
});

Deno.test('a segment that cannot be decoded matches nothing', () => {
  equal(match('/tickets/:id', '/tickets/%E0%A4%A'), undefined);
});

Deno.test('literal segments win over parameters', () => {
  const patterns = [{ path: '/tickets/:id' }, { path: '/tickets/new' }, { path: '/tickets/*' }];
  equal(best(patterns, '/tickets/new')?.of.path, '/tickets/new');
  equal(best(patterns, '/tickets/7')?.of.path, '/tickets/:id');
});

Deno.test('a trailing slash is the same place', () => {
  equal(place('/tickets/?q=a').path, '/tickets');
  equal(place('/').path, '/');
});

Deno.test('after signing in nobody is sent to another site', () => {
  equal(ownPath('//evil.example'), '/');
  equal(ownPath('/\\evil.example'), '/');
  equal(ownPath('https://evil.example'), '/');
  equal(ownPath('/tickets/7?a=b'), '/tickets/7?a=b');
});
