import { css, html, nothing, property, state } from 'lit';
import { MessageSquareQuote, Plus } from 'lucide';
import { api, base, define, empty, Fetch, go, here, icon, LiveElement, may, type Page, translator, Watching } from '@live/ui';
import { type CannedReply, cannedReplies, fits, named, teams } from '@live/work';
import './editor.ts';
import { languageName } from './language.ts';

const t = translator('channels');

/** Texts for answers: one's own, and those that are shared, which who may also changes. */
export class CannedReplies extends LiveElement {
  @property() rest = '';
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @state() private sought = '';
  readonly #fetch = new Fetch<readonly CannedReply[]>(this, (signal) => this.find(signal));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; overflow: auto; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header > div { flex: 1; min-width: 240px; } header input { width: 220px; }
    .card { overflow: auto; } td { vertical-align: top; } .said { max-width: 420px; color: var(--muted); font-size: 13px; } .tags { display: flex; gap: 4px; flex-wrap: wrap; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } header input { width: 100%; } }
  `];

  constructor() {
    super();
    new Watching(this, [teams]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    void teams.need().catch(() => undefined);
  }

  private async find(signal: AbortSignal): Promise<readonly CannedReply[]> {
    const shared = may('reply.write') ? api.get<Page<CannedReply>>('/channels/canned-replies', { query: { shared: true }, signal }) : undefined;
    const usable = await cannedReplies.renew();
    const all = [...usable, ...(shared ? (await shared).items : [])];
    return [...new Map(all.map((each) => [each.id, each])).values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** In the administration, or for somebody who only works with them. */
  private get base(): string {
    return here.value.path.startsWith('/admin/') ? '/admin/canned' : '/canned';
  }

  override render(): unknown {
    const opened = this.rest || this.parameters['rest'] || '';
    const all = this.#fetch.value;
    const edited = all?.find((each) => each.id === opened);
    return html`<header><div><h1>${t('canned')}</h1><p class="muted">${t('canned.text')}</p></div>
        ${all?.length ? html`<input type="search" aria-label=${t('canned.find')} placeholder=${t('canned.find')} .value=${this.sought} @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}>` : nothing}
        <button class="primary" @click=${() => go(`${this.base}/new`)}>${icon(Plus, 16)}${t('canned.add')}</button></header>
      ${this.#fetch.show((items) => html`<div class="card">${this.table(items)}</div>`)}
      ${all && (edited || opened === 'new') ? html`<live-canned-editor .reply=${edited} @saved=${() => void this.#fetch.run()} @closed=${() => go(this.base)}></live-canned-editor>` : nothing}`;
  }

  private table(items: readonly CannedReply[]): unknown {
    const shown = items.filter((each) => fits(each, this.sought));
    if (!shown.length) return items.length ? empty(MessageSquareQuote, t('canned.not-found'), '', html`<button @click=${() => (this.sought = '')}>${t('canned.clear')}</button>`) : empty(MessageSquareQuote, t('canned.empty'), t('canned.empty.text'));
    return html`<table><thead><tr><th>${t('canned.name')}</th><th>${t('canned.scope')}</th><th class="optional">${t('canned.languages')}</th><th class="optional">${t('canned.says')}</th></tr></thead>
      <tbody>${shown.map((each) => html`<tr class=${this.changes(each) ? 'clickable' : ''} @click=${() => this.changes(each) && go(`${this.base}/${each.id}`)}><td class="strong">${this.changes(each) ? html`<a href="${this.base}/${each.id}">${each.name}</a>` : each.name}</td>
        <td>${each.scope === 'team' ? named(teams.value, each.team) || t('canned.team') : t(`canned.${each.scope}`)}</td>
        <td class="optional"><div class="tags">${each.texts.map(({ language }) => html`<span class="chip outline">${language ? languageName(language) : t('canned.any')}</span>`)}</div></td>
        <td class="optional"><div class="said cut">${plain(each.texts[0]!.html)}</div></td></tr>`)}</tbody></table>`;
  }

  private changes(reply: CannedReply): boolean {
    return reply.scope === 'mine' || may('reply.write');
  }
}

function plain(html: string): string {
  return (new DOMParser().parseFromString(html.replaceAll('</p>', ' </p>'), 'text/html').body.textContent ?? '').trim();
}

export const tag = define('live-canned-replies', CannedReplies);
