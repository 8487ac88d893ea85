import { css, html, nothing, property } from 'lit';
import { api, base, define, Fetch, LiveElement, now, number, translator } from '@live/ui';
import { mediumName } from '../media.ts';
import { Renewed } from '../renewed.ts';
import { looks } from './looks.ts';

const t = translator('routing');
const HOUR_MS = 3_600_000;
const MINUTE = 60;
const FIVE_MINUTES = 300;

interface Supply {
  readonly able: number;
  readonly signedIn: number;
  /** For how many more contacts there is room now. */
  readonly free: number;
  /** How many wait for the same people. */
  readonly ahead: number;
  /** How many of those in hand are probably over within so many seconds; absent while nothing is known of it. */
  readonly freed?: readonly { readonly seconds: number; readonly contacts: number }[];
  /** What rests, by the quarter-hour in which it comes back. */
  readonly due: readonly { readonly from: string; readonly contacts: number }[];
}

/** For how many more contacts of a queue there is room, now and soon. */
export class SupplyOfQueue extends LiveElement {
  @property() queue = '';
  @property() medium = '';
  readonly #fetch = new Fetch<Supply>(this, (signal) => api.get<Supply>('/routing/supply', { query: { queue: this.queue, medium: this.medium }, signal }));

  static override styles = [base, looks, css`
    :host { display: block; } .title { display: flex; justify-content: space-between; padding: 8px 16px 0; border-top: 1px solid var(--line); font: 550 12px/20px var(--family); color: var(--muted); }
    .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(88px, 1fr)); gap: 12px; padding: 8px 16px 12px; margin: 0; } .facts dt { color: var(--muted); font-size: 12px; line-height: 16px; } .facts dd { margin: 2px 0 0; font-variant-numeric: tabular-nums; font-weight: 600; }
    p { padding: 0 16px 8px; font-size: 13px; }
  `];

  constructor() {
    super();
    new Renewed(this, () => void this.#fetch.run());
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (this.queue && this.medium && (changed.has('queue') || changed.has('medium'))) void this.#fetch.run(true);
  }

  override render(): unknown {
    return html`<div class="title" role="heading" aria-level="3"><span>${t('supply')}</span><span>${mediumName(this.medium)}</span></div>${this.#fetch.show((supply) => this.told(supply))}`;
  }

  private told(supply: Supply): unknown {
    const fact = (name: string, value: string): unknown => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    const room = (seconds: number): string => {
      const freed = supply.freed?.find((each) => each.seconds === seconds);
      return freed ? number(Math.round(supply.free + freed.contacts)) : '–';
    };
    const ahead = Math.round(supply.ahead);
    const due = supply.due.filter((each) => Date.parse(each.from) < now() + HOUR_MS).reduce((sum, each) => sum + each.contacts, 0);
    return html`<dl class="facts">${fact(t('supply.free'), number(supply.free))}${fact(t('supply.minute'), room(MINUTE))}${fact(t('supply.five'), room(FIVE_MINUTES))}${fact(t('supply.able'), `${number(supply.able)} / ${number(supply.signedIn)}`)}</dl>
      ${ahead ? html`<p class="meta">${t('supply.ahead', { count: ahead })}</p>` : nothing}${due ? html`<p class="meta">${t('supply.due', { count: due })}</p>` : nothing}`;
  }
}

define('live-supply', SupplyOfQueue);
