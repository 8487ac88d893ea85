import { css, html, nothing, state } from 'lit';
import { BellRing, Check, ChevronDown, StickyNote, X } from 'lucide';
import {
  api, base, commands, define, explain, go, icon, LiveElement, type MenuItem, type Message, modal, now, type Offer, perform, problem, toast, translator, Watching,
} from '@live/ui';
import { callForAttention } from './attention.ts';
import { accept, decline, desk, handedNote, interactions, look, nameOf, namesChanged, noteText, openDesk, queues, rings, setPresence } from '@live/work';

const t = translator('desktop');
/** A note for whoever takes a contact is among its newest messages. */
const NEWEST = 10;

/** Whether the agent gets work, since when, and why not. */
export class PresenceControl extends LiveElement {
  @state() private reasons: readonly string[] = [];
  #asked = false;
  @state() private busy = false;

  static override styles = [base, css`
    button.presence { gap: 8px; padding: 0 10px; border-radius: 16px; }
    .dot { width: 10px; height: 10px; border-radius: 50%; background: var(--control); flex: none; }
    .READY .dot { background: var(--ok); } .NOT_READY .dot { background: var(--warn); border-radius: 3px; } .SIGNED_OUT .dot { background: none; border: 2px solid var(--control); }
    live-ticker { color: var(--muted); font-weight: 400; font-size: 13px; min-width: 34px; text-align: end; }
    @media (max-width: 767px) { .word { max-width: 90px; } }
  `];

  constructor() {
    super();
    new Watching(this, [desk, rings]);
  }

  override willUpdate(): void {
    if (!desk.value || this.#asked) return;
    this.#asked = true;
    api.get<readonly string[]>('/routing/reasons').then((codes) => (this.reasons = codes), () => (this.#asked = false));
  }

  override render(): unknown {
    const presence = desk.value?.presence;
    if (!presence) return nothing;
    const word = presence.state === 'NOT_READY' && presence.reason ? this.reason(presence.reason) : t(`presence.${presence.state}`);
    return html`<live-menu label=${t('presence')} .items=${this.items()}><button slot="button" class="presence ${presence.state}" ?disabled=${this.busy}>
      <span class="dot"></span><span class="only-heard">${t('presence')}:</span><span class="word cut">${word}</span>${presence.since ? html`<live-ticker .since=${presence.since}></live-ticker>` : nothing}${icon(ChevronDown, 14)}</button></live-menu>`;
  }

  private reason(code: string): string {
    const word = t(`reason.${code}`);
    return word === `reason.${code}` ? code : word;
  }

  private items(): MenuItem[] {
    const presence = desk.value!.presence;
    const plain: MenuItem = { title: t('presence.NOT_READY'), checked: presence.state === 'NOT_READY' && !presence.reason, run: () => this.set('NOT_READY') };
    return [
      { title: t('presence.READY'), checked: presence.state === 'READY', run: () => this.set('READY') },
      ...(this.reasons.length ? this.reasons.map((each, index) => ({
        title: this.reason(each), checked: presence.state === 'NOT_READY' && presence.reason === each, run: () => this.set('NOT_READY', each),
        ...(index === 0 ? { heading: t('presence.NOT_READY') } : {}),
      })) : [plain]),
      { title: t('presence.SIGNED_OUT'), heading: ' ', checked: presence.state === 'SIGNED_OUT', run: () => this.set('SIGNED_OUT') },
      { title: t('offer.rings'), icon: BellRing, heading: t('offers'), checked: rings.value, run: () => rings.choose(!rings.value) },
    ];
  }

  private set(state: 'READY' | 'NOT_READY' | 'SIGNED_OUT', reason = ''): void {
    this.busy = true;
    void perform(() => setPresence(state, reason), (thrown) => explain(problem(thrown))).finally(() => (this.busy = false));
  }
}

/** Work that is held out: a card top right that never takes the focus. */
export class Offers extends LiveElement {
  @state() private taken = '';
  /** What colleagues left for whoever takes it, by interaction. */
  @state() private notes: ReadonlyMap<string, Message> = new Map();
  #shown = '';
  #beat = 0;

  static override styles = [base, css`
    :host { position: fixed; top: 60px; inset-inline-end: 16px; z-index: 15; display: grid; gap: 12px; width: min(308px, calc(100vw - 32px)); }
    .offer { padding: 14px 16px 16px; display: grid; gap: 10px; box-shadow: var(--shadow); border-color: var(--accent); animation: arrive .16s ease-out; overflow: hidden; position: relative; }
    @keyframes arrive { from { transform: translateY(-8px); opacity: 0; } }
    .who { font: 600 15px/20px var(--family); }
    .buttons { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin-top: 2px; }
    .left { font-weight: 600; flex: none; }
    .note { display: flex; gap: 6px; padding: 8px 10px; border-radius: 8px; background: var(--warn-soft); color: var(--warn-fg); font-size: 13px; line-height: 18px; } .note svg { margin-top: 2px; } .note p { overflow-wrap: anywhere; white-space: pre-line; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
    .left.soon { color: var(--bad-fg); }
    .bar { position: absolute; inset: auto 0 0; height: 3px; background: var(--accent); transform-origin: left; }
    .bar:dir(rtl) { transform-origin: right; }
    @media (max-width: 767px) { :host { top: auto; bottom: 72px; inset-inline: 12px; width: auto; } }
  `];

  constructor() {
    super();
    new Watching(this, [desk, interactions, queues, namesChanged]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#beat = setInterval(() => desk.value?.offers.length && this.requestUpdate(), 250);
    addEventListener('keydown', this.keyed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#beat);
    removeEventListener('keydown', this.keyed);
  }

  override willUpdate(): void {
    const offers = desk.value?.offers ?? [];
    const key = offers.map((offer) => offer.id).join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.taken = '';
    this.notes = new Map([...this.notes].filter(([interaction]) => offers.some((offer) => offer.interaction === interaction)));
    if (!offers.length) return;
    void look(offers.map((offer) => offer.interaction)).catch(() => undefined);
    for (const { interaction } of offers) void this.note(interaction).catch(() => undefined);
    void queues.need().catch(() => undefined);
  }

  private async note(interaction: string): Promise<void> {
    const { items } = await api.get<{ items: readonly Message[] }>(`/channels/interactions/${interaction}/messages`, { query: { limit: NEWEST } });
    if (!desk.value?.offers.some((offer) => offer.interaction === interaction)) return;
    const found = handedNote(items, interaction);
    const notes = new Map(this.notes);
    if (found) notes.set(interaction, found);
    else notes.delete(interaction);
    this.notes = notes;
  }

  override render(): unknown {
    return html`<div role="region" aria-live="assertive" aria-label=${t('offers')} class="stack">${(desk.value?.offers ?? []).filter((offer) => Date.parse(offer.expiresAt) > now() || offer.id === this.taken).map((offer) => this.offer(offer))}</div>`;
  }

  private offer(offer: Offer): unknown {
    const about = interactions.value.get(offer.interaction);
    const left = Math.max(0, (Date.parse(offer.expiresAt) - now()) / 1000);
    const whole = Math.max(1, (Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)) / 1000);
    const queue = queues.value.find((each) => each.id === offer.queue)?.name ?? '';
    const note = this.notes.get(offer.interaction);
    // Until it is known who it is, nobody is called unknown.
    const who = about ? about.party?.name || about.party?.value || t('author.unknown') : '\u00a0';
    const title = offer.invitedBy ? t(`offer.${offer.role ?? 'CONSULT'}`, { name: nameOf(offer.invitedBy) || '…' }) : t('offer.title');
    return html`<section class="card offer" aria-label=${t('offer.title')}>
      <div class="line between"><span class="meta strong">${title} · ${t(`medium.${offer.medium}`)}${queue ? ` · ${queue}` : ''}</span><span class="left number ${left < 10 ? 'soon' : ''}" aria-hidden="true">${Math.ceil(left)} s</span></div>
      <div class="line"><live-avatar .name=${who} style="--size: 36px"></live-avatar>
        <div class="grow"><div class="who cut">${who}</div><div class="cut muted">${about?.subject || about?.preview || '\u00a0'}</div></div></div>
      ${note ? html`<div class="note">${icon(StickyNote, 14)}<p><b>${t('offer.note', { name: nameOf(note.author) || '…' })}</b> ${noteText(note)}</p></div>` : nothing}
      <div class="meta">${t('offer.waits')} <live-ticker words .since=${offer.waitingSince}></live-ticker>${offer.attempts ? ` · ${t('offer.attempts', { count: offer.attempts })}` : ''}</div>
      <div class="buttons"><button ?disabled=${this.taken === offer.id} @click=${() => this.answer(offer, false)}>${icon(X, 16)}${t('offer.decline')}</button>
        <button class="primary" ?disabled=${this.taken === offer.id} @click=${() => this.answer(offer, true)}>${icon(Check, 16)}${t('offer.accept')}</button></div>
      <div class="bar" style="transform: scaleX(${Math.min(1, left / whole).toFixed(3)})"></div></section>`;
  }

  /** Enter takes the offer, unless something has the focus that Enter is for. */
  private keyed = (event: KeyboardEvent): void => {
    const offer = desk.value?.offers[0];
    const target = event.composedPath()[0];
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey || !offer || event.defaultPrevented || modal()) return;
    if (target instanceof HTMLElement && target !== document.body && !target.matches('main, [data-enter-free]')) return;
    event.preventDefault();
    this.answer(offer, true);
  };

  private answer(offer: Offer, yes: boolean): void {
    this.taken = offer.id;
    void perform(async () => {
      try {
        if (!yes) return await decline(offer.id);
        await accept(offer.id);
        await go(`/inbox/${offer.interaction}`);
      } catch (thrown) {
        this.taken = '';
        const what = problem(thrown);
        if (what.status === 404 || what.status === 409 || what.status === 410) toast(t('offer.gone'));
        else throw thrown;
      }
    }, (thrown) => explain(problem(thrown)));
  }
}

openDesk();
callForAttention();
for (const state of ['READY', 'NOT_READY'] as const) {
  commands.add({ id: `desk.${state}`, title: () => t('presence.set', { name: t(`presence.${state}`) }), group: () => t('group.presence'), when: () => desk.value !== undefined, run: () => setPresence(state) });
}
define('live-presence', PresenceControl);
define('live-offers', Offers);
