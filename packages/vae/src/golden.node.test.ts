import { bernoulliLikelihood, chainBijections, planar } from '@latentkit/distributions';
import { type Bottleneck, type BottleneckRecipe, type Objective, sumOfTerms } from '@latentkit/model';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import {
  matMul,
  mean,
  neg,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor2d,
  tidy,
  tile,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import golden from './golden.json';
import {
  flowPosterior,
  gaussian,
  hierarchicalGaussian,
  importanceWeighted,
  klCapacity,
  klFreeBits,
  ladder,
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
  hierarchical: { bottleneck: hierarchicalGaussian({ levels: [{ size: 1, hidden: [] }], beta: 2 }) },
  ladder: { bottleneck: hierarchicalGaussian({ levels: [{ size: 1, hidden: [] }], beta: 2, inference: ladder }) },
  planar: { bottleneck: flowPosterior(chainBijections([planar, planar]), { beta: 2 }) },
  information: { bottleneck: mmdGaussian({ alpha: 0.5, lambda: 3 }) },
};

interface Expected {
  readonly terms: Readonly<Record<string, readonly number[] | undefined>>;
  readonly gradients: readonly number[][];
  readonly variables?: Readonly<Record<string, readonly number[]>>;
}
const { inputs } = golden;
const at = () => ({ step: 0, key: key(3), training: true });

/** A bottleneck whose variables are those of the golden file. */
function built(name: string, recipe: BottleneckRecipe): Bottleneck {
  const bottleneck = recipe({ latentShape: [2], shape: [3], key: key(1), encode: (data) => data });
  const { variables = {} } = bottleneck;
  const values: Readonly<Record<string, unknown>> = inputs.variables[name as keyof typeof inputs.variables] ?? {};
  expect(Object.keys(variables)).toEqual(Object.keys(values));
  for (const [path, variable] of Object.entries(variables))
    tidy(() => variable.assign(tensor(values[path] as number[])));
  return bottleneck;
}

/** The terms of an objective, averaged, where the decoder is a matrix. */
function termsOf(
  { encode }: Bottleneck,
  objective: Objective = sumOfTerms,
  output: Tensor,
  weights: Tensor,
): Record<string, Scalar> {
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
      top: normal(foldIn(key(3), 1), [4, 1]),
    })) {
      await expectAllClose(drawn, inputs.noise[name as keyof typeof inputs.noise].flat(), { relative: 1e-6 });
    }
  });

  it.each(Object.entries(cases))('%s has the terms and gradients of PyTorch', async (name, parts) => {
    const expected: Expected = golden.cases[name as keyof typeof cases];
    const bottleneck = built(name, parts.bottleneck);
    const [output, weights] = tidy(() => [
      variable(tensor2d(name === 'ladder' ? inputs.outputOfLadder : inputs.output)),
      variable(tensor2d(inputs.weights)),
    ]);
    const terms = termsOf(bottleneck, parts.objective, output, weights);
    for (const [term, value] of Object.entries(expected.terms)) {
      expect(Object.keys(terms)).toContain(term);
      await expectAllClose(terms[term]!, value!, close);
    }
    const own = bottleneck.variables ?? {};
    const { grads } = tidy(() =>
      variableGrads(
        () => termsOf(bottleneck, parts.objective, output, weights).loss!,
        [output, weights, ...Object.values(own)],
      ),
    );
    await expectAllClose(grads[output.name]!, expected.gradients[0]!, close);
    await expectAllClose(grads[weights.name]!, expected.gradients[1]!, close);
    for (const [path, { name: id }] of Object.entries(own)) {
      await expectAllClose(grads[id]!, expected.variables![path]!, close);
    }
  });
});
