import { css, html, keyed, nothing, property, state } from 'lit';
import { ArrowLeft, Settings as Gear } from 'lucide';
import { base, contributions, define, empty, entitle, failed, go, here, icon, LiveElement, may, me, problem, type Settings, translator, Watching } from '@live/ui';
import { settled } from './meet.ts';

const t = translator('desktop');
/** Groups of pages by where they stand. */
const GROUPS = { '/admin': ['people', 'routing', 'channels', 'platform'], '/me': ['personal'] } as const;

/** The administration, and one's own settings: pages that modules bring, by group. */
export class Admin extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private element: { page: Settings; tag: string } | undefined;
  @state() private failure: unknown;
  #wanted: Settings | undefined;

  static override styles = [base, css`
    :host { display: grid; grid-template-columns: 220px 1fr; height: 100%; min-height: 0; }
    nav { padding: 12px 8px; border-inline-end: 1px solid var(--line); background: var(--surface); overflow: auto; }
    nav h2 { font: 550 12px/16px var(--family); color: var(--muted); padding: 12px 10px 4px; }
    nav section:first-child h2 { padding-top: 2px; }
    nav a { display: flex; align-items: center; gap: 10px; min-height: 32px; padding: 4px 10px; border-radius: 8px; color: var(--fg); }
    nav a svg { color: var(--muted); }
    nav a:hover { background: var(--hover); text-decoration: none; }
    nav a[aria-current] { background: var(--accent-soft); color: var(--accent-fg); font-weight: 600; }
    nav a[aria-current] svg { color: inherit; }
    .page { min-width: 0; min-height: 0; overflow: auto; display: grid; grid-template: auto 1fr / minmax(0, 1fr); }
    .back { display: none; }
    @media (max-width: 1023px) { :host { grid-template-columns: 180px 1fr; } }
    @media (max-width: 767px) {
      :host { grid-template-columns: 1fr; } .open nav { display: none; } :host(:not([open])) .page { display: none; } :host([open]) nav { display: none; }
      .back { display: block; padding: 8px 12px 0; } nav { border: 0; } nav a { min-height: 44px; }
    }
  `];

  constructor() {
    super();
    new Watching(this, [contributions.changed, me, settled]);
  }

  private get at(): keyof typeof GROUPS {
    return here.value.path.startsWith('/me') ? '/me' : '/admin';
  }

  private get groups(): readonly Settings['group'][] {
    return GROUPS[this.at];
  }

  private get pages(): Settings[] {
    return contributions.of('settings').filter((page) => (this.groups as readonly string[]).includes(page.group) && may(page.permission));
  }

  override willUpdate(): void {
    const id = (this.parameters['rest'] ?? '').split('/')[0]!;
    this.toggleAttribute('open', id !== '');
    if (!id) {
      const first = this.groups.map((group) => this.pages.find((page) => page.group === group)).find((page) => page);
      if (first && settled.value && innerWidth >= 768) void go(`${this.at}/${first.id}`, { replace: true });
    }
    const page = this.pages.find((each) => each.id === id);
    if (page === this.#wanted) return;
    this.#wanted = page;
    this.element = undefined;
    this.failure = undefined;
    if (!page) return;
    entitle(page.title());
    page.element().then((tag) => {
      if (page === this.#wanted) this.element = { page, tag };
    }, (thrown) => {
      if (page === this.#wanted) this.failure = thrown;
    });
  }

  override render(): unknown {
    const id = (this.parameters['rest'] ?? '').split('/')[0]!;
    const name = t(this.at === '/me' ? 'me' : 'admin');
    return html`<nav aria-label=${name}>${id ? nothing : html`<h1 class="only-heard">${name}</h1>`}${this.groups.map((group) => {
      const pages = this.pages.filter((page) => page.group === group);
      return pages.length ? html`<section><h2>${group === 'personal' ? name : t(`admin.${group}`)}</h2>${pages.map((page) => html`<a href="${this.at}/${page.id}" aria-current=${page.id === id ? 'page' : nothing}>${icon(page.icon, 16)}<span class="cut">${page.title()}</span></a>`)}</section>` : nothing;
    })}</nav><div class="page">${this.page(id)}</div>`;
  }

  private page(id: string): unknown {
    if (this.failure) return failed(problem(this.failure), () => this.again());
    if (id && !this.pages.some((page) => page.id === id)) return empty(Gear, t('module.stopped'), t('module.stopped.text'));
    if (!this.element) return nothing;
    const { tag } = this.element;
    return html`<a class="back" href=${this.at}>${icon(ArrowLeft, 16)}<span class="only-heard">${t('back')}</span></a>
      ${keyed(tag, html`${Object.assign(this.made?.localName === tag ? this.made : (this.made = document.createElement(tag)), { query: this.query, rest: (this.parameters['rest'] ?? '').split('/').slice(1).join('/') })}`)}`;
  }

  private again(): void {
    this.#wanted = undefined;
    this.requestUpdate();
  }

  private made: HTMLElement | undefined;
}

export const tag = define('live-admin', Admin);
