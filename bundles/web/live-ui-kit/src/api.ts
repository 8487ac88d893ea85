import { Signal } from './signal.ts';
import { serverTime } from './time.ts';

/** What the server says when it cannot do something (RFC 9457), or what the desktop says when there is no server. */
export class Problem extends Error {
  constructor(
    /** 0 if there was no answer. */
    readonly status: number,
    /** Stable: `ticket.version.conflict`. */
    readonly code: string,
    readonly detail: string,
    /** What is wrong with single fields, by their names. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** To find it in the server's log. */
    readonly trace = '',
    /** Further members of the answer. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  /** Whether trying the same again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

/** Turns whatever was thrown into something that can be shown. */
export function problem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  // Browsers call it a type error when a part of the page could not be fetched.
  if (thrown instanceof TypeError && /fetch|import|module script/i.test(thrown.message)) return new Problem(0, 'server.away', '');
  return new Problem(-1, 'desktop.bug', thrown instanceof Error ? thrown.message : String(thrown));
}

/** True while the session is over and must be renewed; requests wait for it. */
export const signedOut = new Signal(false);
/** Why it is over, as the server calls it: `idle`. */
export const endedFor = new Signal('');
/** When the person last did something with this page, by this machine's clock. */
export const acted = { at: Date.now() };

/** The session is over: `security.session.idle`, or only the end of that. */
export function over(code: string): void {
  endedFor.value = code.split('.').pop()!;
  signedOut.value = true;
}

export interface Call {
  readonly signal?: AbortSignal;
  /** Part of the address: undefined and empty values are left out, lists repeat the name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answer to the caller that the session is over, instead of asking the person to sign in again. */
  readonly bare?: boolean;
  /** Goes on when the page is left. */
  readonly keepalive?: boolean;
  /** How long an answer may take; half a minute unless told. */
  readonly patienceMs?: number;
}

const BASE = '/api/v1';
const PATIENCE_MS = 30_000;

/** REST of LIVE: JSON in, JSON out, failures as {@link Problem}. */
export const api = {
  get: <T>(path: string, call?: Call): Promise<T> => request<T>('GET', path, undefined, call),
  post: <T = void>(path: string, body?: unknown, call?: Call): Promise<T> => request<T>('POST', path, body, call),
  put: <T = void>(path: string, body?: unknown, call?: Call): Promise<T> => request<T>('PUT', path, body, call),
  patch: <T = void>(path: string, body?: unknown, call?: Call): Promise<T> => request<T>('PATCH', path, body, call),
  delete: <T = void>(path: string, body?: unknown, call?: Call): Promise<T> => request<T>('DELETE', path, body, call),
  upload,
};

/** The address of something on the server, for links and images. */
export function address(path: string, query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== '') search.append(name, String(each));
    }
  }
  const text = search.toString();
  return BASE + path + (text ? `?${text}` : '');
}

function request<T>(method: string, path: string, body: unknown, call: Call = {}): Promise<T> {
  return insistently(call, () => sent<T>(method, path, body, call));
}

/** Tries once more with a session that was renewed meanwhile, by the person or in another tab. */
async function insistently<T>(call: Call, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (thrown) {
    if (call.bare || !(thrown instanceof Problem)) throw thrown;
    if (thrown.status === 401) await renewed(thrown.code);
    else if (thrown.code === 'security.csrf.wrong') await recognition();
    else if (thrown.code !== 'security.confirmation.needed' || !(await confirmation())) throw thrown;
    return attempt();
  }
}

async function sent<T>(method: string, path: string, body: unknown, call: Call): Promise<T> {
  const patience = AbortSignal.timeout(call.patienceMs ?? PATIENCE_MS);
  let response: Response;
  try {
    response = await fetch(address(path, call.query), {
      method,
      credentials: 'same-origin',
      headers: { ...common(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...call.headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(call.keepalive ? { keepalive: true } : {}),
      signal: call.signal ? AbortSignal.any([call.signal, patience]) : patience,
    });
  } catch (thrown) {
    if (call.signal?.aborted) throw thrown;
    throw new Problem(0, patience.aborted ? 'server.slow' : 'server.away', '');
  }
  serverTime(Date.parse(response.headers.get('date') ?? ''));
  if (!response.ok) throw await told(response);
  if (response.status === 204 || response.status === 202 && !response.headers.get('content-type')) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Sends a file as it is, its kind beside it as `type`; `progress` is told the share that has left, 0 to 1. */
function upload<T>(path: string, file: Blob, progress: (share: number) => void, call: Call = {}): Promise<T> {
  return insistently(call, () => new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open('POST', address(path, { ...call.query, type: file.type }));
    for (const [name, value] of Object.entries({ ...common(), 'Content-Type': 'application/octet-stream', ...call.headers })) {
      sender.setRequestHeader(name, value);
    }
    sender.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sender.onload = () => {
      if (sender.status >= 200 && sender.status < 300) resolve(JSON.parse(sender.responseText) as T);
      else void told(new Response(sender.responseText, { status: sender.status, headers: { 'content-type': sender.getResponseHeader('content-type') ?? '' } })).then(reject);
    };
    sender.onerror = () => reject(new Problem(0, 'server.away', ''));
    sender.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    call.signal?.addEventListener('abort', () => sender.abort());
    sender.send(file);
  }));
}

let csrf = '';
let recognition: () => Promise<unknown> = () => Promise.resolve();

/** How to learn the session's proof again. */
export function recogniseBy(ask: () => Promise<unknown>): void {
  recognition = ask;
}

let confirmation: () => Promise<boolean> = () => Promise.resolve(false);

/** How the person shows once more who they are, before something delicate is done; answers whether they have. */
export function confirmBy(ask: () => Promise<boolean>): void {
  confirmation = ask;
}

/** The session's proof that a request comes from this page: a foreign page can send our cookie, but not this header. */
export function proveWith(token: string): void {
  csrf = token;
}

function common(): Record<string, string> {
  return { 'Accept': 'application/json, application/problem+json', 'Accept-Language': document.documentElement.lang, 'X-CSRF-Token': csrf, 'X-Idle-Seconds': String(Math.max(0, Math.round((Date.now() - acted.at) / 1000))) };
}

async function told(response: Response): Promise<Problem> {
  let more: Record<string, unknown> = {};
  if (/json/.test(response.headers.get('content-type') ?? '')) {
    more = await response.json().catch(() => ({})) as Record<string, unknown>;
  }
  const text = (name: string): string => typeof more[name] === 'string' ? more[name] as string : '';
  return new Problem(response.status, text('code') || `http.${response.status}`, text('detail') || text('title'), fieldsOf(more), text('trace'), more);
}

function fieldsOf(more: Record<string, unknown>): Record<string, string> {
  const fields: Record<string, string> = {};
  if (typeof more['field'] === 'string') fields[more['field']] = String(more['detail'] ?? '');
  if (Array.isArray(more['fields'])) {
    for (const each of more['fields'] as Record<string, unknown>[]) {
      if (typeof each['field'] === 'string') fields[each['field']] = String(each['message'] ?? each['code'] ?? '');
    }
  }
  return fields;
}

/** Resolves when the person has signed in again; what they typed is still there. */
function renewed(code: string): Promise<void> {
  over(code);
  return new Promise((resolve) => {
    const end = signedOut.watch((out) => {
      if (out) return;
      end();
      resolve();
    });
  });
}
