import { type Assignment, may, translator } from '@live/ui';
import { type Choice, colleagues, queues, skills, type Whom } from '@live/work';

const t = translator('channels');

/** To whom a contact can go, or who can be asked in: queues, whoever has a skill, people. */
export async function targets(assignment: Assignment, text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const like = (name: string): boolean => name.toLowerCase().includes(text.toLowerCase());
  const people = may('user.read') ? await colleagues(text, signal).catch(() => []) : [];
  const able = (await skills.need().catch(() => [])).filter((skill) => like(skill.name));
  const all = (await queues.need()).filter((queue) => queue.active && queue.id !== assignment.queue && like(queue.name));
  return [...all.map((queue) => ({ id: `queue ${queue.id}`, title: queue.name, detail: t('transfer.waiting', { count: queue.waiting ?? 0 }), group: t('transfer.queues') })),
    ...able.map((skill) => ({ id: `skill ${skill.id}`, title: skill.name, detail: t('transfer.skill'), group: t('transfer.skills') })),
    ...people.map((choice) => ({ ...choice, id: `agent ${choice.id}`, group: t('transfer.people') }))];
}

export function whom({ id }: Choice): Whom {
  const [kind, which] = id.split(' ') as ['queue' | 'skill' | 'agent', string];
  return { [kind]: which };
}
