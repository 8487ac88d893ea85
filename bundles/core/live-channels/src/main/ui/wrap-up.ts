import { css, html, nothing, property, state } from 'lit';
import { Check } from 'lucide';
import { type Assignment, base, commands, define, explain, go, icon, LiveElement, perform, problem, type Ticket, translator, Watching } from '@live/ui';
import { wrapUp, type WrapUpCode, wrapUpCodes, wrapUpName } from '@live/work';

const t = translator('channels');
/** As many as there are digits on the keyboard. */
const DIGITS = 9;

/** What remains after the contact: how it went, before the time is over. */
export class WrapUp extends LiveElement {
  @property({ attribute: false }) assignment: Assignment | undefined;
  @property({ attribute: false }) ticket: Ticket | undefined;
  @state() private outcome = '';
  @state() private busy = false;

  static override styles = [base, css`
    .box { max-width: 840px; margin: 0 auto; padding: 16px; display: grid; gap: 12px; border: 1px solid var(--edge); border-radius: 12px; background: var(--surface); }
    .outcomes { display: flex; flex-wrap: wrap; gap: 8px; }
    .outcomes button[aria-pressed=true] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent-fg); }
    .left { font-weight: 600; font-variant-numeric: tabular-nums; }
  `];

  #ends: (() => void)[] = [];

  constructor() {
    super();
    new Watching(this, [wrapUpCodes]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void wrapUpCodes.renew().catch(() => undefined);
    const group = (): string => t('inbox');
    const add = (id: string, keys: string, title: () => string, run: () => void): void => void this.#ends.push(commands.add({ id: `wrap-up.${id}`, title, group, keys, hidden: true, when: () => this.isConnected, run }));
    for (let digit = 1; digit <= DIGITS; digit++) add(String(digit), String(digit), () => t('wrap-up.outcome'), () => this.choose(this.codes[digit - 1]?.code ?? ''));
    add('done', 'e', () => t('wrap-up.done'), () => void this.done());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
  }

  private get codes(): readonly WrapUpCode[] {
    return wrapUpCodes.value.filter((each) => !each.queues?.length || each.queues.includes(this.assignment?.queue ?? ''));
  }

  private choose(code: string): void {
    this.outcome = this.outcome === code ? '' : code;
  }

  override render(): unknown {
    return html`<section class="box" aria-label=${t('wrap-up')}><div class="line between"><h2>${t('wrap-up')}</h2><span class="left"><live-ticker .until=${this.assignment?.wrapUpUntil ?? ''}></live-ticker></span></div>
      <p class="muted">${t('wrap-up.text')}</p>
      <div class="outcomes" role="group" aria-label=${t('wrap-up.outcome')}>${this.codes.map((each, index) => html`<button class="small" aria-pressed=${this.outcome === each.code} @click=${() => this.choose(each.code)}>${wrapUpName(each)}${index < DIGITS ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}</button>`)}</div>
      <div class="line end"><button class="primary" ?disabled=${this.busy} title="e" @click=${this.done}>${icon(Check, 16)}${t('wrap-up.done')}</button></div></section>`;
  }

  private async done(): Promise<void> {
    const { assignment } = this;
    if (!assignment) return;
    this.busy = true;
    await perform(async () => {
      await wrapUp(assignment.work, this.outcome);
      await go('/inbox');
    }, (thrown) => explain(problem(thrown)));
    this.busy = false;
  }
}

define('live-wrap-up', WrapUp);
