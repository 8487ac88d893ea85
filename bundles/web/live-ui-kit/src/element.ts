import { type CSSResultGroup, LitElement } from 'lit';
import { language, timeZone, wordsChanged } from './i18n.ts';
import { Watching } from './signal.ts';
import { base } from './styles.ts';

/** What all elements of the desktop extend: its look, and rendering again when words change. */
export class LiveElement extends LitElement {
  static override styles: CSSResultGroup = [base];

  constructor() {
    super();
    new Watching(this, [wordsChanged, language, timeZone]);
  }

  /** Tells whoever holds this element, through shadow roots. */
  protected tell<T>(name: string, detail?: T): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
