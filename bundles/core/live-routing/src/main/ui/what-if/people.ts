import { html, nothing, type TemplateResult } from 'lit';
import { GraduationCap, Trash2, UserMinus, UserPlus, X } from 'lucide';
import { api, explain, icon, type Page, perform, problem, type Queue, type SkillLevel, translator } from '@live/ui';
import { named, pick, queues, teams } from '@live/work';
import { Marks } from '../queue/findings.ts';
import { skillRows } from '../queue/skills.ts';
import type { Added, Draft, Retrained } from './question.ts';

const t = translator('routing');
const NO_MARKS = new Marks([], undefined);

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly skills: readonly SkillLevel[];
}

/** Who is at work. */
export function peopleFields(draft: Draft, change: (next: Partial<Draft>) => void): TemplateResult {
  const roster = (value: Draft['roster']): unknown => html`<label class="check"><input type="radio" name="roster" .checked=${draft.roster === value} @change=${() => change({ roster: value })}><span>${t(`what-if.roster.${value}`)}</span></label>`;
  const some = draft.roster !== 'nobody';
  return html`<fieldset><legend>${t('what-if.people')}</legend>${draft.source === 'past' ? roster('recorded') : nothing}${roster('everybody')}${roster('nobody')}</fieldset>
    ${draft.added.map((each, index) => added(each, index, (next) => change({ added: draft.added.map((one, at) => (at === index ? { ...one, ...next } : one)) }), () => change({ added: draft.added.filter((_, at) => at !== index) })))}
    ${some ? draft.retrained.map((each) => retrained(each, (skills) => change({ retrained: draft.retrained.map((one) => (one.agent === each.agent ? { ...one, skills } : one)) }), () => change({ retrained: draft.retrained.filter((one) => one.agent !== each.agent) }))) : nothing}
    ${some && draft.without.length ? html`<div class="field"><span class="label">${t('what-if.without')}</span><div class="line wrap">${draft.without.map(({ id, name }) => html`<span class="chip team">${name}<button type="button" class="icon quiet" aria-label=${t('what-if.without.undo', { name })} title=${t('what-if.without.undo', { name })} @click=${() => change({ without: draft.without.filter((each) => each.id !== id) })}>${icon(X, 14)}</button></span>`)}</div></div>` : nothing}
    <div class="line wrap"><button type="button" class="small" @click=${() => change({ added: [...draft.added, { count: 1, atOnce: 1, skills: [], teams: [], from: '', until: '' }] })}>${icon(UserPlus, 14)}${t('what-if.add')}</button>
      ${some ? html`<button type="button" class="small" @click=${() => choose(t('what-if.leave-out'), draft, (person) => change({ without: [...draft.without, { id: person.id, name: person.name }], retrained: draft.retrained.filter((each) => each.agent !== person.id) }))}>${icon(UserMinus, 14)}${t('what-if.leave-out')}</button>
      <button type="button" class="small" @click=${() => choose(t('what-if.retrain'), draft, (person) => change({ retrained: [...draft.retrained, { agent: person.id, name: person.name, skills: person.skills }] }))}>${icon(GraduationCap, 14)}${t('what-if.retrain')}</button>` : nothing}</div>`;
}

function added(each: Added, index: number, put: (next: Partial<Added>) => void, drop: () => void): TemplateResult {
  const label = t('what-if.added.at', { number: index + 1 });
  const whole = (event: Event): number => Math.max(1, Math.round(Number((event.target as HTMLInputElement).value)) || 1);
  const free = teams.value.filter((team) => !each.teams.includes(team.id));
  return html`<section class="part" aria-label=${label}><header><h2>${label}</h2><button type="button" class="icon quiet small" aria-label=${t('what-if.added.remove', { number: index + 1 })} title=${t('what-if.remove')} @click=${drop}>${icon(Trash2, 16)}</button></header>
    <div class="two"><div class="field"><label for="count-${index}">${t('what-if.count')}</label><input id="count-${index}" type="number" min="1" max="5000" .value=${String(each.count)} @change=${(event: Event) => put({ count: whole(event) })}></div>
      <div class="field"><label for="once-${index}">${t('what-if.at-once')}</label><input id="once-${index}" type="number" min="1" max="1000" .value=${String(each.atOnce)} @change=${(event: Event) => put({ atOnce: whole(event) })}></div>
      <div class="field"><label for="from-${index}">${t('what-if.from')}</label><input id="from-${index}" type="time" .value=${each.from} @change=${(event: Event) => put({ from: (event.target as HTMLInputElement).value })}></div>
      <div class="field"><label for="until-${index}">${t('what-if.until')}</label><input id="until-${index}" type="time" .value=${each.until} @change=${(event: Event) => put({ until: (event.target as HTMLInputElement).value })}></div></div><p class="hint">${t('what-if.times.text')}</p>
    <div class="field"><label for="fit-${index}">${t('what-if.fit')}</label><select id="fit-${index}" @change=${(event: Event) => { const select = event.target as HTMLSelectElement; const queue = queues.value.find((one) => one.id === select.value); if (queue) put(fitFor(each, queue)); select.value = ''; }}><option value="">${t('what-if.fit.choose')}</option>${queues.value.map((queue) => html`<option value=${queue.id}>${queue.name}</option>`)}</select><span class="hint">${t('what-if.fit.text')}</span></div>
    <div class="field"><span class="label">${t('what-if.skills')}</span>${skillRows(each.skills, 'skills', NO_MARKS, false, (skills) => put({ skills }))}</div>
    ${teams.value.length ? html`<div class="field"><span class="label">${t('what-if.teams')}</span><div class="line wrap">${each.teams.map((id) => html`<span class="chip team">${named(teams.value, id)}<button type="button" class="icon quiet" aria-label=${t('ring.team.remove', { name: named(teams.value, id) })} @click=${() => put({ teams: each.teams.filter((one) => one !== id) })}>${icon(X, 14)}</button></span>`)}
      ${free.length ? html`<select class="add" aria-label=${t('ring.team.add')} @change=${(event: Event) => { const select = event.target as HTMLSelectElement; if (select.value) put({ teams: [...each.teams, select.value] }); select.value = ''; }}><option value="">${t('ring.team.add')}</option>${free.map((team) => html`<option value=${team.id}>${team.name}</option>`)}</select>` : nothing}</div></div>` : nothing}</section>`;
}

/** With what the queue asks for beside what they have. */
function fitFor(each: Added, queue: Queue): Partial<Added> {
  const needed = queue.skills.filter((skill) => !each.skills.some((one) => one.skill === skill.skill && one.level >= skill.level));
  const first = queue.agents.mode === 'teams' && !each.teams.some((team) => queue.agents.teams?.includes(team)) ? queue.agents.teams?.slice(0, 1) ?? [] : [];
  return { skills: [...each.skills.filter((one) => !needed.some((skill) => skill.skill === one.skill)), ...needed], teams: [...each.teams, ...first] };
}

function retrained(each: Retrained, put: (skills: readonly SkillLevel[]) => void, drop: () => void): TemplateResult {
  const label = t('what-if.retrained', { name: each.name });
  return html`<section class="part" aria-label=${label}><header><h2>${label}</h2><button type="button" class="icon quiet small" aria-label=${t('what-if.without.undo', { name: each.name })} title=${t('what-if.remove')} @click=${drop}>${icon(Trash2, 16)}</button></header>${skillRows(each.skills, 'skills', NO_MARKS, false, put)}</section>`;
}

/** Somebody who is not in the question yet. */
function choose(heading: string, draft: Draft, chosen: (person: Person) => void): void {
  const used = new Set([...draft.without.map((each) => each.id), ...draft.retrained.map((each) => each.agent)]);
  const found = new Map<string, Person>();
  pick(heading, async (text, signal) => {
    const { items } = await api.get<Page<Person>>('/directory/users', { query: { q: text, limit: 50 }, signal });
    items.forEach((person) => found.set(person.id, person));
    return items.filter((person) => !used.has(person.id)).map((person) => ({ id: person.id, title: person.name, detail: person.email }));
  }, (choice) => void perform(async () => chosen(found.get(choice.id)!), (thrown) => explain(problem(thrown))));
}
