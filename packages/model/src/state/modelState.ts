import { checkOptions } from '@latentkit/check';
import {
  assertCounters,
  assertParts,
  type BoundOptimizer,
  collectState,
  type Parts,
  restoreState,
  type Stateful,
  type Trainable,
} from '@latentkit/nn';

/** The methods that a model has by being made of parts. */
type Lifetime = Pick<Trainable, 'state' | 'restore' | 'dispose'>;

/** What every model has by being made of parts. */
export interface ModelState<C> {
  /** The model's own counters, for the model to change. */
  readonly counters: C;
  /**
   * The whole model: its own methods beside those that save, take over and free all of its parts. Once it has been
   * disposed, each of them throws an error that says so, but for `dispose`, which then does nothing.
   */
  complete<M extends Lifetime>(methods: Omit<M, keyof Lifetime>): M;
}

/**
 * The memory of a model made of networks and their optimisers.
 *
 * @param kind of model, such as `vae`
 * @param parts its networks and bound optimisers, by name
 * @param initial its own counters and where they begin, such as `{ step: 0 }`
 * @param options `onDispose`: frees what else the model holds
 * @returns the counters, and `complete`, which makes the model of its methods
 * @throws TypeError for anything else
 * @example
 * const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
 * const { counters, complete } = modelState('line', { network }, { step: 0 });
 * const model = complete<Trainable<Tensor>>({ stepCount: 0, step: (x) => ({ loss: mean<Scalar>(network.apply(x)) }) });
 * counters.step++;
 * model.state().counters; // { "step": 1 }
 */
export function modelState<C extends Record<string, number>>(
  kind: string,
  parts: Parts,
  initial: C,
  options: { readonly onDispose?: () => void } = {},
): ModelState<C> {
  assertParts('modelState', kind, parts);
  assertCounters('modelState', 'initial', initial);
  const { onDispose } = checkOptions('modelState', options, ['onDispose']);
  const counters = { ...initial };
  let disposed = false;

  const lifetime: Lifetime = {
    state: () => collectState(kind, parts, counters),
    restore: (state) => void Object.assign(counters, restoreState(state, kind, parts, counters)),
    dispose() {
      if (disposed) return;
      disposed = true;
      Object.values(parts).forEach(disposePart);
      onDispose?.();
    },
  };

  const whileAlive = (name: string, method: (...args: never[]) => unknown) =>
    function (this: unknown, ...args: never[]) {
      if (disposed) throw new Error(`${kind}.${name}: the model has been disposed.`);
      return method.apply(this, args);
    };

  return {
    counters,
    complete<M extends Lifetime>(methods: Omit<M, keyof Lifetime>) {
      const all = { ...Object.getOwnPropertyDescriptors(lifetime), ...Object.getOwnPropertyDescriptors(methods) };
      for (const [name, property] of Object.entries<PropertyDescriptor>(all)) {
        if (typeof property.value === 'function' && name !== 'dispose') {
          property.value = whileAlive(name, property.value);
        }
      }
      return Object.defineProperties({}, all) as M;
    },
  };
}

function disposePart(part: Stateful | BoundOptimizer): void {
  if ('dispose' in part) part.dispose();
  else for (const variable of Object.values({ ...part.variables, ...part.buffers })) variable.dispose();
}
