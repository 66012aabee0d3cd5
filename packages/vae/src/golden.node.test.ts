import { bernoulliLikelihood } from '@latentkit/distributions';
import { type BottleneckRecipe, type Objective, sumOfTerms } from '@latentkit/model';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import {
  grads,
  matMul,
  mean,
  neg,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import golden from './golden.json';
import {
  gaussian,
  importanceWeighted,
  klCapacity,
  klFreeBits,
  minibatchStratified,
  mmdGaussian,
  notesGaussian,
  totalCorrelation,
} from './index.ts';

interface Parts {
  readonly bottleneck: BottleneckRecipe;
  readonly objective?: Objective;
}
const tc = { datasetSize: 20, alpha: 2, beta: 3, gamma: 4 };
const cases: Readonly<Record<keyof typeof golden.cases, Parts>> = {
  notes: { bottleneck: notesGaussian({ weight: 0.5 }) },
  capacityAbove: { bottleneck: gaussian({ beta: 2, regularizer: klCapacity(5) }) },
  capacityBelow: { bottleneck: gaussian({ beta: 2, regularizer: klCapacity(0.25) }) },
  freeBits: { bottleneck: gaussian({ regularizer: klFreeBits(0.5) }) },
  importanceWeighted: importanceWeighted({ samples: 3 }) as Parts,
  doublyReparameterized: importanceWeighted({ samples: 3, doublyReparameterized: true }) as Parts,
  weighted: { bottleneck: totalCorrelation(tc) },
  stratified: { bottleneck: totalCorrelation({ ...tc, estimator: minibatchStratified }) },
  information: { bottleneck: mmdGaussian({ alpha: 0.5, lambda: 3 }) },
};

const { inputs } = golden;
const at = () => ({ step: 0, key: key(3), training: true });

/** The terms of an objective, averaged, where the decoder is a matrix. */
function termsOf(
  { bottleneck, objective = sumOfTerms }: Parts,
  output: Tensor,
  weights: Tensor,
): Record<string, Scalar> {
  const { encode } = bottleneck({ latentShape: [2], shape: [3], key: key(1), encode: (data) => data });
  const encoded = encode(output, at());
  const logits = matMul(encoded.latents as Tensor2D, weights as Tensor2D);
  const target = tile(tensor2d(inputs.data), [encoded.samples ?? 1, 1]);
  const reconstruction = neg<Tensor1D>(bernoulliLikelihood.of(logits).logProb(target) as Tensor1D);
  const terms = { ...encoded.terms, loss: objective(reconstruction, encoded) };
  return Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, mean<Scalar>(term)]));
}

// float32 has 6e-8; a discrepancy is the difference of sums of kernels near 1, and a slope that of a dozen terms.
const close = { relative: 2e-5, absolute: 2e-6 };

onEveryBackend(() => {
  it('draws the noise that the golden file has', async () => {
    for (const [name, drawn] of Object.entries({
      one: normal(key(3), [4, 2]),
      three: normal(key(3), [12, 2]),
      mmd: normal(foldIn(key(3), 0), [4, 2]),
      prior: normal(foldIn(key(3), 1), [4, 2]),
    })) {
      await expectAllClose(drawn, inputs.noise[name as keyof typeof inputs.noise].flat(), { relative: 1e-6 });
    }
  });

  it.each(Object.entries(cases))('%s has the terms and gradients of PyTorch', async (name, parts) => {
    const expected = golden.cases[name as keyof typeof cases];
    const [output, weights] = [tensor2d(inputs.output), tensor2d(inputs.weights)];
    const terms = termsOf(parts, output, weights);
    for (const [term, value] of Object.entries(expected.terms)) {
      expect(Object.keys(terms)).toContain(term);
      await expectAllClose(terms[term]!, value, close);
    }
    const slopes = tidy(() => grads((o: Tensor, w: Tensor) => termsOf(parts, o, w).loss!)([output, weights]));
    for (const [i, slope] of slopes.entries()) await expectAllClose(slope, expected.gradients[i]!, close);
  });
});
