import { Newest, pause, PERMISSIONS_CHANGED, StaffSocket, type Wire } from '../src/socket.ts';
import { equal } from './assert.ts';

class FakeWire implements Wire {
  onopen: Wire['onopen'] = null;
  onclose: Wire['onclose'] = null;
  onmessage: Wire['onmessage'] = null;
  sent: { t: string; id?: number; topic?: string }[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.onclose?.({ code: 1000, reason: '' });
  }
  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  hello(): void {
    this.hear({ t: 'hello', seq: 1, server: 'a' });
  }
}

class Clock {
  timers: { ms: number; what: () => void }[] = [];
  after = (ms: number, what: () => void): (() => void) => {
    const timer = { ms, what };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((each) => each !== timer));
  };
  ring(): void {
    const timer = this.timers.shift();
    timer?.what();
  }
}

function started(closed?: (code: number) => Promise<boolean>): { socket: StaffSocket; wires: FakeWire[]; clock: Clock } {
  const wires: FakeWire[] = [];
  const clock = new Clock();
  const socket = new StaffSocket(() => {
    const wire = new FakeWire();
    wires.push(wire);
    return wire;
  }, clock, closed, () => 0);
  socket.start();
  return { socket, wires, clock };
}

Deno.test('pauses double up to a limit and are never in step', () => {
  equal([pause(0, 0), pause(1, 0), pause(10, 0)], [500, 1000, 15_000]);
  equal(pause(10, 1), 7500);
});

Deno.test('what was wished before the line is open is subscribed when it is', () => {
  const { socket, wires } = started();
  socket.subscribe('desk', '', { data: () => undefined });
  equal(wires[0]!.sent, []);
  wires[0]!.hello();
  equal(wires[0]!.sent, [{ t: 'sub', topic: 'desk', arg: '', id: 1 }]);
});

Deno.test('after a break it subscribes again and says that something may have been missed', () => {
  const { socket, wires, clock } = started();
  let again = 0;
  const heard: unknown[] = [];
  socket.subscribe('tickets', '7', { data: (data) => heard.push(data), again: () => again++ });
  wires[0]!.hello();
  equal(again, 0);
  wires[0]!.onclose!({ code: 1006, reason: '' });
  equal(socket.line.value, 'waiting');
  clock.ring();
  wires[1]!.hello();
  equal(again, 1);
  wires[1]!.hear({ t: 'msg', id: 1, topic: 'tickets', data: { version: 2 } });
  equal(heard, [{ version: 2 }]);
});

Deno.test('what an old connection still says is not heard', () => {
  const { socket, wires, clock } = started();
  const heard: unknown[] = [];
  socket.subscribe('desk', '', { data: (data) => heard.push(data) });
  wires[0]!.hello();
  wires[0]!.onclose!({ code: 1006, reason: '' });
  clock.ring();
  wires[1]!.hello();
  wires[0]!.hear({ t: 'msg', id: 1, topic: 'desk', data: 'old' });
  equal(heard, []);
});

Deno.test('a silent server is given up', () => {
  const { socket, wires, clock } = started();
  wires[0]!.hello();
  clock.ring();
  equal(wires[0]!.sent.map((frame) => frame.t), ['ping']);
  clock.ring();
  equal(socket.line.value, 'waiting');
});

Deno.test('changed permissions are read before it returns, without a pause', async () => {
  const codes: number[] = [];
  const { wires } = started((code) => {
    codes.push(code);
    return Promise.resolve(true);
  });
  wires[0]!.hello();
  wires[0]!.onclose!({ code: PERMISSIONS_CHANGED, reason: '' });
  await Promise.resolve();
  await Promise.resolve();
  equal(codes, [PERMISSIONS_CHANGED]);
  equal(wires.length, 2);
});

Deno.test('who unsubscribes hears nothing more', () => {
  const { socket, wires } = started();
  wires[0]!.hello();
  const heard: unknown[] = [];
  const end = socket.subscribe('desk', '', { data: (data) => heard.push(data) });
  end();
  wires[0]!.hear({ t: 'msg', id: 1, topic: 'desk', data: 1 });
  equal(heard, []);
  equal(wires[0]!.sent.map((frame) => frame.t), ['sub', 'unsub']);
});

Deno.test('a module that leaves tells its listeners', () => {
  const { socket, wires } = started();
  let gone = 0;
  socket.subscribe('desk', '', { data: () => undefined, gone: () => gone++ });
  wires[0]!.hello();
  wires[0]!.hear({ t: 'gone', topic: 'desk' });
  equal(gone, 1);
});

Deno.test('of what arrives in any order the newest stays', () => {
  const newest = new Newest();
  equal([newest.take(5), newest.take(4), newest.take(5), newest.take(6)], [true, false, true, true]);
});

Deno.test('a server that began anew counts anew', () => {
  const newest = new Newest();
  newest.take(900, 'a');
  equal(newest.take(1, 'b'), true);
  newest.reset();
  equal(newest.take(0, 'b'), true);
});
