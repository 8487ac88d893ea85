import type { ReactiveControllerHost } from 'lit';
import { api, type Attachment, bytes, Problem, problem, translator } from '@live/ui';

const t = translator('desktop');
const LARGEST_BYTES = 25_000_000;

/** One file on its way to the server, or there. */
export interface Upload {
  readonly name: string;
  readonly size: number;
  /** How much of it has left, 0 to 1. */
  readonly share: number;
  readonly done?: Attachment;
  readonly problem?: Problem;
  /** Absent for what was uploaded earlier. */
  readonly file?: File;
  readonly abort: AbortController;
}

/** The files of one message. They go on uploading while somebody looks at another conversation. */
export class Uploads {
  list: readonly Upload[] = [];

  constructor(
    private readonly host: Pick<ReactiveControllerHost, 'requestUpdate'>,
    private readonly interaction: string,
    private readonly changed: () => void,
  ) {}

  get busy(): boolean {
    return this.list.some((each) => !each.done && !each.problem);
  }

  get failed(): boolean {
    return this.list.some((each) => each.problem);
  }

  get attachments(): readonly Attachment[] {
    return this.list.flatMap((each) => (each.done ? [each.done] : []));
  }

  /** Takes what the server has already. */
  known(attachments: readonly Attachment[]): void {
    const fresh = attachments.filter((done) => !this.list.some((each) => each.done?.id === done.id));
    this.#set([...fresh.map((done) => ({ name: done.name, size: done.size, share: 1, done, abort: new AbortController() })), ...this.list]);
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      const upload: Upload = { name: file.name, size: file.size, share: 0, file, abort: new AbortController() };
      if (file.size > LARGEST_BYTES) this.#set([...this.list, { ...upload, problem: new Problem(413, 'desktop.upload.large', t('upload.large', { size: bytes(LARGEST_BYTES) })) }]);
      else void this.#send(upload);
    }
  }

  again(upload: Upload): void {
    this.#set(this.list.filter((each) => each !== upload));
    if (upload.file) this.add([upload.file]);
  }

  remove(upload: Upload): void {
    upload.abort.abort();
    this.#set(this.list.filter((each) => each !== upload));
    this.changed();
  }

  async #send(upload: Upload): Promise<void> {
    let own = upload;
    const change = (next: Partial<Upload>): void => {
      const before = own;
      own = { ...own, ...next };
      this.#set(this.list.map((each) => (each === before ? own : each)));
    };
    this.#set([...this.list, own]);
    try {
      const done = await api.upload<Attachment>('/channels/blobs', upload.file!, (share) => change({ share }), { query: { name: upload.name, interaction: this.interaction }, signal: upload.abort.signal });
      if (!this.list.includes(own)) return;
      change({ done, share: 1 });
      this.changed();
    } catch (thrown) {
      if (!upload.abort.signal.aborted) change({ problem: problem(thrown) });
    }
  }

  #set(list: readonly Upload[]): void {
    this.list = list;
    this.host.requestUpdate();
  }
}
