import { css, html, nothing, state } from 'lit';
import { RotateCcw, X } from 'lucide';
import { base, type Command, commands, define, icon, LiveElement, ownKeys, printedKeys, singleKeys, translator, Watching } from '@live/ui';
import { Recording } from './recording.ts';
import { page } from './page.ts';

const t = translator('personal');

/** The keys of everything that has some, and others for it. */
export class Keys extends LiveElement {
  /** Which command is waiting for its keys. */
  @state() private waiting: string | undefined;
  @state() private typed = '';
  @state() private trouble = '';
  #recording: Recording | undefined;

  static override styles = [base, page, css`
    section { margin-top: 24px; } h2 { font: 550 12px/16px var(--family); color: var(--muted); margin-bottom: 4px; }
    li { display: flex; align-items: center; gap: 8px; min-height: var(--row); border-bottom: 1px solid var(--line); flex-wrap: wrap; } li:last-child { border: 0; }
    button.keys { min-width: 72px; gap: 4px; padding: 0 8px; } button.keys[aria-pressed=true] { border-color: var(--accent); background: var(--accent-soft); color: var(--accent-fg); }
    .error-text { flex-basis: 100%; padding-bottom: 6px; } .tail { display: flex; width: 64px; }
  `];

  constructor() {
    super();
    new Watching(this, [commands.changed, ownKeys, singleKeys]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render(): unknown {
    const groups = new Map<string, Command[]>();
    for (const command of commands.all()) groups.set(command.group(), [...(groups.get(command.group()) ?? []), command]);
    return html`<header><h1>${t('keys')}</h1><p class="muted">${t('keys.text')}</p></header>
      <label class="check"><input type="checkbox" .checked=${singleKeys.value} @change=${(event: Event) => singleKeys.choose((event.target as HTMLInputElement).checked)}><span>${t('keys.single')}<br><span class="meta">${t('keys.single.text')}</span></span></label>
      ${[...groups].map(([title, list]) => html`<section><h2>${title}</h2><ul>${list.map((command) => this.row(command))}</ul></section>`)}`;
  }

  private row(command: Command): unknown {
    const keys = commands.keys(command);
    const waits = this.waiting === command.id;
    const own = command.id in ownKeys.value;
    const title = command.title();
    return html`<li><span class="grow">${title}</span>
      <button class="keys small" aria-pressed=${waits} aria-label=${waits ? t('keys.type') : t('keys.of', { name: title, keys: keys ? printedKeys(keys).join(' ') : t('keys.none') })} @click=${() => (waits ? this.stop() : this.record(command))}>
        ${waits ? (this.typed ? printedKeys(this.typed).map((key) => html`<kbd>${key}</kbd>`) : t('keys.type')) : keys ? printedKeys(keys).map((key) => html`<kbd>${key}</kbd>`) : html`<span class="muted">${t('keys.none')}</span>`}</button>
      <span class="tail">${keys ? html`<button class="icon quiet small" title=${t('keys.drop')} aria-label=${t('keys.drop.of', { name: title })} @click=${() => this.give(command, '')}>${icon(X, 14)}</button>` : nothing}
        ${own ? html`<button class="icon quiet small" title=${t('keys.back')} aria-label=${t('keys.back.of', { name: title })} @click=${() => this.back(command)}>${icon(RotateCcw, 14)}</button>` : nothing}</span>
      ${waits && this.trouble ? html`<span class="error-text" role="alert">${this.trouble}</span>` : nothing}</li>`;
  }

  private record(command: Command): void {
    this.stop();
    this.waiting = command.id;
    this.#recording = new Recording((keys, done) => {
      this.typed = keys;
      this.trouble = '';
      if (!done) return;
      const taken = commands.taken(command, keys);
      if (taken) this.trouble = t('keys.taken', { name: taken.title() });
      else {
        this.give(command, keys);
        this.stop();
      }
    }, (why) => {
      if (why === 'alt') this.trouble = t('keys.alt');
      else this.stop();
    });
  }

  private stop(): void {
    this.#recording?.end();
    this.#recording = undefined;
    this.waiting = undefined;
    this.typed = this.trouble = '';
  }

  private give(command: Command, keys: string): void {
    ownKeys.choose({ ...ownKeys.value, [command.id]: keys });
  }

  /** The keys that it came with, unless something else has them now. */
  private back(command: Command): void {
    const { [command.id]: gone, ...others } = ownKeys.value;
    const taken = command.keys ? commands.taken(command, command.keys) : undefined;
    if (!taken) return ownKeys.choose(others);
    this.waiting = command.id;
    this.trouble = t('keys.taken', { name: taken.title() });
  }
}

export const tag = define('live-my-keys', Keys);
