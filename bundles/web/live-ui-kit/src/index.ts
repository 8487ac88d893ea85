// What the desktop offers its modules as `@live/ui`. Version 1 of the contract: nothing here changes its meaning.
import './avatar.ts';
import type { Question } from './dialog.ts';

/** Brings dialogs, menus and tickers; no module begins before they are there. */
export const dialogs = (): Promise<typeof import('@live/dialogs')> => import('@live/dialogs');
/** Asks the person; whoever closes the dialog has said no. */
export const ask = async (question: Question): Promise<boolean> => (await dialogs()).ask(question);

export { acted, address, api, confirmBy, endedFor, over, problem, Problem, signedOut, type Call } from './api.ts';
export { initials } from './avatar.ts';
export { CommandConflict, Commands, printedKeys, score, type Command } from './commands.ts';
export * from './contributions.ts';
export { define } from './define.ts';
export { commands, contributions, go, here, ownKeys, perform, remember, socket } from './desktop.ts';
export type { Dialog, Question } from './dialog.ts';
export { LiveElement } from './element.ts';
export { Fetch } from './fetch.ts';
export { guardLeaving } from './guard.ts';
export { addWords, bytes, dateTime, dayName, exactTime, language, languages, number, shortTime, speak, timeOfDay, timeZone, translator, wordsChanged } from './i18n.ts';
export { icon, type IconNode } from './icon.ts';
export { listenForKeys, singleKeys, typing } from './keys.ts';
export { modal, showModal } from './modal.ts';
export type { Menu, MenuItem } from './menu.ts';
export type * from './model.ts';
export { API_VERSION, Modules, type Host, type ModuleCode, type ModuleInfo, type ModuleState } from './modules.ts';
export { notify } from './notify.ts';
export { chosen, Preference, preference, sent, take, unsent } from './preferences.ts';
export { best, match, ownPath, place } from './routes.ts';
export { beforeSignOut, may, me, recognise, signIn, signOut, useLanguage, type Further, type Me } from './session.ts';
export { Signal, Watching } from './signal.ts';
export { Soon } from './soon.ts';
export { Newest, type Line } from './socket.ts';
export { empty, explain, failed, failedLine, marked, skeleton, title } from './states.ts';
export { base } from './styles.ts';
export { dark, darkness, density, dress, theme, wear, type Density, type Theme } from './theme.ts';
export { now } from './time.ts';
export { badge, entitle, waits } from './title.ts';
export { dismiss, toast, toasts, type Toast } from './toast.ts';
export { uuid } from './uuid.ts';
export { clock, span } from './words.ts';
