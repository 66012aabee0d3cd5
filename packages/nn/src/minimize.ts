import { registerGradients } from '@latentkit/backend';
import { assertFunction, assertMethods, assertTensor, isTensor, show, showShape } from '@latentkit/check';
import { clone, engine, keep, type Scalar, scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { NamedTensors } from './network.ts';
import type { BoundOptimizer } from './optimizers/optimizer.ts';

/**
 * One step down: runs `loss`, finds the gradients of its `loss` with respect to the optimiser's variables, and applies them.
 *
 * @param optimizer bound to the variables that change; others are constants here
 * @param loss computes scalars by name; the one named `loss` is what is minimised, the others are for the record
 * @returns the scalars, which are the caller's to dispose; nothing else stays behind, not even if `loss` throws
 * @throws TypeError unless `loss` returns scalars; Error naming a variable that no gradient reaches, before any change
 * @example
 * const network = sequential([dense(1)], { inputShape: [2], key: key(1) });
 * const optimizer = sgd({ learningRate: 0.1 }).bind(network.variables);
 * const { loss } = minimize(optimizer, () => ({ loss: mean(square(network.apply(ones([4, 2])))) }));
 */
export function minimize<M extends string = never>(
  optimizer: BoundOptimizer,
  loss: () => Record<'loss' | M, Tensor>,
): Record<'loss' | M, Scalar> {
  assertMethods('minimize', 'optimizer', optimizer, ['apply']);
  assertFunction('minimize', 'loss', loss);
  const names = Object.keys(optimizer.variables);
  if (names.length === 0) throw new RangeError('minimize: optimizer has no variables but at least one was expected.');
  registerGradients();
  const kept: Record<string, Scalar> = {};
  let failure: { readonly error: unknown } | undefined;
  const forward = () => {
    try {
      const scalars: Record<string, Tensor> = loss();
      checkScalars(scalars);
      for (const [name, value] of Object.entries(scalars)) kept[name] = keep(clone(value as Scalar));
      return scalars.loss!;
    } catch (error) {
      // Thrown through tfjs's tape it would leave behind what the operations so far have saved for their gradients.
      failure = { error };
      return scalar(0);
    }
  };
  try {
    return tidy(() => {
      const { grads } = engine().gradients(forward, Object.values(optimizer.variables), undefined, true);
      if (failure) throw failure.error;
      optimizer.apply(named(names, grads));
      return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, clone(value)]));
    }) as Record<'loss' | M, Scalar>;
  } catch (error) {
    dropTape();
    throw error;
  } finally {
    for (const value of Object.values(kept)) value.dispose();
  }
}

function checkScalars(scalars: unknown): void {
  if (typeof scalars !== 'object' || scalars === null || !('loss' in scalars)) {
    throw new TypeError(`minimize: loss returned ${show(scalars)} but { loss: scalar } was expected.`);
  }
  for (const [name, value] of Object.entries(scalars)) {
    if (!isTensor(value)) {
      throw new TypeError(`minimize: loss returned ${name}: ${show(value)} but a scalar tensor was expected.`);
    }
    assertTensor('minimize', `loss().${name}`, value);
    if (value.rank !== 0) {
      throw new TypeError(
        `minimize: loss returned ${name} of shape ${showShape(value.shape)} but a scalar, [], was expected: take the mean.`,
      );
    }
  }
}

function named(names: readonly string[], gradients: readonly (Tensor | null | undefined)[]): NamedTensors {
  return Object.fromEntries(
    names.map((name, i) => {
      const gradient = gradients[i];
      if (!gradient) {
        throw new Error(
          `minimize: no gradient reaches ${name}: the loss does not depend on it, or an operation on the way has no gradient.`,
        );
      }
      return [name, gradient];
    }),
  );
}

/** Frees what operations saved for a backward pass that failed midway; tfjs itself would keep it for ever. */
function dropTape(): void {
  const { state } = engine();
  if (state.gradientDepth !== 0) return;
  for (const node of state.activeTape ?? []) for (const tensor of node.saved ?? []) tensor.dispose();
  state.activeTape = null as unknown as typeof state.activeTape;
}
