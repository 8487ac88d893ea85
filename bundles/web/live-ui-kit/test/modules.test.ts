import { Commands } from '../src/commands.ts';
import { Contributions } from '../src/contributions.ts';
import { type Host, Modules } from '../src/modules.ts';
import { equal } from './assert.ts';

const nav = (id: string): Parameters<Contributions['add']>[1] => ({ id, path: `/${id}`, title: () => id, icon: [], order: 1 });

function page(code: Record<string, (host: Host) => void | (() => void)>): { modules: Modules; contributions: Contributions; commands: Commands; loaded: string[]; complaints: string[] } {
  const contributions = new Contributions();
  const commands = new Commands();
  const loaded: string[] = [];
  const complaints: string[] = [];
  const modules = new Modules(contributions, commands, (address) => {
    loaded.push(address);
    const activate = code[address.split('?')[0]!];
    return activate ? Promise.resolve({ activate }) : Promise.reject(new Error('404'));
  }, (module) => complaints.push(module));
  return { modules, contributions, commands, loaded, complaints };
}

const a = (rev: string): { id: string; entry: string; rev: string } => ({ id: 'a', entry: '/ui/a/index.js', rev });

Deno.test('what a module adds goes when it goes, and returns with it', async () => {
  let disposed = 0;
  const { modules, contributions, commands } = page({ '/ui/a/index.js': (host) => {
    host.add('nav', nav('a') as never);
    host.add('command', { id: 'a.do', title: () => '', group: () => '', keys: 'r', run: () => undefined });
    return () => disposed++;
  } });
  await modules.reconcile([a('1')]);
  equal([contributions.of('nav').length, commands.all().length], [1, 1]);
  await modules.removed('a');
  equal([contributions.of('nav').length, commands.all().length, disposed, modules.state('a')?.state], [0, 0, 1, 'gone']);
  await modules.added(a('1'));
  equal(contributions.of('nav').length, 1);
});

Deno.test('an update replaces, and loads from a new address', async () => {
  const { modules, contributions, loaded } = page({ '/ui/a/index.js': (host) => host.add('nav', nav('a') as never) });
  await modules.added(a('1'));
  await modules.added(a('2'));
  equal(contributions.of('nav').length, 1);
  equal(loaded, ['/ui/a/index.js?v=1', '/ui/a/index.js?v=2']);
});

Deno.test('what is announced again and runs is left alone', async () => {
  const { modules, loaded } = page({ '/ui/a/index.js': () => undefined });
  await modules.reconcile([a('1')]);
  await modules.reconcile([a('1')]);
  equal(loaded.length, 1);
});

Deno.test('a module that fails half-way leaves nothing behind and hurts nobody', async () => {
  const { modules, contributions, complaints } = page({
    '/ui/a/index.js': (host) => {
      host.add('nav', nav('a') as never);
      throw new Error('broken');
    },
    '/ui/b/index.js': (host) => host.add('nav', nav('b') as never),
  });
  await modules.reconcile([a('1'), { id: 'b', entry: '/ui/b/index.js', rev: '1' }]);
  equal(contributions.of('nav').map((each) => each.id), ['b']);
  equal([modules.state('a')?.state, modules.state('a')?.error, complaints], ['failed', 'broken', ['a']]);
});

Deno.test('a disposal that throws does not keep the others', async () => {
  const { modules, contributions } = page({ '/ui/a/index.js': (host) => {
    host.add('nav', nav('a') as never);
    return () => {
      throw new Error('no');
    };
  } });
  await modules.added(a('1'));
  await modules.removed('a');
  equal(contributions.of('nav').length, 0);
});

Deno.test('after a reconnect what vanished meanwhile goes', async () => {
  const { modules, contributions } = page({ '/ui/a/index.js': (host) => host.add('nav', nav('a') as never) });
  await modules.reconcile([a('1')]);
  await modules.reconcile([]);
  equal(contributions.of('nav').length, 0);
});

Deno.test('a swap that is faster than the loading ends with one', async () => {
  const { modules, contributions } = page({ '/ui/a/index.js': (host) => host.add('nav', nav('a') as never) });
  await Promise.all([modules.added(a('1')), modules.removed('a'), modules.added(a('2'))]);
  equal([contributions.of('nav').length, modules.state('a')?.rev], [1, '2']);
});

Deno.test('another version of the contract is refused with a message', async () => {
  const { modules, loaded } = page({ '/ui/a/index.js': () => undefined });
  await modules.added({ ...a('1'), api: '2' });
  equal([loaded.length, modules.state('a')?.state], [0, 'failed']);
});
