import { html, nothing } from 'lit';
import { may, type Ticket, translator, uuid } from '@live/ui';
import { leaveNote } from '@live/work';

const t = translator('channels');

/** A note that goes with what is done next, for whoever has the contact then. Trying again does not keep it twice. */
export class KeptNote {
  /** What was tried last: changed, it is another note. */
  #tried = { text: '', id: '' };
  #kept = '';

  /** Its field, where a note can be kept at all. */
  field(ticket: Ticket | undefined): unknown {
    if (!ticket || !may('ticket.write')) return nothing;
    return html`<div class="field"><label for="note">${t('hand.note')}</label><textarea id="note" maxlength="5000"></textarea><span class="hint">${t('hand.note.text')}</span></div>`;
  }

  /** Keeps what stands in the field of this root. */
  async keep(ticket: Ticket | undefined, root: ParentNode): Promise<void> {
    const text = root.querySelector<HTMLTextAreaElement>('#note')?.value.trim() ?? '';
    if (!ticket || !text || text === this.#kept) return;
    if (text !== this.#tried.text) this.#tried = { text, id: uuid() };
    await leaveNote(ticket, this.#tried.id, text);
    this.#kept = text;
  }
}
