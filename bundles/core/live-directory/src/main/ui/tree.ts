interface Node {
  readonly id: string;
  readonly parent?: string;
}

/** What stands below each other, each after what it is part of, with how far down it is; what hangs nowhere stands at the top. */
export function tree<T extends Node>(items: readonly T[]): readonly { readonly item: T; readonly depth: number }[] {
  const below = new Map<string, T[]>();
  for (const item of items) {
    const parent = item.parent && items.some((each) => each.id === item.parent) ? item.parent : '';
    below.set(parent, [...(below.get(parent) ?? []), item]);
  }
  const lines: { item: T; depth: number }[] = [];
  const walk = (parent: string, depth: number): void => below.get(parent)?.forEach((item) => {
    lines.push({ item, depth });
    walk(item.id, depth + 1);
  });
  walk('', 0);
  return lines;
}
