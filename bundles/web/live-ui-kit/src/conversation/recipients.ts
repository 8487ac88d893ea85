export interface Recipients {
  readonly addresses: readonly string[];
  /** What was typed and is no address. */
  readonly wrong: readonly string[];
}

/** Reads a line of addresses, with or without names: `Ana Novak <ana@shop.example>, ben@shop.example`. */
export function recipients(line: string): Recipients {
  const addresses: string[] = [];
  const wrong: string[] = [];
  for (const part of line.split(/[,;\n]+/).map((each) => each.trim()).filter(Boolean)) {
    const named = /<([^<>]*)>$/.exec(part)?.[1]?.trim();
    for (const each of named === undefined ? part.split(/\s+/) : [named]) {
      (/^[^\s@<>"]+@[^\s@<>"]+$/.test(each) ? addresses : wrong).push(each);
    }
  }
  return { addresses, wrong };
}
