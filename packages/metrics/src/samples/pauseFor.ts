import { type AbortSignalLike, assertMethods } from '@latentkit/check';
import { makePause, type Pause } from '@latentkit/shared';

/** A pause that a signal, where there is one, aborts. @throws TypeError unless it is one */
export function pauseFor(caller: string, signal: AbortSignalLike | undefined): Pause {
  if (signal !== undefined) assertMethods(caller, 'signal', signal, ['throwIfAborted']);
  return makePause(signal);
}
