import {
  assertBackend,
  assertFunction,
  assertInteger,
  assertMethods,
  assertShape,
  checkOptions,
} from '@latentkit/check';
import { adam, assertNetworks, type Optimizer, type Shape } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { disposeOnError, sizeOf } from '@latentkit/shared';
import { add, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type GradientDensity, gradientDensity, weightsKey } from '../gradient/gradientDensity.ts';
import { categoriesOf } from './categories.ts';
import { drawInOrder } from './drawInOrder.ts';
import type { AutoregressiveRecipe } from './network.ts';
import { wholePasses } from './wholePasses.ts';

/** What an autoregressive model is. */
export interface AutoregressiveOptions {
  /** The shape of one example: `[28, 28, 1]`, or `[16]` for as many indices into a codebook. */
  readonly shape: Shape;
  /** How many values a position can have: they are the whole numbers from 0 to one below. Default 2. */
  readonly categories?: number;
  /** Where the initial weights and the order of the examples of `fit` come from. */
  readonly seed: number;
  /** What `step` does with a gradient. Default `adam({ learningRate: 1e-3 })`. */
  readonly optimizer?: Optimizer;
}

/** An autoregressive model. Its examples are whole numbers, in float32 or int32 tensors; its samples are float32. */
export interface Autoregressive extends GradientDensity {
  /** How many values a position can have. */
  readonly categories: number;
}

/**
 * An explicit model of discrete data: the probability of an example is the product of those of its positions, each given
 * all before it.
 *
 *   p(x) = Π p(xᵢ | x₁ … xᵢ₋₁),   p(xᵢ | x₁ … xᵢ₋₁) = softmax(fᵢ(x₁ … xᵢ₋₁)), or sigmoid for two categories
 *
 * All fᵢ are one network, so ln p(x) is exact and takes one pass. To sample takes one position after the other: with `made`
 * about the work of a single pass in all, with `pixelCnn` a pass for each. It is trained like any other model by gradient
 * descent (`step`, and so `train`, or `fit`): its `loss` is the mean of −ln p(x) in nats. A network with `conditions`
 * reads the context of a batch, `{ data, label }`, and that of `logProb` and `sample`.
 *
 * Examples are whole numbers from 0 to `categories − 1`, in float32 tensors, as data sets and `sample` have them, or in int32
 * ones. Anything else is refused; in `step` and `logProb` on a GPU, which would have to be waited for, it gives NaN. Grey
 * pixels are none: make 0 and 1 of them, or levels.
 *
 * @param network such as `made()` or `pixelCnn()`
 * @param options the shape, the number of categories and the seed; the `optimizer`
 * @returns the model
 * @throws TypeError, RangeError for an option that is not as said, or a shape that the network does not take
 * @throws RangeError by its methods, for another shape, or numbers that are no categories; TypeError for a context that lacks a
 *   name or has another
 * @example
 * const model = autoregressive(made({ hidden: [8] }), { shape: [2], categories: 3, seed: 1 });
 * await model.fit(tensor2d([[0, 1], [0, 2]]), { steps: 2 });
 * model.sample(16, key(1)).shape;  // [16, 2]
 *
 * Larochelle & Murray, "The Neural Autoregressive Distribution Estimator", 2011
 */
export function autoregressive(network: AutoregressiveRecipe, options: AutoregressiveOptions): Autoregressive {
  const {
    shape,
    categories = 2,
    seed,
    optimizer = adam({ learningRate: 1e-3 }),
  } = checkOptions('autoregressive', options, ['shape', 'categories', 'seed', 'optimizer']);
  assertFunction('autoregressive', 'network', network, 'a recipe of a network, such as made()');
  assertShape('autoregressive', 'shape', shape);
  assertInteger('autoregressive', 'categories', categories, 2);
  assertInteger('autoregressive', 'seed', seed, 0);
  assertMethods('autoregressive', 'optimizer', optimizer, ['bind']);
  assertBackend('autoregressive');
  const { domain, channels, encode, decode, of, poison } = categoriesOf(categories);
  const size = sizeOf(shape);
  const built = network({ shape, channels, key: weightsKey(seed) });
  const example = [...shape, channels];
  disposeOnError(built ?? {}, () =>
    assertNetworks('autoregressive', { 'network()': { network: built, inputShape: example, outputShape: example } }),
  );
  const model = gradientDensity('autoregressive', {
    shape,
    seed,
    optimizer,
    networks: { network: built },
    domain,
    logProb(points, applied) {
      const encoded = encode(points);
      return add<Tensor1D>(of(built.apply(encoded, applied)).logProb(encoded), poison(points));
    },
    sample(count, key, applied) {
      const unrolled = built.unroll?.(count, applied) ?? wholePasses(built, { shape, channels }, count, applied);
      const draw = (logits: Tensor2D, position: number) => of(logits).sample(foldIn(key, position)) as Tensor2D;
      return decode(drawInOrder(size, unrolled, draw), shape);
    },
  });
  return Object.assign(model, { categories });
}
