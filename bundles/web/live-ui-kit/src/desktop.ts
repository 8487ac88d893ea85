import { me, recognise } from './session.ts';
import { over, problem, signedOut } from './api.ts';
import { Commands } from './commands.ts';
import { Contributions } from './contributions.ts';
import { leaves } from './guard.ts';
import { preference } from './preferences.ts';
import { place, type Place } from './routes.ts';
import { Signal } from './signal.ts';
import { PERMISSIONS_CHANGED, StaffSocket, type Wire } from './socket.ts';
import { toast } from './toast.ts';

/** The page's one of each; modules reach them through `@live/ui`. */
export const contributions = new Contributions();
/** Keys that the person has given to commands, by id; empty for none. */
export const ownKeys = preference<Readonly<Record<string, string>>>('keys.own', {}, (value) => typeof value === 'object' && Object.values(value ?? {}).every((keys) => typeof keys === 'string' && !/\balt/i.test(keys)));
export const commands = new Commands(() => ownKeys.value);
export const here = new Signal<Place>(place(location.pathname + location.search));


/** Goes to an address of the desktop; `replace` leaves no step in the history. */
export async function go(address: string, how: { replace?: boolean } = {}): Promise<boolean> {
  const to = place(address);
  if (to.path !== here.value.path && !(await leaves())) return false;
  const text = written(to);
  if (text === location.pathname + location.search) return true;
  history[how.replace ? 'replaceState' : 'pushState'](null, '', text);
  here.value = to;
  return true;
}

/** Changes the query of the present place without a step in the history: filters, what is selected. */
export function remember(values: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(here.value.query);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  void go(here.value.path + (query.size ? `?${query}` : ''), { replace: true });
}

function written({ path, query }: Place): string {
  return path + (query.size ? `?${query}` : '');
}

/** Back and forward have moved already; who stays is put back where he was. */
async function moved(): Promise<void> {
  const to = place(location.pathname + location.search);
  if (to.path !== here.value.path && !(await leaves())) history.pushState(null, '', written(here.value));
  else here.value = to;
}

addEventListener('popstate', () => void moved());

/** Links inside the desktop do not load the page anew. */
addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && !!node.href);
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download') || /^\/(api|channel|ui|health|metrics)\//.test(link.pathname)) return;
  event.preventDefault();
  void go(link.pathname + link.search);
});

/** News from the server. */
export const socket = new StaffSocket(
  () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/staff`) as unknown as Wire,
  { after: (ms, what) => {
    const timer = setTimeout(what, ms);
    return () => clearTimeout(timer);
  } },
  async (code, reason) => {
    if (code === PERMISSIONS_CHANGED) {
      await recognise().catch((thrown) => over(problem(thrown).code));
    } else {
      over(reason);
    }
    if (signedOut.value) {
      await new Promise<void>((resolve) => {
        const end = signedOut.watch(() => {
          end();
          resolve();
        });
      });
    }
    return me.value !== undefined;
  },
);
// A handshake that is refused looks like a broken line; whether the session is over is asked apart.
socket.line.watch((line) => {
  if (line !== 'waiting') return;
  recognise().catch((thrown) => {
    if (problem(thrown).status === 401) over(problem(thrown).code);
  });
});
signedOut.watch((out) => !out && socket.hurry());
// Who has signed in again in another tab is at work in this one, too.
addEventListener('focus', () => {
  if (signedOut.value && me.value) recognise().catch(() => undefined);
});
addEventListener('online', () => socket.hurry());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) socket.hurry();
});

/** Runs a command; what it throws is told, not lost. */
export async function perform(run: () => void | Promise<void>, explain: (thrown: unknown) => string): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    toast(explain(thrown), 'bad');
  }
}
