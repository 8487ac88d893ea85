// What a customer's page loads: the launcher, and a frame of our own origin once somebody opens it. The page's scripts reach
// into neither, and its styles do not change them.
export {};

interface Listener {
  (detail?: unknown): void;
}

interface LiveWidgetApi {
  open(): void;
  close(): void;
  /** Takes the launcher away, and brings it back: where a page has a button of its own. */
  hide(): void;
  show(): void;
  on(event: string, listener: Listener): () => void;
}

declare global {
  interface Window {
    LiveWidget?: LiveWidgetApi;
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const branch = script?.dataset['team'] ?? '';

if (script && branch && !window.LiveWidget) {
  const server = new URL(script.src).origin;
  const colour = /^#[0-9a-f]{6}$/i.test(script.dataset['color'] ?? '') ? script.dataset['color']! : '#c8322b';
  const asked = script.dataset['lang'] || navigator.language;
  const language = asked.slice(0, 2).toLowerCase();
  const words = { open: { de: 'Chat öffnen', hr: 'Otvori razgovor' }[language] ?? 'Open chat', close: { de: 'Chat schließen', hr: 'Zatvori razgovor' }[language] ?? 'Close chat', title: { de: 'Chat', hr: 'Razgovor' }[language] ?? 'Chat' };
  const VISITED = `live-widget:${branch}`;
  const listeners = new Map<string, Set<Listener>>();
  const tell = (event: string, detail?: unknown): void => listeners.get(event)?.forEach((listener) => {
    try {
      listener(detail);
    } catch (thrown) {
      console.error(thrown);
    }
  });

  const host = document.createElement('div');
  // Of the page nothing comes in, not even what it calls important: nothing weighs more than this.
  host.style.cssText = 'all:initial!important;position:fixed!important;inset:auto 0 0 auto!important;z-index:2147483000!important;width:0!important;height:0!important';
  const root = host.attachShadow({ mode: 'closed' });
  // A sheet made by script is no inline style: it works under the page's own policy, too.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { color-scheme: light dark; }
    button { all: unset; box-sizing: border-box; position: fixed; right: 20px; bottom: 20px; width: 56px; height: 56px; border-radius: 50%; background: ${colour}; color: #fff; display: grid; place-items: center; cursor: pointer; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; box-shadow: 0 0 0 3px #1b2430; }
    svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
    .badge { position: absolute; top: -2px; right: -2px; min-width: 22px; height: 22px; box-sizing: border-box; padding: 0 6px; border-radius: 11px; background: #1b2430; color: #fff; border: 2px solid #fff; font: 600 12px/18px system-ui, sans-serif; text-align: center; }
    [hidden] { display: none !important; }
    iframe { all: unset; box-sizing: border-box; position: fixed; right: 20px; bottom: 88px; width: min(380px, calc(100vw - 40px)); height: min(600px, calc(100dvh - 108px)); border: 1px solid rgb(128 128 128 / .35); border-radius: 12px; box-shadow: 0 8px 30px rgb(0 0 0 / .25); background: transparent; display: block; }
    @media (max-width: 480px) { iframe { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } .open { display: none; } }
    @media (forced-colors: active) { button { border: 2px solid ButtonText; } }
    @media print { :host { display: none; } }`);
  root.adoptedStyleSheets = [sheet];

  const launcher = document.createElement('button');
  launcher.setAttribute('aria-expanded', 'false');
  const picture = (paths: string): string => `<svg viewBox="0 0 24 24" aria-hidden="true">${paths.split('|').map((path) => `<path d="${path}"/>`).join('')}</svg>`;
  const sign = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.hidden = true;
  launcher.append(sign, badge);
  root.append(launcher);

  let frame: HTMLIFrameElement | undefined;
  let shown = false;
  let unread = 0;

  const draw = (): void => {
    const template = new DOMParser().parseFromString(picture(shown ? 'M6 6l12 12|M18 6L6 18' : 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z|M9 12h.01|M13 12h.01|M17 12h.01'), 'text/html').querySelector('svg')!;
    launcher.firstElementChild!.replaceWith(template);
    launcher.className = shown ? 'open' : '';
    launcher.setAttribute('aria-expanded', String(shown));
    launcher.setAttribute('aria-label', shown ? words.close : unread ? `${words.open} (${unread})` : words.open);
    badge.hidden = shown || unread === 0;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    if (frame) frame.hidden = !shown;
  };

  const say = (kind: string): void => frame?.contentWindow?.postMessage({ live: kind }, server);

  const load = (): void => {
    if (frame) return;
    frame = document.createElement('iframe');
    frame.title = words.title;
    frame.hidden = true;
    frame.src = `${server}/widget/page?branch=${encodeURIComponent(branch)}&lang=${encodeURIComponent(script.dataset['lang'] ?? '')}`;
    root.append(frame);
  };

  const open = (): void => {
    load();
    shown = true;
    unread = 0;
    draw();
    say('open');
    frame!.focus();
    tell('open');
  };

  const close = (): void => {
    if (!shown) return;
    shown = false;
    draw();
    say('close');
    launcher.focus();
    tell('close');
  };

  launcher.addEventListener('click', () => (shown ? close() : open()));

  addEventListener('message', (event: MessageEvent) => {
    if (event.origin !== server || event.source !== frame?.contentWindow) return;
    const { live, count } = event.data as { live?: string; count?: number };
    if (live === 'ready') say(shown ? 'open' : 'close');
    else if (live === 'close') close();
    else if (live === 'unread') {
      unread = shown ? 0 : Number(count) || 0;
      draw();
      tell('unread', unread);
    } else if (live === 'known') {
      try {
        localStorage.setItem(VISITED, '1');
      } catch {
        // A page may forbid that; then the badge comes only after the next opening.
      }
    }
  });

  window.LiveWidget = {
    open,
    close,
    hide: () => void (launcher.hidden = true),
    show: () => void (launcher.hidden = false),
    on(event: string, listener: Listener) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => void all.delete(listener);
    },
  };

  const start = (): void => {
    draw();
    document.body.append(host);
    try {
      // Whoever has written before hears of answers; nobody else costs the page a thing.
      if (localStorage.getItem(VISITED)) load();
    } catch {
      // As above.
    }
  };
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
}
