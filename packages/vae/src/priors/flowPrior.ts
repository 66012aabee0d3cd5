import { assertBatchOf, assertFunction } from '@latentkit/check';
import { type BijectionRecipe, standardNormal, transformed } from '@latentkit/distributions';
import { assertSampling, type PriorRecipe } from '@latentkit/model';

/**
 * A normalizing flow as the prior of a VAE, trained together with it.
 *
 *   p(z) = N(f⁻¹(z); 0, I) · |det ∂f⁻¹/∂z|
 *
 * The density needs the inverse at every step, samples need the other direction: couplings have both in one pass. Its
 * variables are those of the bijection.
 *
 * @param bijection a recipe: `coupling`, or several by `chainBijections` of `@latentkit/distributions`
 * @returns a recipe for the option `prior` of `vae`
 * @throws TypeError unless a function
 * @example
 * const prior = flowPrior(coupling({ hidden: [8] }));
 * vae(mlp(), { shape: [4], latentSize: 2, seed: 1, prior }).sample(3, key(1)).shape; // [3, 4]
 *
 * Chen et al., "Variational Lossy Autoencoder", 2017, https://arxiv.org/abs/1611.02731; Dinh, Sohl-Dickstein & Bengio,
 * "Density Estimation Using Real NVP", 2017, https://arxiv.org/abs/1605.08803
 */
export function flowPrior(bijection: BijectionRecipe): PriorRecipe {
  assertFunction('flowPrior', 'bijection', bijection, 'a recipe of a bijection');
  return ({ latentShape, key }) => {
    const flow = bijection(latentShape, key);
    const of = (count: number) => transformed(standardNormal([count, ...latentShape]), flow);
    return {
      variables: flow.variables ?? {},
      ...(flow.buffers && { buffers: flow.buffers }),
      logProb(latents) {
        assertBatchOf('flowPrior.logProb', 'latents', latents, latentShape);
        return of(latents.shape[0]!).logProb(latents);
      },
      sample(count, key) {
        assertSampling('flowPrior.sample', count, key);
        return of(count).sample(key);
      },
    };
  };
}
