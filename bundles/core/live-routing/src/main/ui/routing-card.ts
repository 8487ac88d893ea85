import { css, html, nothing, property, state } from 'lit';
import { api, base, dateTime, define, Fetch, type Interaction, LiveElement, Problem, translator, Watching } from '@live/ui';
import { named, nameOf, namesChanged, queues } from '@live/work';
import './why.ts';

const t = translator('routing');

interface Work {
  readonly queue: string;
  readonly waitingSince: string;
  readonly state: string;
  readonly agent?: string;
}

/** Where a contact is on its way, and why, for supervisors. */
export class RoutingCard extends LiveElement {
  @property({ attribute: false }) interaction: Interaction | undefined;
  @state() private asked = false;
  readonly #fetch = new Fetch<Work | undefined>(this, (signal) => api.get<Work>(`/routing/work/${this.interaction!.id}`, { signal }).catch((thrown) => {
    if (thrown instanceof Problem && thrown.status === 404) return undefined;
    throw thrown;
  }));
  #known = '';

  static override styles = [base, css`
    :host { display: block; padding: 8px 16px 16px; } dl { display: grid; grid-template-columns: 100px 1fr; gap: 6px 8px; margin: 0 0 10px; font-size: 13px; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, queues]);
  }

  override willUpdate(): void {
    const { id = '' } = this.interaction ?? {};
    if (id === this.#known) return;
    this.#known = id;
    if (id) void this.#fetch.run();
  }

  override render(): unknown {
    if (!this.interaction) return nothing;
    return html`${this.#fetch.show((work) => (work ? html`<dl><dt>${t('queue')}</dt><dd>${named(queues.value, work.queue)}</dd>
        <dt>${t('state')}</dt><dd>${t(`phase.${work.state}`)}${work.agent ? ` · ${nameOf(work.agent)}` : ''}</dd><dt>${t('since')}</dt><dd>${dateTime(work.waitingSince)}</dd></dl>` : html`<p class="meta">${t('phase.none')}</p>`))}
      <button class="small" @click=${() => (this.asked = true)}>${t('why')}</button>
      ${this.asked ? html`<live-why .work=${this.interaction.id} @closed=${() => (this.asked = false)}></live-why>` : nothing}`;
  }
}

export const tag = define('live-routing-card', RoutingCard);
