import { assertMethods, assertTensor, show } from '@latentkit/check';
import { type ApplyOptions, assertParts, assertValues, joinParts, partOptions } from '@latentkit/nn';
import { add, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Bijection, Mapped } from './bijection.ts';

/**
 * Several bijections, one after the other: the steps of a normalizing flow.
 *
 *   y = f_n(… f₁(x))      log |det ∂y/∂x| = Σᵢ log |det ∂fᵢ|
 *
 * `inverse` takes the last first. Variables and buffers are named by position: `0/kernel`, `2/bias`. Where it is given a
 * key, bijection `i` gets `foldIn(key, i)` in both directions; where it is given values, each gets its own.
 *
 * @param bijections from the base to the data, at least one
 * @returns a bijection that owns the variables of all
 * @throws TypeError unless an array of bijections; RangeError where two share a variable; by its methods, for values that
 * none of its variables has the name or the shape of
 * @example
 * const [zero, one] = [tensor2d([[0]]), tensor2d([[1]])];
 * const map = composeBijections([affine(one, zero), affine(zero, one)]); // e (1 + x)
 * map.forward(one).value;  // [5.4366]
 * map.inverse(one).logDeterminant;  // [-1]
 */
export function composeBijections(bijections: readonly Bijection[]): Bijection {
  const caller = 'composeBijections';
  if (!Array.isArray(bijections) || bijections.length === 0) {
    throw new TypeError(
      `${caller}: bijections is ${show(bijections)} but an array of bijections, at least one, was expected.`,
    );
  }
  const parts = Array.from(bijections as readonly Bijection[]);
  for (const [i, part] of parts.entries()) {
    assertMethods(caller, `bijections[${i}]`, part, ['forward', 'inverse']);
  }
  assertParts(caller, 'bijection', { ...parts });
  const { variables, buffers, contextSizes } = joinParts(
    caller,
    parts.map((part, i) => [String(i), part]),
  );
  const forwards = parts.map((_, i) => i);

  /** Through the parts in this order, by that method. */
  function through(method: 'forward' | 'inverse', order: readonly number[], start: Tensor, options: ApplyOptions) {
    assertValues(`${caller}(bijections).${method}`, variables, options.values);
    return tidy(() => {
      let value = start;
      let logDeterminant: Tensor1D | undefined;
      for (const i of order) {
        const mapped = parts[i]![method](value, partOptions(options, String(i), i));
        value = mapped.value;
        logDeterminant = logDeterminant ? add<Tensor1D>(logDeterminant, mapped.logDeterminant) : mapped.logDeterminant;
      }
      return { value, logDeterminant: logDeterminant! } satisfies Mapped;
    });
  }

  return {
    variables,
    buffers,
    contextSizes,
    forward(x, options = {}) {
      assertTensor(`${caller}(bijections).forward`, 'x', x);
      return through('forward', forwards, x, options);
    },
    inverse(y, options = {}) {
      assertTensor(`${caller}(bijections).inverse`, 'y', y);
      return through('inverse', forwards.toReversed(), y, options);
    },
  };
}
