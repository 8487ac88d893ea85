import { css, html, nothing } from 'lit';
import { base, contributions, define, here, icon, LiveElement, may, me, translator, Watching, type Nav } from '@live/ui';

const t = translator('desktop');

/** Where one can go. */
export class Rail extends LiveElement {
  #badges: (() => void)[] = [];

  static override styles = [base, css`
    :host { display: block; width: 80px; background: var(--surface); border-inline-end: 1px solid var(--line); overflow: auto; }
    ul { display: grid; gap: 4px; padding: 8px 4px; }
    a { position: relative; display: grid; justify-items: center; gap: 4px; padding: 8px 0 7px; border-radius: 8px; color: var(--muted); font: 500 11px/14px var(--family); text-align: center; }
    a:hover { background: var(--hover); color: var(--fg); text-decoration: none; }
    a[aria-current] { background: var(--accent-soft); color: var(--accent-fg); font-weight: 600; }
    a:focus-visible { outline-offset: -2px; }
    .badge { position: absolute; top: 4px; inset-inline-start: calc(50% + 4px); min-width: 18px; height: 16px; padding: 0 4px; border-radius: 8px; background: var(--bad); color: var(--on-bad); font: 650 11px/16px var(--family); font-variant-numeric: tabular-nums; }
    span.word { max-width: 72px; overflow: hidden; text-overflow: ellipsis; }
    @media (max-width: 767px) {
      :host { width: auto; border: 0; border-top: 1px solid var(--line); padding-bottom: env(safe-area-inset-bottom); }
      ul { display: flex; justify-content: space-around; padding: 4px; } li { flex: 1; min-width: 0; max-width: 120px; } a { padding: 6px 2px; grid-template-columns: minmax(0, 1fr); } span.word { max-width: 100%; }
    }
  `];

  constructor() {
    super();
    new Watching(this, [here, me, contributions.changed]);
    contributions.changed.watch(() => this.watchBadges());
    this.watchBadges();
  }

  private watchBadges(): void {
    for (const end of this.#badges) end();
    this.#badges = contributions.of('nav').flatMap((nav) => (nav.badge ? [nav.badge.watch(() => this.requestUpdate())] : []));
  }

  override render(): unknown {
    return html`<nav aria-label=${t('modules')}><ul>${contributions.of('nav').filter((nav) => may(nav.permission)).map((nav) => this.entry(nav))}</ul></nav>`;
  }

  private entry(nav: Nav): unknown {
    const current = here.value.path === nav.path || here.value.path.startsWith(`${nav.path}/`);
    const count = nav.badge?.value ?? 0;
    return html`<li><a href=${nav.path} aria-current=${current ? 'page' : nothing} title=${nav.title()}>${icon(nav.icon)}<span class="word">${nav.title()}</span>
      ${count > 0 ? html`<span class="badge" aria-label=${t('badge', { count })}>${count > 99 ? '99+' : count}</span>` : nothing}</a></li>`;
  }
}

define('live-rail', Rail);
