/** Smaller differences are the way of the answer, and its Date that knows no parts of a second. */
const CLOSE_ENOUGH_MS = 2000;

/** The server's clock minus this one's, in milliseconds; clocks of agents' machines are often wrong. */
let skew = 0;

/** Told by whoever sees the server's time, which was right at most a moment ago. */
export function serverTime(seen: number, here = Date.now()): void {
  if (!Number.isFinite(seen)) return;
  const difference = seen - here;
  skew = Math.abs(difference) > CLOSE_ENOUGH_MS ? difference : 0;
}

/** The server's present time, in milliseconds since 1970: what its times are to be compared with. */
export function now(): number {
  return Date.now() + skew;
}
