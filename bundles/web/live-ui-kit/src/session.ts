import { api, proveWith, signedOut } from './api.ts';
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
}

/** Undefined until somebody has signed in. */
export const me = new Signal<Me | undefined>(undefined);

/** Whether the person may; the server asks again. */
export function may(permission: string | undefined): boolean {
  return !permission || (me.value?.permissions.includes(permission) ?? false);
}

/** Finds out who is signed in; throws the server's answer if nobody is. */
export async function recognise(): Promise<Me> {
  return welcome(await api.get<Me>('/security/me', { bare: true }));
}

export async function signIn(login: string, password: string): Promise<Me> {
  return welcome(await api.post<Me>('/security/session', { login, password }, { bare: true }));
}

export async function signOut(): Promise<void> {
  await api.delete('/security/session', undefined, { bare: true });
  location.assign('/');
}

function welcome(person: Me): Me {
  proveWith(person.csrf);
  const before = me.value;
  if (before && before.id !== person.id) location.reload();
  me.value = person;
  signedOut.value = false;
  return person;
}
