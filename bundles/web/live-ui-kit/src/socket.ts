import { Signal } from './signal.ts';

/** How the line to the server is. */
export type Line = 'connecting' | 'open' | 'waiting' | 'refused';

export interface Listener {
  /** What the topic sends. */
  readonly data: (data: unknown) => void;
  /** Something may have been missed: fetch anew. Not called for the first subscription. */
  readonly again?: () => void;
  /** The module behind the topic has left; it is subscribed again by itself when it returns. */
  readonly gone?: () => void;
}

/** What of a WebSocket is used; tests bring their own. */
export interface Wire {
  onopen: (() => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Timers {
  after(ms: number, what: () => void): () => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const PING_EVERY_MS = 20_000;
const ANSWER_WITHIN_MS = 10_000;
export const SESSION_ENDED = 4401;
export const PERMISSIONS_CHANGED = 4403;

/** The pause before try number `attempt` (from 0): doubling, and up to a half earlier, so that browsers do not return in step. */
export function pause(attempt: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return Math.round(full * (1 - random / 2));
}

/**
 * The one socket of the page. Subscriptions outlive it: they are made again whenever it is back, and their listeners are
 * told to fetch anew, since nobody can tell what was missed.
 */
export class StaffSocket {
  readonly line = new Signal<Line>('connecting');

  readonly #listeners = new Map<number, { topic: string; argument: string; listener: Listener; fresh: boolean }>();
  #wire: Wire | undefined;
  #next = 1;
  #attempt = 0;
  #stopped = true;
  #cancelTimer: () => void = () => undefined;

  constructor(
    private readonly connect: () => Wire,
    private readonly timers: Timers,
    private readonly closed: (code: number, reason: string) => Promise<boolean> = () => Promise.resolve(true),
    private readonly random: () => number = Math.random,
  ) {}

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#wire?.close();
    this.#wire = undefined;
  }

  /** Tries at once instead of waiting: the browser is online again, the person asked for it. */
  hurry(): void {
    if (this.#stopped || this.#wire) return;
    this.#cancelTimer();
    this.#attempt = 0;
    this.#open();
  }

  /** Listens to a topic; answers what ends it. */
  subscribe(topic: string, argument: string, listener: Listener): () => void {
    const id = this.#next++;
    this.#listeners.set(id, { topic, argument, listener, fresh: true });
    if (this.line.value === 'open') this.#subscribe(id);
    return () => {
      if (this.#listeners.delete(id) && this.line.value === 'open') this.#send({ t: 'unsub', id });
    };
  }

  /** Tells the topic something that may be lost: typing, "I am looking at this". */
  say(topic: string, data: unknown): void {
    if (this.line.value === 'open') this.#send({ t: 'say', topic, data });
  }

  /** Tells that the person is doing something; answers whether it could be told. */
  used(): boolean {
    const open = this.line.value === 'open';
    if (open) this.#send({ t: 'used' });
    return open;
  }

  #open(): void {
    this.line.value = 'connecting';
    const wire = this.connect();
    this.#wire = wire;
    wire.onmessage = ({ data }) => this.#wire === wire && this.#heard(String(data));
    wire.onclose = ({ code, reason }) => this.#wire === wire && void this.#lost(code, reason);
    this.#expectAnswer();
  }

  #heard(text: string): void {
    const frame = JSON.parse(text) as { t: string; id?: number; topic?: string; data?: unknown };
    if (frame.t === 'hello') {
      this.#attempt = 0;
      this.line.value = 'open';
      for (const id of this.#listeners.keys()) this.#subscribe(id);
    } else if (frame.t === 'msg') {
      this.#listeners.get(frame.id ?? 0)?.listener.data(frame.data);
    } else if (frame.t === 'gone') {
      for (const each of this.#listeners.values()) if (each.topic === frame.topic) each.listener.gone?.();
    }
    this.#pingLater();
  }

  #subscribe(id: number): void {
    const wish = this.#listeners.get(id)!;
    this.#send({ t: 'sub', topic: wish.topic, arg: wish.argument, id });
    if (wish.fresh) wish.fresh = false;
    else wish.listener.again?.();
  }

  #pingLater(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.timers.after(PING_EVERY_MS, () => {
      this.#send({ t: 'ping' });
      this.#expectAnswer();
    });
  }

  #expectAnswer(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.timers.after(ANSWER_WITHIN_MS, () => {
      const silent = this.#wire;
      silent?.close();
      void this.#lost(0);
    });
  }

  async #lost(code: number, reason = ''): Promise<void> {
    this.#wire = undefined;
    this.#cancelTimer();
    if (this.#stopped) return;
    if (code === SESSION_ENDED || code === PERMISSIONS_CHANGED) {
      this.line.value = 'refused';
      if (await this.closed(code, reason) && !this.#stopped) this.#open();
      return;
    }
    this.line.value = 'waiting';
    this.#cancelTimer = this.timers.after(pause(this.#attempt++, this.random()), () => this.#open());
  }

  #send(frame: object): void {
    this.#wire?.send(JSON.stringify(frame));
  }
}

/**
 * Keeps the newest of what arrives by two ways (answers and pushes) in any order: older states are dropped. A server
 * that began anew counts anew.
 */
export class Newest {
  #server = '';
  #sequence = -1;

  /** Whether to take what carries this sequence. The same again is taken: it cannot do harm. */
  take(sequence: number, server = this.#server): boolean {
    if (server !== this.#server) {
      this.#server = server;
      this.#sequence = -1;
    }
    if (sequence < this.#sequence) return false;
    this.#sequence = sequence;
    return true;
  }

  /** Forgets what was seen: after a new connection the server's word counts whatever its number. */
  reset(): void {
    this.#sequence = -1;
  }
}
