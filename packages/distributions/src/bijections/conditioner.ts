import { assertFunction, assertShape } from '@latentkit/check';
import {
  type ContextSizes,
  type DenseOptions,
  dense,
  type Layer,
  normalInitializer,
  readConditions,
  relu,
  reshape,
  type ShapedNetwork,
  sequential,
} from '@latentkit/nn';
import type { Key } from '@latentkit/random';

/** The network that gives the parameters of a bijection. */
export interface ConditionerOptions {
  /** Units of its hidden layers. Default `[64, 64]`. */
  readonly hidden?: readonly number[];
  /** What follows each hidden layer. Default `relu`. */
  readonly activation?: Layer;
  /** What it reads from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
}

/** The names of {@link ConditionerOptions}. */
export const conditionerOptions = ['hidden', 'activation', 'conditions'] as const;

/** The layer of so many units, where it is the `index`-th, from 0. */
type Linear = (units: number, index: number, isLast: boolean) => Layer;

/** How a layer begins: the last one all but as zeros, and yet otherwise for every key. */
export const beginning = (isLast: boolean): DenseOptions =>
  isLast ? { kernelInitializer: normalInitializer(1e-3) } : {};

const plain: Linear = (units, _, isLast) => dense(units, beginning(isLast));

/**
 * What builds the conditioner: a perceptron from vectors, and what the context has beside them, to parameters
 * `[features, count]`. Its last layer gives next to nothing at first, so that a flow begins near the identity: the
 * likelihood is finite from the first step, however many bijections there are.
 *
 * @throws TypeError, RangeError for an option that is not as said
 */
export function conditionerOf(caller: string, options: ConditionerOptions) {
  const { hidden = [64, 64], activation = relu, conditions } = options;
  assertShape(caller, 'hidden', hidden);
  assertFunction(caller, 'activation', activation, 'a layer');
  const read = readConditions(caller, conditions);
  return (inputs: number, [features, count]: readonly [number, number], key: Key, linear = plain): ShapedNetwork =>
    sequential(
      [
        ...read,
        ...hidden.flatMap((units, i) => [linear(units, i, false), activation]),
        linear(features * count, hidden.length, true),
        reshape([features, count]),
      ],
      { inputShape: [inputs], key },
    );
}
