import type { Ticket } from '@live/ui';

/** Whether the topic `tickets` tells something of a ticket that is not known yet. The first frame says only at which version it is. */
export function isNews(known: Ticket, news: unknown): boolean {
  const { version } = news as { readonly version?: number };
  return version === undefined || version > known.version;
}

/** The newer one of the same ticket: answers may overtake each other. */
export function newer(known: Ticket | undefined, came: Ticket | undefined): Ticket | undefined {
  return known && came && known.id === came.id && known.version > came.version ? known : came;
}
