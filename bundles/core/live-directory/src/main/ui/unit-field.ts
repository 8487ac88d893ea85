import { html, type TemplateResult } from 'lit';
import { api, type Page, translator } from '@live/ui';
import { list, Shared } from '@live/work';
import { tree } from './tree.ts';
import type { Item } from './named.ts';

const t = translator('directory');

/** The organisation's units. */
export const units = new Shared<readonly Item[]>([], async () => list(await api.get<Page<Item>>('/directory/units')));

/** The unit that somebody or something belongs to, or none. */
export function unitField(unit: string, change: (unit: string) => void, hint: string): TemplateResult {
  return html`<div class="field"><label for="unit">${t('unit')}</label><select id="unit" @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
    <option value="" ?selected=${!unit}>${t('unit.none')}</option>${tree(units.value).map(({ item, depth }) => html`<option value=${item.id} ?selected=${item.id === unit}>${'\u2003'.repeat(depth)}${item.name}</option>`)}</select><span class="hint">${hint}</span></div>`;
}
