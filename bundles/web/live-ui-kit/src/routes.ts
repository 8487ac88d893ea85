/** Addresses of the desktop: what a path means, and how one is written. Pure. */

export interface Place {
  /** Without query: `/tickets/018f…`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface Match {
  readonly parameters: Readonly<Record<string, string>>;
}

export function place(address: string): Place {
  const url = new URL(address, 'http://desktop');
  const path = url.pathname.replace(/\/+$/, '') || '/';
  return { path, query: url.searchParams };
}

/**
 * Matches a path with a pattern: `/tickets/:id` takes one segment, a trailing `/*` takes what remains (as `rest`,
 * possibly empty). Segments are compared as text and decoded once; a segment that cannot be decoded matches nothing.
 */
export function match(pattern: string, path: string): Match | undefined {
  const open = pattern.endsWith('/*');
  const expected = segments(open ? pattern.slice(0, -2) : pattern);
  const actual = segments(path);
  if (open ? actual.length < expected.length : actual.length !== expected.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = decode(actual[index]!);
    if (value === undefined) return undefined;
    if (segment.startsWith(':')) parameters[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  if (open) parameters['rest'] = actual.slice(expected.length).join('/');
  return { parameters };
}

/** The pattern that says most about the path: more literal segments first, then the longer one. */
export function best<T extends { readonly path: string }>(candidates: Iterable<T>, path: string): { of: T; match: Match } | undefined {
  let found: { of: T; match: Match; weight: number } | undefined;
  for (const candidate of candidates) {
    const result = match(candidate.path, path);
    if (!result) continue;
    const parts = segments(candidate.path);
    const weight = parts.filter((part) => !part.startsWith(':') && part !== '*').length * 100 + parts.length;
    if (!found || weight > found.weight) found = { of: candidate, match: result, weight };
  }
  return found && { of: found.of, match: found.match };
}

/** Where to go after signing in: only a path on this very desktop, never another site. */
export function ownPath(value: string | null | undefined): string {
  return value && /^\/(?![/\\])/.test(value) ? value : '/';
}

function segments(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
