import { css, html, state } from 'lit';
import { api, base, define, failedLine, go, LiveElement, problem, type Problem, type Ticket, toast, translator, uuid, Watching } from '@live/ui';
import { priorities, queues } from '@live/work';

const t = translator('ticketing');

/** A ticket opened by hand. */
export class NewTicket extends LiveElement {
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  /** Made once, so that trying again after a lost answer opens no second ticket. */
  readonly #ticket = uuid();

  static override styles = [base, css`form { display: grid; gap: 16px; } textarea { min-height: 120px; }`];

  constructor() {
    super();
    new Watching(this, [queues]);
    void queues.need().catch(() => undefined);
  }

  override render(): unknown {
    const wrong = (name: string): unknown => (this.problem?.fields[name] ? html`<span class="error" role="alert">${this.problem.fields[name]}</span>` : '');
    return html`<live-dialog heading=${t('new')} @closed=${() => this.remove()}><form @submit=${this.submit}>
      <div class="field"><label for="subject">${t('subject')}</label><input id="subject" name="subject" required maxlength="500" autofocus>${wrong('subject')}</div>
      <div class="field"><label for="text">${t('text')}</label><textarea id="text" name="text" required></textarea>${wrong('text')}</div>
      <div class="field"><label for="party">${t('party')}</label><input id="party" name="party" type="email" autocomplete="off"><span class="hint">${t('party.text')}</span>${wrong('party')}</div>
      <div class="pair"><div class="field"><label for="queue">${t('queue')}</label><select id="queue" name="queue"><option value="">–</option>${queues.value.map((queue) => html`<option value=${queue.id}>${queue.name}</option>`)}</select></div>
      <div class="field"><label for="priority">${t('priority')}</label><select id="priority" name="priority">${priorities.map((each) => html`<option value=${each.value} ?selected=${each.value === 5}>${t(`priority.${each.name}`)}</option>`)}</select></div></div>
      <label class="check"><input type="checkbox" name="route"><span>${t('route')}</span></label>
      ${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('create')}</button></live-dialog>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    this.busy = true;
    this.problem = undefined;
    try {
      const ticket = await api.post<Ticket>('/ticketing/tickets', {
        id: this.#ticket, subject: text('subject'), text: text('text'), priority: Number(text('priority')), route: form.has('route'),
        ...(text('queue') ? { queue: text('queue') } : {}), ...(text('party') ? { party: { kind: 'email', value: text('party') } } : {}),
      });
      toast(t('opened', { number: String(ticket.number) }), 'ok');
      this.renderRoot.querySelector('live-dialog')!.close();
      await go(`/tickets/${ticket.number}`);
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const tag = define('live-new-ticket', NewTicket);

export function open(): void {
  if (!document.querySelector(tag)) document.body.append(document.createElement(tag));
}
