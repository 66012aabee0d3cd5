import { type BijectionRecipe, coupling, maf, planar, reverseFeatures, splineCoupling } from '@latentkit/distributions';
import { autoregressive, flow, type GradientDensity, made } from '@latentkit/mle';
import { adam } from '@latentkit/nn';
import { add, exp, max, mean, mul, neg, type Scalar, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type BuildInputs, type Built, sampleKey, width } from './built.ts';

const several = <T>(count: number, recipe: (i: number) => T) => Array.from({ length: count }, (_, i) => recipe(i));

/** How the explicit densities of the page are built. */
export const densities = {
  planarFlow: flowOf(several(16, () => planar)),
  realNvp: flowOf(several(8, (i) => coupling({ swap: i % 2 === 1 }))),
  maf: flowOf(several(5, () => [maf(), reverseFeatures]).flat()),
  splineFlow: flowOf(several(4, (i) => splineCoupling({ swap: i % 2 === 1, bound: 4 }))),
  made: (inputs: BuildInputs) => built(autoregressive(made({ hidden: [2 * width] }), optionsOf(inputs)), inputs),
};

export type DensityName = keyof typeof densities;

const optionsOf = ({ settings: { seed, learningRate }, shape }: BuildInputs) => ({
  shape,
  seed,
  optimizer: adam({ learningRate }),
});

function flowOf(bijections: readonly BijectionRecipe[]) {
  return (inputs: BuildInputs): Built => {
    const model = flow(bijections, optionsOf(inputs));
    return { ...built(model, inputs), field: (lattice) => tidy(() => shades(model.logProb(lattice))) };
  };
}

function built(model: GradientDensity, { settings }: BuildInputs): Built {
  return {
    trainable: model,
    terms: ['loss'],
    evaluate: (data) => tidy(() => ({ loss: neg(mean<Scalar>(model.logProb(data))) })),
    sample: (count) => model.sample(count, sampleKey(settings)),
  };
}

/** From a half, nothing, to 1 where the density is highest. */
function shades(logProb: Tensor): Tensor {
  return add(mul(exp(sub(logProb, max(logProb))), 0.5), 0.5);
}
