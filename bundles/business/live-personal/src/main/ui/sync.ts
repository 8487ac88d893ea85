import { api, chosen, me, problem, sent, socket, take, unsent } from '@live/ui';

const AGAIN_AFTER_MS = 10_000;

interface Answer {
  readonly values: Readonly<Record<string, unknown>>;
}

/** Keeps what the person sets the same here and on the server, for other browsers; answers what ends it. */
export function keepInStep(): () => void {
  let underway = false;
  let over = false;
  let timer = 0;

  const tell = async (): Promise<void> => {
    const owner = me.value?.id;
    if (!owner || underway || over) return;
    clearTimeout(timer);
    underway = true;
    try {
      for (let left = Object.entries(unsent(owner)); left.length; left = Object.entries(unsent(owner))) {
        const [name, value] = left[0]!;
        await api.put(`/personal/preferences/${name}`, { value });
        sent(name, value);
      }
    } catch (thrown) {
      if (problem(thrown).passing && !over) timer = setTimeout(() => void tell(), AGAIN_AFTER_MS);
    } finally {
      underway = false;
    }
  };
  const fetch = async (): Promise<void> => {
    const owner = me.value?.id;
    if (!owner || over) return;
    try {
      const { values } = await api.get<Answer>('/personal/preferences');
      if (over || me.value?.id !== owner) return;
      take(owner, values);
      await tell();
    } catch {
      // What this browser knows counts until the line is back.
    }
  };
  const ends = [
    chosen.watch(() => void tell()),
    socket.line.watch((line) => line === 'open' && void fetch()),
    me.watch(() => void fetch()),
  ];
  void fetch();
  return () => {
    over = true;
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
