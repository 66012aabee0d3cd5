import { checkOptions, showShape } from '@latentkit/check';
import { dense, joinParts, masked, partOptions } from '@latentkit/nn';
import { degreeMask } from '@latentkit/shared';
import { concat, slice, sum, type Tensor, type Tensor1D, type Tensor2D, zeros, zerosLike } from '@tensorflow/tfjs-core';
import type { BijectionRecipe } from './bijection.ts';
import { beginning, type ConditionerOptions, conditionerOf, conditionerOptions } from './conditioner.ts';
import { affineElements } from './elements.ts';
import { type VectorMap, vectorBijection } from './vectorBijection.ts';

/**
 * The recipe of a masked autoregressive flow: each feature is shifted and scaled by those of the data before it.
 *
 *   xᵢ = μᵢ + exp(αᵢ) uᵢ,   μᵢ, αᵢ = fᵢ(x₁ … xᵢ₋₁)      log |det ∂x/∂u| = Σ αᵢ
 *
 * All fᵢ are one perceptron with masks (MADE): from data to base, which is what a density takes, is one pass; to sample
 * takes a pass for each feature. A new one is near the identity. Put `reverseFeatures` between two.
 *
 * Variables: those of the network, as `conditioner/…`.
 *
 * @param options the network: `hidden`, `activation`, `conditions`
 * @returns a recipe
 * @throws TypeError, RangeError for an option that is not as said, or, when built, for hidden layers of fewer units than the
 * features that others see
 * @example
 * const map = maf({ hidden: [8] })([2], key(1));
 * map.forward(map.inverse(tensor2d([[1, 2]])).value).value;  // [1, 2]
 *
 * @see Papamakarios, Pavlakou & Murray: Masked autoregressive flow for density estimation. 2017, https://arxiv.org/abs/1705.07057
 * @see Germain, Gregor, Murray & Larochelle: MADE. 2015, https://arxiv.org/abs/1502.03509
 */
export function maf(options: ConditionerOptions = {}): BijectionRecipe {
  return autoregressive('maf', options, 'inverse');
}

/**
 * The recipe of an inverse autoregressive flow: each feature is shifted and scaled by those of the base before it.
 *
 *   xᵢ = μᵢ + exp(αᵢ) uᵢ,   μᵢ, αᵢ = fᵢ(u₁ … uᵢ₋₁)      log |det ∂x/∂u| = Σ αᵢ
 *
 * As `maf` the other way round: to sample is one pass, which makes it the flow for a posterior; from data to base takes a
 * pass for each feature.
 *
 * Variables: those of the network, as `conditioner/…`.
 *
 * @param options the network: `hidden`, `activation`, `conditions`
 * @returns a recipe
 * @throws TypeError, RangeError as `maf`
 * @example
 * const map = iaf({ hidden: [8] })([2], key(1));
 * map.inverse(map.forward(tensor2d([[1, 2]])).value).value;  // [1, 2]
 *
 * @see Kingma et al.: Improving variational inference with inverse autoregressive flow. 2016, https://arxiv.org/abs/1606.04934
 */
export function iaf(options: ConditionerOptions = {}): BijectionRecipe {
  return autoregressive('iaf', options, 'forward');
}

/** `parallel` is the direction that is one pass, since the network sees its argument. */
function autoregressive(caller: string, options: ConditionerOptions, parallel: 'forward' | 'inverse'): BijectionRecipe {
  const { hidden = [64, 64], ...others } = checkOptions(caller, options, conditionerOptions);
  const build = conditionerOf(caller, { ...others, hidden });
  const elements = affineElements;
  return vectorBijection(caller, (size, key) => {
    // Degree 0 is of what sees no feature, but the context, or nothing: needed only where there is that, or one feature.
    const first = size === 1 || Object.keys(others.conditions ?? {}).length > 0 ? 0 : 1;
    const least = size - first;
    if (hidden.some((units) => units < least)) {
      throw new RangeError(
        `${caller}: hidden is ${showShape(hidden)} but at least ${least} units a layer were expected, one for each degree.`,
      );
    }
    const degreesOf = (units: number) => Array.from({ length: units }, (_, i) => first + (i % least));
    const { parameterCount } = elements;
    const network = build(size, [size, parameterCount], key, (units, index, isLast) => (inputShape, layerKey) => {
      const outputs = isLast ? perFeature(size, parameterCount) : degreesOf(units);
      // What the context adds stands behind the features: it has the degree 0, which all see.
      const inputs = index === 0 ? padded(size, inputShape[0]!) : degreesOf(inputShape[0]!);
      const layer = masked(dense(outputs.length, beginning(isLast)), () => degreeMask(inputs, outputs, !isLast));
      return layer(inputShape, layerKey);
    });
    const { variables, buffers, contextSizes } = joinParts(caller, [['conditioner', network]]);

    const mapped = (map: typeof elements.forward, x: Tensor, seen: Tensor, options: Parameters<VectorMap>[1]) => {
      const { value, logSlope } = map(x, network.apply(seen, partOptions(options, 'conditioner', 0)), {});
      return { value: value as Tensor2D, logDeterminant: sum<Tensor1D>(logSlope, 1) };
    };
    const once =
      (map: typeof elements.forward): VectorMap =>
      (x, options) =>
        mapped(map, x, x, options);
    // After pass i the first i features are right. The others could overflow, and are not shown to the next one.
    const byFeature =
      (map: typeof elements.forward): VectorMap =>
      (x, options) => {
        let result = mapped(map, x, zerosLike(x), options);
        for (let i = 1; i < size; i++) {
          const known = slice(result.value, [0, 0], [-1, i]);
          result = mapped(map, x, concat([known, zeros([x.shape[0], size - i])], 1), options);
        }
        return result;
      };
    return {
      variables,
      buffers,
      contextSizes,
      forward: (parallel === 'forward' ? once : byFeature)(elements.forward),
      inverse: (parallel === 'inverse' ? once : byFeature)(elements.inverse),
    };
  });
}

/** 1 … size, each for so many parameters. */
function perFeature(size: number, count: number): number[] {
  return Array.from({ length: size * count }, (_, i) => 1 + Math.floor(i / count));
}

/** 1 … size, then zeros. */
function padded(size: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (i < size ? i + 1 : 0));
}
