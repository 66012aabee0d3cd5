import type { Network } from '../network.ts';
import type { BoundOptimizer } from '../optimizers/optimizer.ts';
import type { State, Trainable } from '../trainable.ts';
import { collectState, type Parts, restoreState } from './state.ts';

/** What every model has by being made of parts: its counters, and `state`, `restore` and `dispose` over all of them. */
export interface ModelState<C> extends Pick<Trainable, 'state' | 'restore' | 'dispose'> {
  /** The model's own counters, for the model to change. */
  readonly counters: C;
}

/**
 * The memory of a model made of networks and their optimisers.
 *
 * @param kind of model, such as `vae`
 * @param parts its networks and bound optimisers, by name
 * @param initial its own counters and where they begin, such as `{ step: 0 }`
 * @returns the counters, and the methods of `Trainable` that save, take over and free all of it
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * const { counters, state } = modelState('line', { network }, { step: 0 });
 * counters.step++;
 * state().counters; // { "step": 1 }
 */
export function modelState<C extends Record<string, number>>(kind: string, parts: Parts, initial: C): ModelState<C> {
  const counters = { ...initial };
  return {
    counters,
    state: (): State => collectState(kind, parts, counters),
    restore: (state) => void Object.assign(counters, restoreState(state, kind, parts, counters)),
    dispose: () => Object.values(parts).forEach(disposePart),
  };
}

function disposePart(part: Network | BoundOptimizer): void {
  if ('dispose' in part) part.dispose();
  else for (const variable of Object.values({ ...part.variables, ...part.buffers })) variable.dispose();
}
