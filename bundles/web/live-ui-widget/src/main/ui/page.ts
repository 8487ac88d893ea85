import { Line, type Frame } from './line.ts';
import { Talk, type Item } from './talk.ts';

interface Face {
  readonly title: string;
  readonly greeting: string;
  readonly colour: string;
  readonly language?: string;
  readonly open: boolean;
  readonly subjects: readonly string[];
}

const TYPING_MS = 4_000;
const SHOWN_TYPING_MS = 8_000;
const LONGEST = 8_000;
const PAUSE_MS = 1_000;

const { branch, face: first, words } = JSON.parse(document.getElementById('start')!.textContent!) as { branch: string; face: Face; words: Record<string, string> };
const t = (key: string, values: Record<string, string | number> = {}): string => (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
const TOKEN = `live:${branch}`;

/** The frame's own storage; where a browser forbids it a visitor is known until he reloads. */
const memory = new Map<string, string>();
const storage = {
  get(name: string): string {
    try {
      return localStorage.getItem(name) ?? memory.get(name) ?? '';
    } catch {
      return memory.get(name) ?? '';
    }
  },
  set(name: string, value: string): void {
    memory.set(name, value);
    try {
      localStorage.setItem(name, value);
    } catch {
      // As above.
    }
  },
};

let face = first;
let site = '';
let shown = window === parent;
let reachable = false;
let here = false;
let state = 'none';
let place: { position?: number; minutes?: number } = {};
let typing = 0;
let asked = 0;
let subject = '';
let refused = false;
let more = false;
let unread = 0;

const kept = ((): Item[] => {
  try {
    return JSON.parse(storage.get(`${TOKEN}:unsaid`) || '[]') as Item[];
  } catch {
    return [];
  }
})();
const talk = new Talk(kept);

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const log = find('log');
const text = find<HTMLTextAreaElement>('text');
const send = find<HTMLButtonElement>('send');
const notice = find('notice');
const status = find('status');
const subjects = find('subjects');
const choice = find<HTMLSelectElement>('subject');
const earlier = find<HTMLButtonElement>('earlier');

const line = new Line(() => ({ branch, token: storage.get(TOKEN), site, language: navigator.language }), heard, (next) => {
  if (next !== 'open') here = false;
  reachable = next === 'open';
  refused = next === 'refused';
  draw();
});

function heard(frame: Frame): void {
  if (frame.t === 'welcome') {
    if (frame.token) storage.set(TOKEN, frame.token);
    face = frame.face as Face;
    dress();
  } else if (frame.t === 'gone' && frame.of === 'chat') {
    here = false;
  } else if (frame.t === 'msg' && frame.of === 'chat') {
    said(frame.name!, frame.data as Record<string, unknown>);
  } else if (frame.t === 'msg' && frame.of === 'place') {
    const { state: next, ...rest } = frame.data as { state: string };
    state = next;
    place = rest;
  }
  draw();
}

function said(name: string, data: Record<string, unknown>): void {
  switch (name) {
    case 'here':
      here = true;
      resume();
      break;
    case 'away':
      here = false;
      break;
    case 'said': {
      const items = data['items'] as Item[];
      took(talk.take(items), true);
      if (data['older'] !== undefined) more = Boolean(data['older']);
      if (data['more']) line.say('chat', 'resume', { after: talk.last ?? 0 });
      else next();
      break;
    }
    case 'message':
      typing = 0;
      took(talk.take([data as unknown as Item]), false);
      break;
    case 'took':
      talk.took(String(data['id']), String(data['message']), Number(data['position']), String(data['at']));
      keep();
      parent.postMessage({ live: 'known' }, site || '*');
      next();
      break;
    case 'later':
      asked = window.setTimeout(() => (data['id'] ? next() : resume()), Math.max(PAUSE_MS, Number(data['pause']) || 0));
      break;
    case 'refused':
      talk.refused(String(data['id']), String(data['code']));
      keep();
      next();
      break;
    case 'sign':
      if (data['sign'] === 'TYPING') {
        typing = Date.now() + SHOWN_TYPING_MS;
        setTimeout(draw, SHOWN_TYPING_MS + 50);
      } else if (data['sign'] === 'IDLE') typing = 0;
      else if (data['sign'] === 'PRESENT') talk.seen();
      break;
  }
}

function resume(): void {
  if (here) line.say('chat', 'resume', talk.after === undefined ? {} : { after: talk.after });
}

/** Tells that messages have come, and that they were seen when they are. */
function took(fresh: readonly Item[], history: boolean): void {
  const ours = fresh.filter((each) => each.ours && !each.read);
  for (const item of ours) line.say('chat', shown && !document.hidden ? 'seen' : 'got', { message: item.message });
  if (shown && !document.hidden) return;
  unread += ours.length;
  if (ours.length) parent.postMessage({ live: 'unread', count: unread }, site || '*');
  if (ours.length && !history) document.title = `(${unread}) ${face.title}`;
}

function look(): void {
  for (const item of talk.items) if (item.ours && !item.read && unread) line.say('chat', 'seen', { message: item.message });
  unread = 0;
}

/** One after the other, each until it is stored: so nothing overtakes, and nothing is said twice. */
function next(): void {
  clearTimeout(asked);
  const item = talk.next;
  if (here && item) line.say('chat', 'text', { id: item.id, text: item.text, subject });
}

function keep(): void {
  storage.set(`${TOKEN}:unsaid`, JSON.stringify(talk.unsaid));
}

function write(): void {
  const words = text.value.trim();
  if (!words || words.length > LONGEST) return;
  const idle = !talk.next;
  talk.write({ id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`, ours: false, text: words, at: new Date().toISOString() });
  keep();
  text.value = '';
  grow();
  line.say('chat', 'typing', { on: false });
  line.open();
  if (idle) next();
  draw();
  log.scrollTop = log.scrollHeight;
  text.focus();
}

let told = 0;
function typed(): void {
  grow();
  draw();
  if (Date.now() - told < TYPING_MS || !text.value.trim()) return;
  told = Date.now();
  line.say('chat', 'typing', { on: true });
}

function grow(): void {
  text.style.height = 'auto';
  text.style.height = `${Math.min(120, text.scrollHeight + 2)}px`;
}

function element(tag: string, name: string, content = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  if (content) made.textContent = content;
  return made;
}

const drawn = new Map<string, { key: string; node: HTMLElement }>();

function bubble(item: Item): HTMLElement {
  const node = element('div', `message ${item.ours ? 'ours' : 'mine'}`);
  node.append(element('span', 'hidden', item.ours ? t('us') : t('you')), element('p', 'text', item.text));
  const time = item.at ? new Date(item.at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }) : '';
  const foot = element('span', 'meta');
  if (item.refused) {
    foot.append(element('span', 'bad', t('refused')));
    const back = element('button', 'link', t('refused.edit'));
    back.onclick = () => {
      text.value = talk.drop(item.id!)?.text ?? text.value;
      keep();
      grow();
      draw();
      text.focus();
    };
    foot.append(back);
  } else foot.textContent = item.ours ? time : `${time} · ${item.message ? (item.read ? t('read') : t('sent')) : here ? t('sending') : t('unsent')}`;
  node.append(foot);
  return node;
}

function draw(): void {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const items = talk.items;
  const wanted: HTMLElement[] = [];
  for (const item of items) {
    const name = item.id ?? item.message!;
    const key = `${item.message}|${item.read}|${item.refused}|${item.message ? '' : here}`;
    const before = drawn.get(name);
    const node = before?.key === key ? before.node : bubble(item);
    drawn.set(name, { key, node });
    wanted.push(node);
  }
  const holder = find('messages');
  wanted.forEach((node, index) => {
    if (holder.children[index] !== node) holder.insertBefore(node, holder.children[index] ?? null);
  });
  while (holder.children.length > wanted.length) holder.lastElementChild!.remove();

  earlier.hidden = !more;
  subjects.hidden = !face.subjects.length || items.length > 0;
  notice.textContent = refused ? t('refusedBranch') : !reachable || !here ? t('moment') : !face.open && state === 'none' ? t('closed') : '';
  notice.hidden = !notice.textContent || (!asked && !shown);
  const waits = place.position ? (place.minutes ? t('waiting.minutes', { position: place.position, minutes: place.minutes }) : t('waiting.position', { position: place.position })) : t('waiting');
  status.textContent = typing > Date.now() ? t('typing') : state === 'waiting' ? waits : state === 'talking' ? t('talking') : state === 'ended' ? t('ended') : '';
  send.disabled = refused || !text.value.trim() || text.value.length > LONGEST || (!subjects.hidden && !choice.value);
  text.disabled = refused;
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function dress(): void {
  document.documentElement.style.setProperty('--colour', /^#[0-9a-f]{6}$/.test(face.colour) ? face.colour : '#c8322b');
  document.title = face.title;
  find('title').textContent = face.title;
  find('greeting').textContent = face.greeting;
  if (choice.options.length <= 1) for (const each of face.subjects) choice.add(new Option(each, each));
}

for (const place of document.querySelectorAll<HTMLElement>('[data-word]')) {
  const word = t(place.dataset['word']!);
  if (place instanceof HTMLTextAreaElement) {
    place.placeholder = word;
    place.ariaLabel = word;
  } else if (place.dataset['label'] !== undefined) {
    place.ariaLabel = word;
    place.title = word;
  } else place.textContent = word;
}

text.addEventListener('input', typed);
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!send.disabled) write();
});
find('form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!send.disabled) write();
});
choice.addEventListener('change', () => {
  subject = choice.value;
  draw();
});
earlier.addEventListener('click', () => line.say('chat', 'older', { before: talk.first ?? 0 }));
find('close').addEventListener('click', () => parent.postMessage({ live: 'close' }, site || '*'));
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') parent.postMessage({ live: 'close' }, site || '*');
});
document.addEventListener('visibilitychange', () => {
  if (shown && !document.hidden) look();
});

addEventListener('message', (event: MessageEvent) => {
  if (event.source !== parent || window === parent) return;
  const { live } = event.data as { live?: string };
  if (live !== 'open' && live !== 'close') return;
  const begun = site === '';
  site = event.origin;
  shown = live === 'open';
  document.body.classList.toggle('shown', shown);
  if (shown) {
    look();
    text.focus();
    log.scrollTop = log.scrollHeight;
  }
  if (begun) line.open();
  draw();
});

dress();
draw();
if (window === parent) line.open();
else parent.postMessage({ live: 'ready' }, '*');
