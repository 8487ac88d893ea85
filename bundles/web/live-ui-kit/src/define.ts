const names = new WeakMap<CustomElementConstructor, string>();

/**
 * Registers an element and answers its name: `base` if that is free, else `base-2`, `base-3` … A name can never be given
 * twice, and a class never gets two, so what stayed the same after a swap keeps its name.
 */
export function define(base: string, element: CustomElementConstructor): string {
  const known = names.get(element);
  if (known) return known;
  let name = base;
  for (let count = 2; customElements.get(name); count++) name = `${base}-${count}`;
  customElements.define(name, element);
  names.set(element, name);
  return name;
}
