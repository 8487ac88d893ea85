import { css, html, nothing, property, state } from 'lit';
import { ChevronDown, StickyNote, UsersRound, X } from 'lucide';
import { type Assignment, base, define, explain, icon, LiveElement, may, me, type MenuItem, type Message, type Participant, perform, problem, type Role, translator, Watching } from '@live/ui';
import { changeRole, forMyself, handOver, named, nameOf, namesChanged, noteText, queues, uninvite } from '@live/work';

const t = translator('channels');
/** What a supervisor who came by himself may be. */
const WATCHING: readonly Role[] = ['MONITOR', 'COACH', 'CONFERENCE'];

/** Who is there on a contact, and as what; and what a colleague left for whoever took it. */
export class Participants extends LiveElement {
  @property({ attribute: false }) assignment: Assignment | undefined;
  @property({ attribute: false }) note: Message | undefined;
  @state() private dismissed: ReadonlySet<string> = new Set();

  static override styles = [base, css`
    .there, .note { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; padding: 6px 16px; border-bottom: 1px solid var(--line); background: var(--surface); font-size: 13px; }
    .there > svg { color: var(--muted); } .who { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; padding-inline: 4px 8px; border: 1px solid var(--line); border-radius: 14px; max-width: 100%; } .who.asked { border-style: dashed; padding-inline-start: 10px; }
    live-menu button.who { font-weight: 500; font-size: 13px; } .who .meta { white-space: nowrap; }
    .note { flex-wrap: nowrap; align-items: flex-start; background: var(--warn-soft); color: var(--warn-fg); } .note p { flex: 1; min-width: 0; overflow-wrap: anywhere; white-space: pre-line; max-height: 100px; overflow: auto; padding-block: 4px; } .note > svg { margin-top: 6px; }
    @media (max-width: 767px) { .there, .note { padding-inline: 8px; } }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged, queues]);
  }

  override render(): unknown {
    const { assignment, note } = this;
    return html`${assignment ? this.there(assignment) : nothing}
      ${note && !this.dismissed.has(note.id) ? html`<div class="note" role="note">${icon(StickyNote, 16)}<p tabindex="0"><b>${t('hand.from', { name: nameOf(note.author) || '…' })}</b> ${noteText(note)}</p>
        ${this.dismiss(note.id, t('hand.dismiss'))}</div>` : nothing}`;
  }

  private there(assignment: Assignment): unknown {
    const owner = assignment.role === 'OWNER' || !assignment.role;
    const others = (assignment.participants ?? []).filter((each) => each.agent !== me.value?.id);
    const ended = (assignment.ended ?? []).filter((each) => !this.dismissed.has(each.invitation));
    if (owner && !others.length && !ended.length) return nothing;
    return html`<div class="there" role="group" aria-label=${t('there')}>${icon(UsersRound, 16)}
      ${owner ? nothing : html`<span>${t(`role.${assignment.role}.you`)}</span>${this.own(assignment)}`}
      ${!owner && assignment.owner ? html`<span class="who"><live-avatar .name=${nameOf(assignment.owner)} style="--size: 20px"></live-avatar><span class="cut">${nameOf(assignment.owner)}</span><span class="meta">${t('role.OWNER')}</span></span>` : nothing}
      ${others.map((each) => this.other(each, assignment, owner))}
      ${ended.map((each) => html`<span class="who asked"><span class="meta">${each.agent ? t('invite.ended', { name: nameOf(each.agent) || '…', why: why(each.reason) }) : why(each.reason)}</span>${this.dismiss(each.invitation, t('hand.dismiss'))}</span>`)}</div>`;
  }

  private dismiss(id: string, label: string): unknown {
    return html`<button class="icon quiet small" aria-label=${label} title=${label} @click=${() => (this.dismissed = new Set(this.dismissed).add(id))}>${icon(X, 14)}</button>`;
  }

  private other(each: Participant, assignment: Assignment, owner: boolean): unknown {
    const name = each.agent ? nameOf(each.agent) : named(queues.value, each.queue) || t('somebody');
    const joined = each.state === 'JOINED';
    const what = html`${joined ? html`<live-avatar .name=${name} style="--size: 20px"></live-avatar>` : nothing}<span class="cut">${name}</span><span class="meta">${joined ? t(`role.${each.role}`) : t(each.agent && each.state === 'WAITING' ? 'invite.asking' : `invite.${each.state}`)}${!joined && each.until ? html` <live-ticker .until=${each.until}></live-ticker>` : nothing}</span>`;
    const items = owner ? acts(each, assignment, name) : [];
    if (!items.length) return html`<span class="who ${joined ? '' : 'asked'}">${what}</span>`;
    return html`<live-menu label=${t('actions.of', { name })} .items=${items}><button slot="button" class="who ${joined ? '' : 'asked'}">${what}${icon(ChevronDown, 14)}</button></live-menu>`;
  }

  /** A supervisor goes from one role to another. */
  private own(assignment: Assignment): unknown {
    const by = assignment.invitedBy;
    if (!may('agent.supervise') || (by && by !== me.value?.id) || !WATCHING.includes(assignment.role)) return nothing;
    const items = WATCHING.map((role): MenuItem => ({ title: t(`role.${role}.as`), detail: t(`role.${role}.text`), checked: role === assignment.role, run: () => run(() => changeRole(assignment.work, role), forMyself) }));
    return html`<live-menu label=${t('role.change')} .items=${items}><button slot="button" class="small">${t('role.change')}${icon(ChevronDown, 14)}</button></live-menu>`;
  }
}

function acts(each: Participant, assignment: Assignment, name: string): MenuItem[] {
  if (each.state !== 'JOINED') return [{ title: t('invite.withdraw'), run: () => run(() => uninvite(each.invitation)) }];
  const role: MenuItem[] = each.role === 'CONSULT' ? [{ title: t('invite.bring-in'), detail: t('role.CONFERENCE.text'), run: () => run(() => changeRole(each.invitation, 'CONFERENCE')) }]
    : each.role === 'CONFERENCE' ? [{ title: t('invite.notes-only'), detail: t('role.CONSULT.text'), run: () => run(() => changeRole(each.invitation, 'CONSULT')) }] : [];
  const helps = each.role === 'CONSULT' || each.role === 'CONFERENCE';
  // Who joined by himself stays as what he likes, and goes when he likes.
  const invited = each.invitedBy !== each.agent;
  return [...(invited ? role : []), ...(helps ? [{ title: t('invite.hand-over', { name }), detail: t('invite.hand-over.text'), run: (): void => run(() => handOver(assignment.work, each.agent!)) }] : []),
    ...(helps && invited ? [{ title: t('invite.remove'), heading: ' ', danger: true, run: (): void => run(() => uninvite(each.invitation)) }] : [])];
}

function run(act: () => Promise<void>, what = problem): void {
  void perform(act, (thrown) => explain(what(thrown)));
}

function why(reason: string): string {
  const text = t(`ended.${reason}`);
  return text === `ended.${reason}` ? reason : text;
}

define('live-participants', Participants);
