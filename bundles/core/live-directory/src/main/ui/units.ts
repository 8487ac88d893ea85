import { html, nothing, state } from 'lit';
import { Network, X } from 'lucide';
import { define, icon, translator, Watching } from '@live/ui';
import { colleagues, nameOf, namesChanged, pick } from '@live/work';
import { type Item, NamedThings } from './named.ts';
import { tree } from './tree.ts';
import { units } from './unit-field.ts';

const t = translator('directory');

/** How the organisation is divided. */
export class Units extends NamedThings {
  protected readonly kind = 'units';
  protected readonly sign = Network;
  protected readonly shared = units;
  @state() private parent = '';
  @state() private superior = '';
  #id = '';

  constructor() {
    super();
    new Watching(this, [namesChanged]);
  }

  protected override get column(): { heading: string; cell: (item: Item) => unknown } {
    return { heading: t('units.superior'), cell: (item) => nameOf(item.superior) };
  }

  protected override lines(items: readonly Item[]): readonly { item: Item; depth: number }[] {
    return tree(items);
  }

  protected override get fields(): Readonly<Record<string, unknown>> {
    return { ...(this.parent ? { parent: this.parent } : {}), ...(this.superior ? { superior: this.superior } : {}) };
  }

  protected override async begin({ id, parent, superior }: Item): Promise<void> {
    this.#id = id;
    this.parent = parent ?? '';
    this.superior = superior ?? '';
  }

  protected override more(): unknown {
    return html`<div class="field"><label for="parent">${t('units.parent')}</label><select id="parent" @change=${(event: Event) => (this.parent = (event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${!this.parent}>${t('units.top')}</option>${this.possible().map(({ item, depth }) => html`<option value=${item.id} ?selected=${item.id === this.parent}>${'\u2003'.repeat(depth)}${item.name}</option>`)}</select></div>
      <div class="field"><span class="label" id="superior">${t('units.superior')}</span><div class="chosen"><span class="grow cut">${this.superior ? nameOf(this.superior) : t('units.superior.none')}</span>
        ${this.superior ? html`<button type="button" class="icon quiet small" aria-label=${t('units.superior.remove')} title=${t('units.superior.remove')} @click=${() => (this.superior = '')}>${icon(X, 16)}</button>` : nothing}
        <button type="button" class="small" @click=${() => pick(t('units.superior.choose'), colleagues, (choice) => (this.superior = choice.id))}>${t('units.superior.choose')}</button></div><span class="hint">${t('units.superior.text')}</span></div>`;
  }

  /** All but itself and what is below it. */
  private possible(): readonly { item: Item; depth: number }[] {
    const lines = tree(this.all);
    const at = lines.findIndex(({ item }) => item.id === this.#id);
    if (at < 0) return lines;
    const end = lines.findIndex(({ depth }, index) => index > at && depth <= lines[at]!.depth);
    return lines.filter((_, index) => index < at || end >= 0 && index >= end);
  }
}

export const tag = define('live-units', Units);
