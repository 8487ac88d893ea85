const guards = new Set<() => Promise<boolean> | boolean>();

/** Asks before leaving the present view or the page, for as long as somebody would lose something. */
export function guardLeaving(guard: () => Promise<boolean> | boolean): () => void {
  guards.add(guard);
  return () => guards.delete(guard);
}

/** Whether nobody objects to leaving. */
export async function leaves(): Promise<boolean> {
  for (const guard of [...guards]) if (!(await guard())) return false;
  return true;
}

globalThis.addEventListener?.('beforeunload', (event) => {
  if (guards.size > 0) event.preventDefault();
});
