import { html, type LitElement, nothing } from 'lit';
import { socket, translator } from '@live/ui';

const t = translator('channels');
/** Shorter than the other side believes it. */
const AGAIN_MS = 4_000;
const BELIEVED_MS = 8_000;

export type Sign = 'TYPING' | 'IDLE' | 'PRESENT' | 'AWAY';

/** What both sides of a contact do at this moment, where the customer is there. */
export class Signs {
  #sign: Sign | undefined;
  #timer = 0;
  #told = 0;

  constructor(private readonly host: LitElement) {}

  /** The customer gave one. */
  given(sign: Sign): void {
    clearTimeout(this.#timer);
    this.#sign = sign;
    if (sign === 'TYPING') this.#timer = setTimeout(() => this.given('IDLE'), BELIEVED_MS);
    this.host.requestUpdate();
  }

  give(interaction: string, sign: Sign): void {
    if (sign !== 'TYPING') this.#told = 0;
    socket.say('interactions', { interaction, sign });
  }

  typing(interaction: string): void {
    if (Date.now() - this.#told < AGAIN_MS) return;
    this.give(interaction, 'TYPING');
    this.#told = Date.now();
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#sign = undefined;
    this.#told = 0;
  }

  show(name: string): unknown {
    const word = this.#sign === 'TYPING' ? t('sign.typing', { name }) : this.#sign === 'AWAY' ? t('sign.away', { name }) : '';
    return html`<p class="meta sign" role="status">${word || nothing}</p>`;
  }
}
