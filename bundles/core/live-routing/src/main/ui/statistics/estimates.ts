import { css, html, nothing, property } from 'lit';
import { api, base, define, Fetch, LiveElement, type Page, translator } from '@live/ui';
import { Renewed } from '../renewed.ts';
import { time } from './figures.ts';

const t = translator('routing');
/** Nobody waits for it, and it changes slowly. */
const RENEW_EVERY_MS = 30_000;
const TEN = 10;

/** How right the waits were that contacts of a queue were told, since the node was started. */
interface Estimated {
  readonly queue: string;
  readonly measured: number;
  readonly meanAbsoluteErrorSeconds: number;
  /** Above 0: too long was told. */
  readonly biasSeconds: number;
  readonly withinRange: number;
}

/** How much may be given on the waits that are told for a queue. Shows nothing before there is anything to measure. */
export class Estimates extends LiveElement {
  @property() queue = '';
  readonly #fetch = new Fetch<readonly Estimated[]>(this, async (signal) => (await api.get<Page<Estimated>>('/routing/estimates', { signal })).items);

  static override styles = [base, css`
    :host { display: block; } p { font-size: 13px; }
  `];

  constructor() {
    super();
    new Renewed(this, () => void this.#fetch.run(), undefined, RENEW_EVERY_MS);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  override render(): unknown {
    const found = this.#fetch.value?.find((each) => each.queue === this.queue);
    this.hidden = !found?.measured;
    if (!found?.measured) return nothing;
    const bias = Math.round(found.biasSeconds);
    return html`<p>${t('estimates.right', { count: Math.round(found.withinRange * TEN) })}</p><p class="meta">${t('estimates.error', { time: time(Math.round(found.meanAbsoluteErrorSeconds)) })} · ${bias > 0 ? t('estimates.long', { time: time(bias) }) : bias < 0 ? t('estimates.short', { time: time(-bias) }) : t('estimates.even')} · ${t('estimates.measured', { count: found.measured })}</p>`;
  }
}

define('live-estimates', Estimates);
