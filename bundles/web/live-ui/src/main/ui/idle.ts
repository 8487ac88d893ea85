import { html, nothing, render } from 'lit';
import { acted, type Dialog, endedFor, explain, me, now, over, perform, problem, recognise, signedOut, signOut, socket, translator } from '@live/ui';

const t = translator('desktop');

const TELL_EVERY_MS = 60_000;
const WARN_BEFORE_MS = 120_000;
const LOOK_EVERY_MS = 1000;
/** When the server was last told that somebody is here, by any page of this browser: they share the session. */
const KEY = 'live.used';

let told = Date.now();
let warning: Warning | undefined;
/** The longest time cannot be prolonged: that is said once. */
let knownEnd = '';

interface Warning {
  readonly close: () => void;
  readonly idle: boolean;
}

function used(): number {
  return Math.max(told, Number(localStorage.getItem(KEY)) || 0);
}

/** Tells the server as seldom as it takes: what it knows is at most a minute old. */
function act(): void {
  // Moving towards the button is not yet an answer.
  if (warning?.idle || signedOut.value) return;
  acted.at = Date.now();
  if (acted.at - told >= TELL_EVERY_MS) tell();
}

function tell(): void {
  if (socket.used()) note();
}

function note(): void {
  told = acted.at;
  localStorage.setItem(KEY, String(told));
}

/** An answer is not left to a line that may be broken. */
function stay(): void {
  acted.at = Date.now();
  note();
  recognise().catch((thrown) => problem(thrown).status === 401 && over(problem(thrown).code));
}

function look(): void {
  const limits = me.value?.session;
  if (!limits || signedOut.value) return warning?.close();
  const idle = used() + limits.idleSeconds * 1000 - Date.now();
  const longest = Date.parse(limits.endsAt) - now();
  const soon = Math.min(WARN_BEFORE_MS, limits.idleSeconds * 500);
  if (warning?.idle && idle > soon) warning.close();
  if (warning) return;
  if (idle <= soon && idle <= longest) warning = warn(idle, true);
  else if (longest <= WARN_BEFORE_MS && knownEnd !== limits.endsAt) {
    knownEnd = limits.endsAt;
    warning = warn(longest, false);
  }
}

/** Says that the session is about to end; closing it is an answer. */
function warn(left: number, idle: boolean): Warning {
  if (document.hidden && globalThis.Notification?.permission === 'granted') new Notification(t('session.ends'), { tag: 'live.session' });
  const place = document.createElement('div');
  document.body.append(place);
  let answered = true;
  const dialog = (): Dialog => place.querySelector<Dialog>('live-dialog')!;
  const leave = (): void => void perform(signOut, (thrown) => explain(problem(thrown)));
  const closed = (): void => {
    place.remove();
    warning = undefined;
    if (answered && !signedOut.value) stay();
  };
  render(html`<live-dialog size="small" heading=${t('session.ends')} @closed=${closed}>
    <p>${t(idle ? 'session.ends.idle' : 'session.ends.longest')}</p>
    <p class="strong">${t('session.ends.in')} <live-ticker .until=${new Date(now() + left).toISOString()}></live-ticker></p>
    ${idle ? html`<button slot="actions" class="plain" @click=${leave}>${t('sign-out')}</button>` : nothing}
    <button slot="actions" class="plain primary" autofocus @click=${() => dialog().close()}>${t(idle ? 'session.stay' : 'close')}</button>
  </live-dialog>`, place);
  return { idle, close: () => {
    answered = false;
    dialog().close();
  } };
}

for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
  addEventListener(type, act, { capture: true, passive: true });
}
signedOut.watch((out) => {
  if (out) return look();
  // Signing in is a beginning.
  endedFor.value = '';
  acted.at = told = Date.now();
});
setInterval(look, LOOK_EVERY_MS);
