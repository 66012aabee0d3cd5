import { assertFunction } from '@latentkit/check';
import { assertArchitecture, type NetworkRecipe } from '@latentkit/model';
import { spectralNorm } from '@latentkit/nn';
import type { GanArchitecture } from '../model.ts';

/**
 * An architecture whose critic has every kernel divided by its largest singular value, so that no layer stretches: a critic
 * of slope 1 without a penalty.
 *
 * @param architecture whose critic is a recipe, such as `dcgan()`
 * @returns the same generator, and the critic with `spectralNorm` around its layers
 * @throws TypeError unless the critic is a recipe: the layers of a network that is built already cannot be wrapped
 * @example
 * const options = { shape: [2], latentSize: 4, seed: 1 };
 * gan(spectrallyNormalized(pointsGan()), options).sample(3, key(1)).shape; // [3, 2]
 *
 * Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, https://arxiv.org/abs/1802.05957
 */
export function spectrallyNormalized(architecture: GanArchitecture): GanArchitecture {
  return spectrallyNormalizedFor('spectrallyNormalized', architecture);
}

/** `spectrallyNormalized` with the name by which its errors go. */
export function spectrallyNormalizedFor(caller: string, architecture: GanArchitecture): GanArchitecture {
  assertArchitecture(caller, architecture, ['generator', 'critic']);
  const { generator, critic } = architecture;
  assertFunction(
    caller,
    'architecture.critic',
    critic,
    'a recipe, since only layers that are not built can be wrapped,',
  );
  return { generator, critic: (outputShape) => spectralNorm((critic as NetworkRecipe)(outputShape)) };
}
