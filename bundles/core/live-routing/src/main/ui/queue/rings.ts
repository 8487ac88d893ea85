import { html, nothing, type TemplateResult } from 'lit';
import { Plus, Trash2, X } from 'lucide';
import { icon, type Ring, type SkillLevel, translator } from '@live/ui';
import { named, teams } from '@live/work';
import './duration.ts';
import type { Marks } from './findings.ts';
import { skillRows } from './skills.ts';

const t = translator('routing');
const MOST = 10;
/** The ring after this one opens so much later, until somebody says otherwise. */
const STEP_SECONDS = 60;

/** To whom a queue opens when its own people are not enough. Ring 1 is the queue itself. */
export function ringRows(rings: readonly Ring[], needed: readonly SkillLevel[], marks: Marks, locked: boolean, change: (next: readonly Ring[]) => void): TemplateResult {
  const put = (at: number, next: Partial<Ring>): void => change(rings.map((ring, index) => (index === at ? clean({ ...ring, ...next }) : ring)));
  const later = Math.max(0, ...rings.map((ring) => ring.afterSeconds ?? 0)) + STEP_SECONDS;
  return html`${rings.map((ring, index) => one(ring, index, needed, marks, locked, (next) => put(index, next), () => change(rings.filter((_, at) => at !== index))))}${marks.at('rings')}
    ${locked || rings.length >= MOST ? nothing : html`<div><button type="button" class="small" @click=${() => change([...rings, { afterSeconds: later, skills: [], teams: [] }])}>${icon(Plus, 14)}${t('ring.add')}</button></div>`}`;
}

function one(ring: Ring, index: number, needed: readonly SkillLevel[], marks: Marks, locked: boolean, put: (next: Partial<Ring>) => void, remove: () => void): TemplateResult {
  const field = `rings[${index}]`;
  const number = index + 2;
  const free = teams.value.filter((team) => !ring.teams.includes(team.id));
  return html`<section class="ring" aria-label=${t('ring.at', { number })}><header><h3>${t('ring.at', { number })}</h3>${locked ? nothing : html`<button type="button" class="icon quiet small" aria-label=${t('ring.remove', { number })} title=${t('ring.remove', { number })} @click=${remove}>${icon(Trash2, 16)}</button>`}</header>
    <div class="pair"><div class="field"><span class="label">${t('ring.after')}</span><live-duration label=${t('ring.after')} .value=${ring.afterSeconds} ?disabled=${locked} ?wrong=${marks.wrong(`${field}.afterSeconds`)} @changed=${(event: CustomEvent<number | undefined>) => put({ afterSeconds: event.detail })}></live-duration>${marks.at(`${field}.afterSeconds`)}</div>
      <div class="field"><label for="waiting-${index}">${t('ring.waiting')}</label><input id="waiting-${index}" type="number" min="1" max="1000000" ?disabled=${locked} .value=${String(ring.waitingContacts ?? '')} @change=${(event: Event) => put({ waitingContacts: Number((event.target as HTMLInputElement).value) || undefined })}>${marks.at(`${field}.waitingContacts`)}</div></div>
    <div class="field"><span class="label">${t('ring.teams')}</span><div class="line wrap">${ring.teams.map((id) => html`<span class="chip team">${named(teams.value, id) || id}${locked ? nothing : html`<button type="button" class="icon quiet" aria-label=${t('ring.team.remove', { name: named(teams.value, id) })} @click=${() => put({ teams: ring.teams.filter((each) => each !== id) })}>${icon(X, 12)}</button>`}</span>`)}
        ${locked || !free.length ? nothing : html`<select class="add" aria-label=${t('ring.team.add')} .value=${''} @change=${(event: Event) => { const select = event.target as HTMLSelectElement; if (select.value) put({ teams: [...ring.teams, select.value] }); select.value = ''; }}><option value="">${t('ring.team.add')}</option>${free.map((team) => html`<option value=${team.id}>${team.name}</option>`)}</select>`}${teams.value.length ? nothing : html`<span class="hint">${t('teams.none')}</span>`}</div>${marks.at(`${field}.teams`, true)}</div>
    <div class="field"><span class="label">${t('ring.skills')}</span>${skillRows(ring.skills, `${field}.skills`, marks, locked, (next) => put({ skills: next }), true, needed)}</div>${marks.at(field)}</section>`;
}

/** What is empty is left out, as the server wants it. */
function clean({ afterSeconds, waitingContacts, ...rest }: { [K in keyof Ring]: Ring[K] | undefined }): Ring {
  return { ...(rest as Ring), ...(afterSeconds ? { afterSeconds } : {}), ...(waitingContacts ? { waitingContacts } : {}) };
}
