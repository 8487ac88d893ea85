import { css, html, property, state } from 'lit';
import { Check } from 'lucide';
import { type Assignment, base, define, explain, go, icon, LiveElement, perform, problem, type Ticket, translator } from '@live/ui';
import { wrapUp } from '@live/work';

const t = translator('channels');
const OUTCOMES = ['solved', 'follow-up', 'forwarded', 'no-answer-needed', 'spam'] as const;

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

  override render(): unknown {
    return html`<section class="box" aria-label=${t('wrap-up')}><div class="line between"><h2>${t('wrap-up')}</h2><span class="left"><live-ticker .until=${this.assignment?.wrapUpUntil ?? ''}></live-ticker></span></div>
      <p class="muted">${t('wrap-up.text')}</p>
      <div class="outcomes" role="group" aria-label=${t('wrap-up.outcome')}>${OUTCOMES.map((code) => html`<button class="small" aria-pressed=${this.outcome === code} @click=${() => (this.outcome = this.outcome === code ? '' : code)}>${t(`outcome.${code}`)}</button>`)}</div>
      <div class="line end"><button class="primary" ?disabled=${this.busy} @click=${this.done}>${icon(Check, 16)}${t('wrap-up.done')}</button></div></section>`;
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
