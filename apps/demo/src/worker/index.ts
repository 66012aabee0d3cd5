import * as Comlink from 'comlink';
import { labelOf } from './checkpoint.ts';
import { problem } from './problem.ts';
import type { Api, Outcome } from './protocol.ts';
import { Session } from './session.ts';

let session: Session | undefined;

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { problem: problem(error) };
  }
}

const current = () => {
  if (!session) throw new Error('There is no run yet.');
  return session;
};

const api: Api = {
  open: (settings, files, listener) =>
    outcome(async () => {
      session = await Session.open(settings, files, listener);
      return session.opened;
    }),
  start: async () => current().start(),
  pause: () => current().pause(),
  step: () => current().step(),
  save: () => outcome(() => current().save()),
  settingsIn: (checkpoint) => outcome(async () => labelOf(checkpoint).settings),
  load: (checkpoint) => outcome(() => current().load(checkpoint)),
  resume: () => outcome(() => current().resume()),
};

Comlink.expose(api);
