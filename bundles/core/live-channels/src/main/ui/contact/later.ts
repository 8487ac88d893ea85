import { api, type Page, Signal } from '@live/ui';
import { list } from '@live/work';

/** As many as are shown: nobody puts aside more. */
const MOST = 200;

/** A contact that shall come back to the agent. */
export interface Later {
  readonly work: string;
  readonly interaction: string;
  readonly medium: string;
  readonly due: string;
  readonly attempts: number;
}

/** What shall come back, as it was when somebody last looked; undefined before that. */
export const later = new Signal<readonly Later[] | undefined>(undefined);

export async function renewLater(): Promise<void> {
  later.value = list(await api.get<Page<Later>>('/routing/desk/callbacks', { query: { limit: MOST } }));
}
