import { css, html, nothing, query, state, repeat } from 'lit';
import { Search } from 'lucide';
import { base, commands, contributions, define, explain, type Finding, go, icon, LiveElement, may, perform, preference, printedKeys, problem, score, showModal, translator } from '@live/ui';

const t = translator('desktop');
const FIND_AFTER_MS = 80;
const SHOWN = 8;
const RECENT_KEPT = 20;
const RECENT_SHOWN = 4;

/** What was chosen here last, commands and pages alone: of customers nothing is kept. */
const recent = preference<readonly string[]>('palette.recent', [], (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'));

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly keys?: string;
  readonly run: () => void | Promise<void>;
}

/** Everything that can be done or found, by typing. */
export class Palette extends LiveElement {
  @state() private text = '';
  @state() private selected = 0;
  /** Something is still being looked for. */
  @state() private looking = false;
  @state() private found: readonly { readonly title: string; readonly findings: readonly Finding[] }[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  #timer = 0;
  #abort = new AbortController();
  /** Enter was pressed before everything was found: the first of all is meant. */
  #entered = false;

  static override styles = [base, css`
    dialog { width: min(640px, calc(100vw - 24px)); margin: 12vh auto auto; padding: 0; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); color: var(--fg); box-shadow: var(--shadow); overflow: hidden; }
    dialog::backdrop { background: var(--veil); }
    .ask { display: flex; align-items: center; gap: 10px; padding: 0 16px; border-bottom: 1px solid var(--line); color: var(--muted); }
    input.ask-input { border: 0 !important; min-height: 52px !important; padding: 0 !important; background: none !important; font-size: 16px; outline: none; color: var(--fg); }
    .list { max-height: min(440px, 60dvh); overflow: auto; padding: 6px; scroll-padding: 6px; }
    .group { padding: 8px 10px 4px; font-size: 12px; font-weight: 550; color: var(--muted); }
    [role=option] { display: flex; align-items: center; gap: 12px; min-height: 36px; padding: 6px 10px; border-radius: 8px; cursor: pointer; }
    [role=option][aria-selected=true] { background: var(--accent-soft); color: var(--accent-fg); }
    .keys { display: flex; gap: 4px; }
    .none { padding: 24px; text-align: center; color: var(--muted); }
  `];

  override firstUpdated(): void {
    showModal(this.dialog);
    this.renderRoot.querySelector('input')!.focus();
  }

  override render(): unknown {
    const groups = this.groups();
    const entries = groups.flatMap((group) => group.entries);
    const at = Math.min(this.selected, entries.length - 1);
    let index = 0;
    return html`<dialog aria-label=${t('palette')} @close=${this.gone} @click=${(event: Event) => event.target === this.dialog && this.dialog.close()}>
      <div class="ask">${icon(Search)}<input class="ask-input" role="combobox" aria-expanded="true" aria-controls="list" aria-autocomplete="list" aria-activedescendant=${entries[at] ? `entry-${at}` : nothing}
        aria-label=${t('palette')} placeholder=${t('palette.ask')} autocomplete="off" spellcheck="false" @input=${this.typed} @keydown=${(event: KeyboardEvent) => this.keyed(event, entries, at)}></div>
      <div class="list" id="list" role="listbox" aria-label=${t('palette')}>
        ${groups.map((group) => html`<div role="group" aria-label=${group.title}><div class="group" aria-hidden="true">${group.title}</div>${repeat(group.entries, (entry) => entry.id, (entry) => {
          const own = index++;
          return html`<div role="option" id="entry-${own}" aria-selected=${own === at} @click=${() => this.choose(entry)} @pointermove=${() => (this.selected = own)}>
            <span class="cut">${entry.title}</span><span class="meta cut grow">${entry.detail}</span>
            ${entry.keys ? html`<span class="keys">${printedKeys(entry.keys).map((key) => html`<kbd>${key}</kbd>`)}</span>` : nothing}</div>`;
        })}</div>`)}
        ${entries.length ? nothing : html`<div class="none" role="status">${this.looking ? t('palette.looking') : t('palette.none', { text: this.text })}</div>`}</div></dialog>`;
  }

  override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  private gone(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.remove();
  }

  private groups(): { title: string; entries: Entry[] }[] {
    const groups = new Map<string, Entry[]>();
    const ranked = commands.possible().filter((command) => !command.hidden)
      .map((command) => ({ command, weight: score(this.text, command.title()) })).filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || rank(a.command.id) - rank(b.command.id));
    const late = this.text ? [] : recent.value.map((id) => ranked.find(({ command }) => command.id === id)?.command).filter((command) => command !== undefined).slice(0, RECENT_SHOWN);
    if (late.length) groups.set(t('palette.recent'), late.map((command) => ({ id: command.id, title: command.title(), detail: '', run: command.run, keys: commands.keys(command) })));
    for (const { command } of ranked) {
      if (late.includes(command)) continue;
      const group = command.group();
      groups.set(group, [...(groups.get(group) ?? []), { id: command.id, title: command.title(), detail: '', run: command.run, keys: commands.keys(command) }]);
    }
    const pages = contributions.of('settings').filter((page) => may(page.permission) && score(this.text, page.title()) > 0 && this.text)
      .map((page) => ({ id: `page.${page.id}`, title: page.title(), detail: t(page.group === 'personal' ? 'me' : 'admin'), run: () => void go(`${page.group === 'personal' ? '/me' : '/admin'}/${page.id}`) }));
    if (pages.length) groups.set(t('settings.pages'), pages);
    const found = this.found.filter(({ findings }) => findings.length).map(({ title, findings }) => ({
      title, entries: findings.slice(0, SHOWN).map((finding) => ({ id: finding.path, title: finding.title, detail: finding.detail ?? '', run: () => void go(finding.path) })),
    }));
    return [...(this.text ? found : []), ...[...groups].map(([title, entries]) => ({ title, entries }))];
  }

  private typed(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.selected = 0;
    this.#entered = false;
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.looking = this.text.trim().length >= 2;
    if (!this.looking) {
      this.found = [];
      return;
    }
    this.#timer = setTimeout(() => void this.find(this.text.trim()), FIND_AFTER_MS);
  }

  private async find(text: string): Promise<void> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const finders = contributions.of('finder').filter((finder) => may(finder.permission));
    const found = finders.map((finder) => ({ title: finder.title(), findings: [] as readonly Finding[] }));
    // Each shows what it has, however slow another one is.
    await Promise.all(finders.map(async (finder, index) => {
      const findings = await finder.find(text, signal).catch(() => []);
      if (signal.aborted) return;
      found[index] = { title: finder.title(), findings };
      this.found = [...found];
    }));
    if (signal.aborted) return;
    this.looking = false;
    if (!this.#entered) return;
    const first = this.groups().flatMap((group) => group.entries)[0];
    if (first) this.choose(first);
  }

  private keyed(event: KeyboardEvent, entries: readonly Entry[], at: number): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.selected = (at + step + entries.length) % Math.max(1, entries.length);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      // Who has not moved means the first of what will be there.
      if (this.looking && at <= 0) this.#entered = true;
      else if (entries[at]) this.choose(entries[at]);
    }
  }

  private choose(entry: Entry): void {
    this.dialog.close();
    if (!entry.id.startsWith('/')) recent.choose([entry.id, ...recent.value.filter((id) => id !== entry.id)].slice(0, RECENT_KEPT));
    void perform(entry.run, (thrown) => explain(problem(thrown)));
  }
}

/** Small is lately used. */
function rank(id: string): number {
  const at = recent.value.indexOf(id);
  return at < 0 ? RECENT_KEPT : at;
}

const tag = define('live-palette', Palette);

export function open(): void {
  if (!document.querySelector(tag)) document.body.append(document.createElement(tag));
}
