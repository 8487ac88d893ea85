import { api } from './api.ts';
import type { Notice } from './contributions.ts';

/** Tells the person, in the bell and for other browsers too; the same id is told once, however often and from wherever. */
export async function notify(notice: Pick<Notice, 'id' | 'kind' | 'path' | 'values'>): Promise<void> {
  await api.post('/personal/notifications', notice);
}
