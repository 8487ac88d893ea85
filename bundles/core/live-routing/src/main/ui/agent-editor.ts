import { css, html, nothing, property, state } from 'lit';
import { api, base, define, failedLine, Fetch, LiveElement, problem, type Problem, toast, translator } from '@live/ui';
import { mediumName, OTHERS } from './media.ts';

const t = translator('routing');
const MOST = 1000;

interface Capacity {
  readonly version: number;
  readonly units: Readonly<Record<string, number>>;
  readonly standard: Readonly<Record<string, number>>;
}

/** How much of each medium one agent handles at once; an empty field is as for everybody. Tells `saved` and `closed`. */
export class AgentEditor extends LiveElement {
  @property() agent = '';
  @property() name = '';
  @state() private units: Readonly<Record<string, number>> = {};
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<Capacity>(this, async (signal) => {
    const capacity = await api.get<Capacity>(`/routing/agents/${this.agent}/capacity`, { signal });
    this.units = capacity.units;
    return capacity;
  });

  static override styles = [base, css`form { display: grid; gap: 16px; } .fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px; }`];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run(true);
  }

  override render(): unknown {
    return html`<live-dialog heading=${this.name}>${this.#fetch.show((capacity) => this.form(capacity))}
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}>${t('save')}</button></live-dialog>`;
  }

  private form({ standard }: Capacity): unknown {
    return html`<form @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}><p class="muted">${t('capacity.text')}</p>
      <div class="fields">${Object.entries(standard).map(([medium, everybody]) => {
        const wrong = this.problem?.fields[`units.${medium}`];
        const id = medium === OTHERS ? 'others' : medium;
        return html`<div class="field"><label for=${id}>${mediumName(medium)}</label><input id=${id} type="number" min="0" max=${MOST} placeholder=${everybody} .value=${String(this.units[medium] ?? '')} @input=${(event: Event) => this.change(medium, (event.target as HTMLInputElement).value)}>
          <span class="hint">${t('capacity.everybody', { number: everybody })}</span>${wrong ? html`<span class="error" role="alert">${wrong}</span>` : nothing}</div>`;
      })}</div>${failedLine(this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined)}<button hidden></button></form>`;
  }

  private change(medium: string, text: string): void {
    const { [medium]: _, ...rest } = this.units;
    this.units = text.trim() ? { ...rest, [medium]: Number(text) } : rest;
  }

  private async save(): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await api.put(`/routing/agents/${this.agent}/capacity`, { version: this.#fetch.value!.version, units: this.units });
      toast(t('saved'), 'ok');
      this.tell('saved');
      this.renderRoot.querySelector('live-dialog')?.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

define('live-agent-editor', AgentEditor);
