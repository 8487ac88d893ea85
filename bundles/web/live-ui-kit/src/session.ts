import { api, proveWith, recogniseBy, signedOut } from './api.ts';
import { languages, speak } from './i18n.ts';
import { Signal } from './signal.ts';

/** Who is signed in. */
export interface Me {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly csrf: string;
  readonly tenant: string;
  readonly mustChangePassword: boolean;
  /** A second factor has to be set up before anything else. */
  readonly mustEnrol: boolean;
  /** How many new browsers have signed in that the person has not looked at. */
  readonly newBrowsers: number;
  /** How long the session lasts: so long without use, and until then in any case. */
  readonly session?: { readonly idleSeconds: number; readonly endsAt: string };
}

/** Undefined until somebody has signed in. */
export const me = new Signal<Me | undefined>(undefined);

/** The language that was chosen before anybody had signed in. */
let wished = '';

/** Whether the person may; the server asks again. */
export function may(permission: string | undefined): boolean {
  return !permission || permission.split(' ').every((each) => me.value?.permissions.includes(each));
}

/** Finds out who is signed in; throws the server's answer if nobody is. */
export async function recognise(): Promise<Me> {
  return welcome(await api.get<Me>('/security/me', { bare: true }));
}

/** What else one shows, where a second factor is asked for. */
export interface Further {
  readonly code?: string;
  readonly trustBrowser?: boolean;
}

export async function signIn(login: string, password: string, further: Further = {}): Promise<Me> {
  return welcome(await api.post<Me>('/security/session', { login, password, ...further }, { bare: true }));
}

/** Speaks a language from now on; the server remembers it for the person, on whatever machine. */
export async function useLanguage(tag: string): Promise<void> {
  wished = tag;
  await speak(tag);
  if (me.value) me.value = await api.put<Me>('/security/me/locale', { locale: tag });
}

const farewells = new Set<() => Promise<boolean>>();

/** Does something before the person signs out; whoever answers false keeps them here. */
export function beforeSignOut(farewell: () => Promise<boolean>): void {
  farewells.add(farewell);
}

export async function signOut(): Promise<void> {
  for (const farewell of farewells) if (!(await farewell())) return;
  await api.delete('/security/session', undefined, { bare: true });
  location.assign('/');
}

async function welcome(person: Me): Promise<Me> {
  proveWith(person.csrf);
  const before = me.value;
  if (before && before.id !== person.id) location.reload();
  me.value = person;
  signedOut.value = false;
  if (!before) await speakTo(person);
  return person;
}

/** Whoever used this machine before may have spoken another language. */
async function speakTo(person: Me): Promise<void> {
  const own = person.locale.split('-')[0]!;
  if (wished && wished !== own) await useLanguage(wished);
  else if (own in languages) await speak(own);
}

recogniseBy(recognise);
