import { html, type TemplateResult } from 'lit';
import { Plus, X } from 'lucide';
import { icon, type SkillLevel, translator } from '@live/ui';
import { skills } from '@live/work';
import type { Marks } from './findings.ts';

const t = translator('routing');
const LEVELS = [1, 2, 3, 4, 5] as const;

/** Rows of skills with their levels; level 0 ("not needed any more") only where `none` is allowed. What is added is one of `first`, if there are. */
export function skillRows(rows: readonly SkillLevel[], field: string, marks: Marks, locked: boolean, change: (next: readonly SkillLevel[]) => void, none = false, first: readonly SkillLevel[] = []): TemplateResult {
  const put = (at: number, next: Partial<SkillLevel>): void => change(rows.map((row, index) => (index === at ? { ...row, ...next } : row)));
  const unused = (id: string): boolean => !rows.some((row) => row.skill === id);
  const free = skills.value.find((each) => unused(each.id) && first.some((one) => one.skill === each.id)) ?? skills.value.find((each) => unused(each.id)) ?? skills.value[0];
  return html`${rows.map((row, index) => html`<div class="skill"><select aria-label=${t('skill')} ?disabled=${locked} @change=${(event: Event) => put(index, { skill: (event.target as HTMLSelectElement).value })}>
        ${skills.value.map((each) => html`<option value=${each.id} ?selected=${each.id === row.skill}>${each.name}</option>`)}</select>
      <select aria-label=${t('level')} ?disabled=${locked} @change=${(event: Event) => put(index, { level: Number((event.target as HTMLSelectElement).value) })}>${none ? html`<option value="0" ?selected=${row.level === 0}>${t('level.none')}</option>` : ''}${LEVELS.map((level) => html`<option value=${level} ?selected=${level === row.level}>≥ ${level}</option>`)}</select>
      <button type="button" class="icon quiet" aria-label=${t('skill.remove')} title=${t('skill.remove')} ?disabled=${locked} @click=${() => change(rows.filter((_, at) => at !== index))}>${icon(X, 16)}</button></div>${marks.at(`${field}[${index}]`, true)}`)}
    ${locked ? '' : html`<div><button type="button" class="small" ?disabled=${!free} @click=${() => change([...rows, { skill: free!.id, level: none ? 0 : 1 }])}>${icon(Plus, 14)}${t('skill.add')}</button></div>`}${marks.at(field)}`;
}
