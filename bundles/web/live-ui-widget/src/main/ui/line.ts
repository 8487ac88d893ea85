/** The line to the branch: opens again by itself, and says once who it is. */
export interface Frame {
  readonly t: string;
  readonly of?: string;
  readonly name?: string;
  readonly data?: unknown;
  readonly token?: string;
  readonly face?: unknown;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
const PING_MS = 30_000;
/** There is no such branch, or not for this page: coming again changes nothing. */
const REFUSED = 4404;

export class Line {
  #socket: WebSocket | undefined;
  #pause = FIRST_PAUSE_MS;
  #again = 0;
  #heard = 0;

  constructor(private readonly hello: () => object, private readonly hear: (frame: Frame) => void, private readonly changed: (state: 'open' | 'lost' | 'refused') => void) {
    addEventListener('online', () => this.open());
    setInterval(() => this.#beat(), PING_MS);
  }

  open(): void {
    clearTimeout(this.#again);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/widget/ws`);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', ...this.hello() }));
    socket.onmessage = (event) => {
      if (socket !== this.#socket) return;
      this.#heard = Date.now();
      const frame = JSON.parse(String(event.data)) as Frame;
      if (frame.t === 'welcome') {
        this.#pause = FIRST_PAUSE_MS;
        this.changed('open');
      }
      this.hear(frame);
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#closed(event.code);
    };
  }

  say(to: string, name: string, data: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ t: 'say', to, name, data }));
  }

  #closed(code: number): void {
    this.#socket = undefined;
    this.changed(code === REFUSED ? 'refused' : 'lost');
    if (code === REFUSED) return;
    // Not all of them at the same moment after the server was away.
    this.#again = setTimeout(() => this.open(), this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
  }

  /** A line that is gone without a word is found by its silence. */
  #beat(): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (this.#heard && Date.now() - this.#heard > 2 * PING_MS + 5_000) {
      this.#socket = undefined;
      socket.close();
      this.#closed(0);
      return;
    }
    socket.send('{"t":"ping"}');
  }
}
