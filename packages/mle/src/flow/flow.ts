import {
  assertBackend,
  assertFunction,
  assertInteger,
  assertMethods,
  assertShape,
  checkOptions,
  show,
} from '@latentkit/check';
import {
  type BijectionRecipe,
  chainBijections,
  type Distribution,
  standardNormal,
  transformed,
} from '@latentkit/distributions';
import { type ApplyOptions, adam, type Optimizer, type Shape } from '@latentkit/nn';
import { tidy } from '@tensorflow/tfjs-core';
import { type GradientDensity, gradientDensity, weightsKey } from '../gradient/gradientDensity.ts';

/** What a flow is. */
export interface FlowOptions {
  /** The shape of one example: `[2]`, `[28, 28, 1]`. */
  readonly shape: Shape;
  /** Where the initial weights and the order of the examples of `fit` come from. */
  readonly seed: number;
  /** What is moved: from the shape of a batch, `[batch, ...shape]`, to so many distributions. Default `standardNormal`. */
  readonly base?: (batchShape: Shape) => Distribution;
  /** What `step` does with a gradient. Default `adam({ learningRate: 1e-3 })`. */
  readonly optimizer?: Optimizer;
}

/** A normalizing flow: `logProb` is differentiable by the examples, and `sample` by the weights. */
export type Flow = GradientDensity;

/**
 * A normalizing flow: a simple density, moved and bent by bijections with weights until it is that of the data.
 *
 *   x = f(u), u ~ base      ln p(x) = ln base(f⁻¹(x)) + ln |det ∂f⁻¹/∂x|
 *
 * It is trained like any other model by gradient descent (`step`, and so `train`, or `fit`): its `loss` is the mean of
 * −ln p(x) in nats. Bijections with `conditions` read the context of a batch, `{ data, label }`, and that of `logProb` and
 * `sample`. A flow is also a prior of a VAE: `vae(…, { prior: () => flow(…) })` with the weights it has.
 *
 * @param bijections recipes from the base to the data, at least one: `coupling`, `splineCoupling`, `maf`, `planar`, …
 * @param options the shape and the seed; what is moved, `base`; the `optimizer`
 * @returns the model
 * @throws TypeError, RangeError for an option that is not as said, or a shape that a bijection does not take
 * @throws RangeError by its methods, for another shape; TypeError for a context that lacks a name or has another
 * @example
 * const model = flow([splineCoupling(), splineCoupling({ swap: true })], { shape: [2], seed: 1 });
 * await model.fit(tensor2d([[1, 2], [3, 3]]), { steps: 2 });
 * model.sample(16, key(1)).shape;  // [16, 2]
 *
 * Papamakarios, Nalisnick, Rezende, Mohamed, Lakshminarayanan: Normalizing flows for probabilistic modeling and inference.
 * 2021, https://arxiv.org/abs/1912.02762
 */
export function flow(bijections: readonly BijectionRecipe[], options: FlowOptions): Flow {
  const {
    shape,
    seed,
    base = standardNormal,
    optimizer = adam({ learningRate: 1e-3 }),
  } = checkOptions('flow', options, ['shape', 'seed', 'base', 'optimizer']);
  assertRecipes(bijections);
  assertShape('flow', 'shape', shape);
  assertInteger('flow', 'seed', seed, 0);
  assertFunction('flow', 'base', base, 'a function of a shape that returns distributions');
  assertMethods('flow', 'optimizer', optimizer, ['bind']);
  assertBackend('flow');
  tidy(() => assertMethods('flow', 'base()', base([1, ...shape]), ['sample', 'logProb', 'mean']));
  const bijection = chainBijections(bijections)(shape, weightsKey(seed));
  const distributions = (count: number, applied: ApplyOptions) =>
    transformed(base([count, ...shape]), bijection, applied);
  return gradientDensity('flow', {
    shape,
    seed,
    optimizer,
    networks: { bijection },
    logProb: (points, applied) => distributions(points.shape[0]!, applied).logProb(points),
    sample: (count, at, applied) => distributions(count, applied).sample(at),
  });
}

function assertRecipes(bijections: readonly BijectionRecipe[]): void {
  if (!Array.isArray(bijections) || bijections.length === 0) {
    throw new TypeError(
      `flow: bijections is ${show(bijections)} but an array of recipes, at least one, was expected, such as [coupling()].`,
    );
  }
  for (const [i, recipe] of Array.from(bijections).entries()) {
    assertFunction('flow', `bijections[${i}]`, recipe, 'a recipe of a bijection');
  }
}
