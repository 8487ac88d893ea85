import { css, html, keyed, nothing, state } from 'lit';
import {
  base, best, commands, contributions, define, dialogs, entitle, failed, go, here, language, LiveElement, listenForKeys, may, me, Modules, type ModuleCode, type ModuleInfo,
  ownPath, perform, problem, explain, signedOut, socket, translator, Watching, wordsChanged, type View,
} from '@live/ui';
import { away, meet, settled } from './meet.ts';
import './header.ts';
import './rail.ts';
import { builtIn } from './built-in.ts';

const t = translator('desktop');

const modules = new Modules(contributions, commands, async (address) => (await Promise.all([import(address) as Promise<ModuleCode>, dialogs()]))[0],
  (module, thrown) => console.error(`module ${module}:`, thrown));

/** The whole page: header, rail, and the view of the present address. */
export class Desktop extends LiveElement {
  @state() private element: { tag: string; view: View } | undefined;
  @state() private failure: unknown;
  #opened = false;
  #wanted: View | undefined;

  static override styles = [base, css`
    :host { display: grid; grid: auto 1fr / auto 1fr; height: 100dvh; }
    live-header { grid-column: 1 / -1; }
    main { position: relative; min-width: 0; min-height: 0; overflow: hidden; display: grid; }
    main:focus { outline: none; }
    main > * { min-width: 0; min-height: 0; }
    .sign-in { position: fixed; inset: 0; z-index: 20; background: var(--bg); overflow: auto; display: grid; }
    @media (max-width: 767px) { :host { grid: auto 1fr auto / 1fr; } live-rail { grid-row: 3; } main { grid-row: 2; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, me, signedOut, away, settled, contributions.changed, modules.changed]);
    new Watching(this, [language, wordsChanged]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    listenForKeys(commands, (command) => perform(command.run, (thrown) => explain(problem(thrown))));
  }

  override willUpdate(): void {
    if (signedOut.value) void import('./sign-in.ts');
    if (me.value && !this.#opened && !me.value.mustChangePassword) {
      this.#opened = true;
      this.open();
    }
    this.place();
  }

  /** Once somebody is known: modules come, news flow. */
  private open(): void {
    builtIn(contributions, commands);
    void import('./toasts.ts');
    void import('./idle.ts');
    socket.subscribe('modules', '', {
      data: (data) => {
        const news = data as { snapshot?: readonly ModuleInfo[]; added?: ModuleInfo; removed?: { id: string } };
        if (news.snapshot) void modules.reconcile(news.snapshot).then(() => (settled.value = true));
        if (news.added) void modules.added(news.added);
        if (news.removed) void modules.removed(news.removed.id);
      },
    });
    socket.start();
  }

  /** Finds the view of the present address, and fetches its code. */
  private place(): void {
    if (!this.#opened) return;
    // Whoever needs a second factor may do nothing else before.
    if (me.value?.mustEnrol && here.value.path !== '/me/security') return void go('/me/security', { replace: true });
    if (here.value.path === '/') {
      // Not before all are there, or who happens to load first would be the start page.
      if (!settled.value) return;
      const first = contributions.of('nav').find((nav) => may(nav.permission));
      if (!first) return;
      // The way on is taken within this very update, so what follows finds the new place.
      void go(ownPath(here.value.query.get('to')) === '/' ? first.path : ownPath(here.value.query.get('to')), { replace: true });
    }
    const found = best(contributions.of('view'), here.value.path)?.of;
    const view = found && may(found.permission) ? found : undefined;
    // What could not be fetched is not tried again by every update, but when the person says so.
    if (view === this.#wanted) return;
    this.#wanted = view;
    this.element = undefined;
    this.failure = undefined;
    if (!view) return;
    entitle(view.title());
    view.element().then((tag) => {
      if (view === this.#wanted) this.element = { tag, view };
    }, (thrown) => {
      if (view === this.#wanted) this.failure = thrown;
    });
  }

  override render(): unknown {
    const over = !!me.value && this.#opened;
    return html`${this.#opened ? html`<live-header @skip=${this.skip}></live-header><live-rail></live-rail><main id="main" tabindex="-1">${this.view()}</main><live-toasts></live-toasts>` : nothing}
      ${signedOut.value || me.value?.mustChangePassword ? (over ? html`<live-sign-in again></live-sign-in>` : html`<div class="sign-in"><live-sign-in></live-sign-in></div>`) : nothing}
      ${!me.value && !signedOut.value && away.value ? html`<div class="sign-in">${failed(away.value, () => void meet())}</div>` : nothing}`;
  }

  private view(): unknown {
    if (this.failure) return failed(problem(this.failure), () => this.again());
    const found = best(contributions.of('view'), here.value.path);
    if (!found) return settled.value ? this.missing() : nothing;
    if (!may(found.of.permission)) return html`<div class="state"><h1>${t('problem.403.title')}</h1><p>${t('permission.missing', { permission: found.of.permission! })}</p></div>`;
    if (this.element?.view !== found.of) return nothing;
    const { tag } = this.element;
    return keyed(tag, html`${element(tag, { parameters: found.match.parameters, query: here.value.query })}`);
  }

  /** Nothing answers to this address: its module has stopped, failed, or never was. */
  private missing(): unknown {
    const name = here.value.path.split('/')[1] ?? '';
    const broken = modules.states().filter((state) => state.state === 'failed');
    const stopped = modules.states().filter((state) => state.state === 'gone');
    if (broken.length || stopped.length) {
      return html`<div class="state"><h1>${t('module.stopped')}</h1><p>${t('module.stopped.text')}</p>
        ${broken.map((state) => html`<p class="meta">${state.id}: ${state.error}</p>`)}</div>`;
    }
    return html`<div class="state"><h1>${t('problem.404.title')}</h1><p>${t('address.unknown', { name })}</p><div class="actions"><a class="button" href="/">${t('go.start')}</a></div></div>`;
  }

  private again(): void {
    this.#wanted = undefined;
    this.requestUpdate();
  }

  private skip(): void {
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }
}

const elements = new Map<string, HTMLElement>();

/** One element per view; its properties follow the address. */
function element(tag: string, properties: object): HTMLElement {
  let found = elements.get(tag);
  if (!found) {
    elements.clear();
    elements.set(tag, (found = document.createElement(tag)));
  }
  return Object.assign(found, properties);
}

define('live-desktop', Desktop);
