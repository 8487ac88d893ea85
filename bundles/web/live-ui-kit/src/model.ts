/** What the server's REST resources speak of; times are ISO-8601 in UTC, absent means absent. */

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
  readonly total?: number;
  readonly totalIsLowerBound?: boolean;
}

export interface Address {
  readonly kind: string;
  readonly value: string;
  readonly name?: string;
}

export interface Presence {
  readonly state: 'READY' | 'NOT_READY' | 'SIGNED_OUT';
  readonly reason?: string;
  readonly since?: string;
}

export interface Offer {
  readonly id: string;
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly medium: string;
  readonly waitingSince: string;
  readonly offeredAt: string;
  readonly expiresAt: string;
  /** As what one is asked; the owner if absent. */
  readonly role?: Role;
  /** Who asks, if one is asked to take part in a colleague's contact. */
  readonly invitedBy?: string;
  /** How often the customer was not reached before. */
  readonly attempts?: number;
}

/** Whose the contact is, and what others do in it: write notes, answer as well, read only, write notes unseen by the customer. */
export type Role = 'OWNER' | 'CONSULT' | 'CONFERENCE' | 'MONITOR' | 'COACH';

export interface Assignment {
  /** Of an invitation its own id, of a contact the contact's. */
  readonly work: string;
  readonly interaction: string;
  readonly queue: string;
  readonly medium: string;
  readonly role: Role;
  readonly since: string;
  readonly wrapUpUntil?: string;
  readonly attempts?: number;
  readonly invitedBy?: string;
  /** Whose the contact is, where it is not one's own. */
  readonly owner?: string;
  readonly participants?: readonly Participant[];
  /** Invitations that came to nothing, the last ones. */
  readonly ended?: readonly Ended[];
}

/** Somebody who takes part in a contact, or is asked to. */
export interface Participant {
  readonly invitation: string;
  /** Absent while it may be whoever serves the queue. */
  readonly agent?: string;
  readonly queue: string;
  readonly role: Role;
  readonly state: 'WAITING' | 'OFFERED' | 'JOINED';
  readonly since: string;
  /** When the asking ends by itself. */
  readonly until?: string;
  /** He himself, if he joined unasked. */
  readonly invitedBy?: string;
}

export interface Ended {
  readonly invitation: string;
  readonly agent?: string;
  readonly role: Role;
  readonly reason: string;
  readonly at: string;
}

export interface Desk {
  readonly presence: Presence;
  readonly offers: readonly Offer[];
  readonly assignments: readonly Assignment[];
  readonly capacity?: Readonly<Record<string, { used: number; limit: number }>>;
  readonly sequence: number;
}

export interface SkillLevel {
  readonly skill: string;
  readonly level: number;
}

/** To whom a queue opens as well, when one has waited so long or so many wait. */
export interface Ring {
  readonly afterSeconds?: number;
  readonly waitingContacts?: number;
  /** What is enough from now on; level 0: not needed any more. */
  readonly skills: readonly SkillLevel[];
  readonly teams: readonly string[];
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly medium?: string;
  readonly priority: number;
  readonly skills: readonly SkillLevel[];
  /** Nice to have. */
  readonly preferredSkills?: readonly SkillLevel[];
  /** Ring 2 and the following; ring 1 is the queue itself. */
  readonly rings?: readonly Ring[];
  readonly offerSeconds: number;
  readonly wrapUpSeconds: number;
  readonly preferredAgentSeconds: number;
  readonly strategy: string;
  /** How soon a contact should be taken; none if absent. */
  readonly serviceLevelSeconds?: number;
  /** So often a customer is tried to be reached. */
  readonly maxAttempts?: number;
  readonly agents: { readonly mode: 'skills' | 'teams'; readonly teams?: readonly string[] };
  readonly active: boolean;
  /** Opening hours by which it goes; always open if absent. */
  readonly hours?: string;
  /** What becomes of contacts while it is closed. */
  readonly closed?: 'wait' | 'serve' | 'overflow';
  readonly closedQueue?: string;
  /** Who waited so long goes to the overflow queue. */
  readonly maxWaitSeconds?: number;
  readonly overflowQueue?: string;
  /** By its hours, now. */
  readonly open?: boolean;
  readonly openUntil?: string;
  readonly version: number;
  readonly waiting?: number;
  readonly longestWaitSeconds?: number;
  /** Since when the longest waiting one waits; only as news. */
  readonly waitingSince?: string;
  readonly agentsReady?: number;
}

export interface Interaction {
  readonly id: string;
  readonly channel?: string;
  readonly medium: string;
  /** Absent for a contact that was recorded by hand and is about nobody. */
  readonly party?: Address;
  readonly person?: string;
  readonly subject: string;
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly queue?: string;
  readonly state: string;
  readonly owner?: string;
  readonly ticket?: string;
  readonly preview?: string;
  readonly lastAt?: string;
  readonly unread?: number;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly inline?: boolean;
}

export interface Message {
  readonly id: string;
  readonly interaction: string;
  readonly direction: 'IN' | 'OUT' | 'NOTE';
  readonly author?: string;
  readonly from?: Address;
  /** Whom to answer: the sender, unless the message names somebody else. */
  readonly replyTo?: Address;
  readonly to?: readonly Address[];
  readonly cc?: readonly Address[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly hasRemoteImages?: boolean;
  readonly quoted?: { readonly text?: string; readonly html?: string };
  readonly attachments?: readonly Attachment[];
  readonly state: 'NONE' | 'QUEUED' | 'SENDING' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'UNKNOWN' | 'UNSENT' | 'HELD';
  readonly stateReason?: string;
  readonly nature?: string;
  readonly at: string;
}

export interface Draft {
  readonly html: string;
  readonly text?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly attachments?: readonly Attachment[];
  readonly kind: 'reply' | 'note';
  readonly updatedAt?: string;
}

export interface Ticket {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: string;
  readonly category: 'OPEN' | 'WAITING' | 'SOLVED' | 'CLOSED';
  readonly priority: number;
  readonly queue?: string;
  readonly assignee?: string;
  readonly person?: { readonly id: string; readonly name?: string; readonly address?: string };
  readonly channel?: string;
  readonly interactions?: readonly string[];
  readonly tags?: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly preview?: string;
}

export interface Status {
  readonly code: string;
  readonly name: string;
  readonly category: Ticket['category'];
}
