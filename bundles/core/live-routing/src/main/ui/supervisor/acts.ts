import { ArrowRightLeft, CircleCheck, CirclePause, Eye, LogOut, MessageSquare, Route, UserRoundCog } from 'lucide';
import { api, ask, explain, go, may, type MenuItem, perform, problem, type Role, toast, translator, uuid } from '@live/ui';
import { forMyself, pick, priorities, queues } from '@live/work';
import { reasonWord } from './doing-word.ts';
import { called } from './contact.ts';
import { doing, type Member, staff } from './staff.ts';

const t = translator('routing');
let reasons: readonly string[] = [];

/** Fetches why somebody may be not ready. */
export async function learnReasons(): Promise<void> {
  if (!reasons.length) reasons = await api.get<readonly string[]>('/routing/reasons');
}

function act(run: () => Promise<unknown>, done: string): Promise<void> {
  return perform(async () => {
    await run();
    toast(done, 'ok');
  }, (thrown) => explain(problem(thrown)));
}

function force(member: Member, state: Member['state'], reason = ''): Promise<void> {
  const said = state === 'NOT_READY' && reason ? reasonWord(reason) : t(`presence.${state}`);
  return act(() => api.put(`/routing/agents/${member.id}/presence`, { state, ...(reason ? { reason } : {}) }), t('act.forced', { name: member.name, state: said }));
}

/** Whoever has something in hand is signed out only if that is meant. */
async function signOut(member: Member): Promise<void> {
  const count = member.works.filter((work) => work.state !== 'OFFERED').length;
  const yes = await ask({ title: t('act.sign-out.title', { name: member.name }), text: count ? t('act.sign-out.busy', { count }) : t('act.sign-out.text'), confirm: t('act.sign-out'), danger: true });
  if (yes) await force(member, 'SIGNED_OUT');
}

/** What a supervisor may do with an agent. */
export function agentActs(member: Member): MenuItem[] {
  if (doing(member) === 'SIGNED_OUT') return [];
  const ready: MenuItem = { title: t('act.ready'), icon: CircleCheck, disabled: member.state === 'READY', run: () => void force(member, 'READY') };
  const away = reasons.length
    ? reasons.map((reason, index): MenuItem => ({ title: reasonWord(reason), icon: CirclePause, disabled: member.state === 'NOT_READY' && member.reason === reason, ...(index === 0 ? { heading: t('act.not-ready') } : {}), run: () => void force(member, 'NOT_READY', reason) }))
    : [{ title: t('act.not-ready'), icon: CirclePause, disabled: member.state === 'NOT_READY', run: (): void => void force(member, 'NOT_READY') }];
  return [ready, ...away, { title: t('act.sign-out'), icon: LogOut, heading: ' ', danger: true, run: () => void signOut(member) }];
}

/** A contact, and who has it now. */
export interface Moved {
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly priority?: number;
  readonly holder?: Member | undefined;
  /** Whether somebody works on it, so that taking it away is asked for. */
  readonly inHand: boolean;
  /** No contact, but an invitation to take part in one. */
  readonly invited?: boolean;
}

const JOINING: readonly Role[] = ['MONITOR', 'COACH', 'CONFERENCE'];

function reassign(contact: Moved, done: () => void): void {
  pick(t('act.reassign.title'), async (text) => {
    const like = (name: string): boolean => name.toLowerCase().includes(text.toLowerCase());
    const people = [...staff.value.values()].filter((each) => each.id !== contact.holder?.id && each.state !== 'SIGNED_OUT' && like(each.name)).sort((a, b) => a.name.localeCompare(b.name));
    const all = (await queues.need()).filter((queue) => queue.active && queue.id !== contact.queue && like(queue.name));
    return [...people.map((each) => ({ id: `agent ${each.id}`, title: each.name, detail: t(`doing.${doing(each)}`), group: t('agents') })),
      ...all.map((queue) => ({ id: `queue ${queue.id}`, title: queue.name, detail: t('act.waiting', { count: queue.waiting ?? 0 }), group: t('queues') }))].slice(0, 60);
  }, (choice) => {
    const [kind, id] = choice.id.split(' ') as ['agent' | 'queue', string];
    void move(contact, kind, id, choice.title).then(done);
  });
}

async function move(contact: Moved, kind: 'agent' | 'queue', id: string, name: string): Promise<void> {
  const text = contact.inHand && contact.holder ? t('act.reassign.busy', { name: contact.holder.name }) : '';
  if (text && !(await ask({ title: t('act.reassign.ask', { name }), text, confirm: t('act.reassign') }))) return;
  const path = `/routing/work/${contact.work}`;
  await act(() => (kind === 'agent' ? api.post(`${path}/assign`, { agent: id }) : api.post(`${path}/transfer`, { queue: id })), t('act.reassigned', { contact: called(contact.interaction).name, name }));
}

/** Who takes part in a contact as somebody who helps, and so can have it at once, also when nobody has it any more. */
function helpers(contact: Moved): Member[] {
  return [...staff.value.values()].filter((member) => member.works.some((work) => work.contact === contact.work && work.state === 'ASSIGNED' && (work.role === 'CONSULT' || work.role === 'CONFERENCE')));
}

function handOver(contact: Moved, to: Member, done: () => void): void {
  void act(() => api.post(`/routing/work/${contact.work}/hand-over`, { agent: to.id }), t('act.reassigned', { contact: called(contact.interaction).name, name: to.name })).then(done);
}

/** Joins a contact that somebody has in hand, and opens it. */
async function join(contact: Moved, role: Role): Promise<void> {
  await perform(async () => {
    await api.post(`/routing/work/${contact.work}/join`, { id: uuid(), role });
    await go(`/inbox/${contact.interaction}`);
  }, (thrown) => explain(forMyself(thrown)));
}

/** What a supervisor may do with a contact; `done` is called after each that changes it. */
export function contactActs(contact: Moved, why: () => void, done: () => void): MenuItem[] {
  const prioritised = (value: number, name: string): MenuItem => ({
    title: t(`priority.${name}`), checked: contact.priority === value, disabled: contact.priority === value,
    run: () => void act(() => api.post(`/routing/work/${contact.work}/priority`, { priority: value }), t('act.prioritised', { contact: called(contact.interaction).name })).then(done),
  });
  const opens = may('agent.work') && may('interaction.read');
  return [
    ...(contact.invited ? [] : [{ title: t('act.reassign.title'), icon: UserRoundCog, run: (): void => reassign(contact, done) }]),
    ...(contact.invited ? [] : helpers(contact).map((each): MenuItem => ({ title: t('act.hand-over', { name: each.name }), detail: t('act.hand-over.text'), icon: ArrowRightLeft, run: () => handOver(contact, each, done) }))),
    { title: t('why'), icon: Route, run: why },
    ...(opens ? [{ title: t('act.open'), icon: MessageSquare, run: (): void => void go(`/inbox/${contact.interaction}`) }] : []),
    ...(opens && contact.inHand && !contact.invited ? JOINING.map((role, index): MenuItem => ({ title: t(`join.${role}`), detail: t(`join.${role}.text`), ...(index === 0 ? { icon: Eye, heading: t('join') } : {}), run: () => void join(contact, role) })) : []),
    ...(contact.priority === undefined ? [] : priorities.map((each, index) => ({ ...prioritised(each.value, each.name), ...(index === 0 ? { heading: t('priority') } : {}) }))),
  ];
}

