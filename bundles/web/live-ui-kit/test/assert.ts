/** Compares by what is in the values. */
export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [text(actual), text(expected)];
  if (a !== b) throw new Error(`expected ${b}, got ${a}`);
}

export function throws(what: () => void, type: abstract new (...of: never[]) => unknown): void {
  try {
    what();
  } catch (thrown) {
    if (thrown instanceof type) return;
    throw thrown;
  }
  throw new Error(`expected a ${type.name}`);
}

function text(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
