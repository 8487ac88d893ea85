// The agent's work and the words for it, offered as `@live/work`; fetched with the first module that needs it.
export { type CannedReply, cannedReplies, filled, fits, PLACEHOLDERS, unfilled, type Values } from './work/canned.ts';
export { type CannedText, LANGUAGES, textFor } from './work/languages.ts';
export { accept, changeRole, decline, desk, finish, forMyself, handOver, interactions, invite, leaveContact, look, openDesk, postpone, pull, setPresence, transfer, uninvite, unread, unreadBy, wrapUp, type Postponed, type Whom } from './work/desk.ts';
export { Followed } from './work/followed.ts';
export { gridStyles } from './work/grid-styles.ts';
export { counts, list, nameOf, named, namesChanged, queues, Shared, skills, statuses, teams, watchQueues, wrapUpCodes, wrapUpName, type Named, type QueueCount, type WrapUpCode } from './work/lookups.ts';
export { answeredBy, joined, resend } from './work/messages.ts';
export { isNews, newer } from './work/news.ts';
export { handedNote, leaveNote, noteText } from './work/notes.ts';
export { asMessages, changes, insist, outbox, returned, sendLater, withdraw, type Unsent } from './work/outbox.ts';
export { replying, view, type Viewer, viewers } from './work/viewers.ts';
export { StayAtEnd } from './work/stay.ts';
export { priorities, priority, priorityName, status, statusName } from './work/priority.ts';
export { type Choice, Choices, type Find } from './work/choices.ts';
export { colleagues, pick } from './work/picker.ts';
export { onlyOne, ring, rings, shows, tick, ticks, volume } from './work/sounds.ts';
