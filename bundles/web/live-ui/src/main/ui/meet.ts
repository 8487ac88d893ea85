import { over, type Problem, problem, recognise, Signal, signedOut } from '@live/ui';

const AGAIN_AFTER_MS = 3000;
let timer = 0;

/** Whether all modules are there that were running when the page began: only now is it known what comes first. */
export const settled = new Signal(false);
/** Why nobody can say who is here: the server is away, or still starting. */
export const away = new Signal<Problem | undefined>(undefined);

/** Finds out who is here; tries again by itself while the server cannot say. */
export async function meet(): Promise<void> {
  clearTimeout(timer);
  try {
    await recognise();
    away.value = undefined;
  } catch (thrown) {
    const what = problem(thrown);
    if (what.status === 401) over(what.code);
    else signedOut.value = false;
    away.value = signedOut.value ? undefined : what;
    if (away.value) timer = setTimeout(() => void meet(), AGAIN_AFTER_MS);
  }
}
