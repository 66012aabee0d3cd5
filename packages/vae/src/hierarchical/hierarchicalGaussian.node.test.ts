import { autoencoder } from '@latentkit/model';
import { chain, concatContext, dense, type Layer, type Network } from '@latentkit/nn';
import { key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  add,
  dispose,
  matMul,
  mean,
  neg,
  sub,
  type Tensor,
  type Tensor2D,
  tensor2d,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  bottomUp,
  hierarchicalGaussian,
  hierarchicalVae,
  type Inference,
  importanceWeighted,
  klFreeBits,
  ladder,
  mixturePrior,
  mlp,
} from '../index.ts';
import {
  b,
  covarianceOf,
  examples,
  linearOptions,
  logGaussian,
  nearRows,
  product,
  transposed,
  W,
  σ,
} from '../linearGaussian.test-util.ts';

const inferences = { bottomUp, ladder } satisfies Record<string, Inference>;

/** x ↦ x A + c. */
function linear(A: readonly (readonly number[])[], c: readonly number[]): Network {
  const [matrix, offset] = [variable(tensor2d(A as number[][])), variable(tensor2d([[...c]]))];
  return {
    variables: { matrix, offset },
    apply: (x) => add(matMul(x as Tensor2D, matrix as unknown as Tensor2D), offset),
  };
}

// z₂ ~ N(0, I), z₁ = z₂ A + a + s e, x = z₁ W + b + σ e: so x ~ N(a W + b, Wᵀ (Aᵀ A + s² I) W + σ² I).
const A = [
  [0.6, -0.2],
  [0.3, 0.5],
];
const a = [0.2, -0.1];
const s = 0.7;
const S = product(transposed(A), A).map((row, i) => row.map((value, j) => value + (i === j ? s * s : 0)));
const centre = b.map((value, j) => value + a[0]! * W[0]![j]! + a[1]! * W[1]![j]!);
const closedForm = (x: readonly number[]) => logGaussian(x, centre, covarianceOf(S));
const down = () =>
  linear(
    A.map((row) => [...row, 0, 0]),
    [...a, 2 * Math.log(s), 2 * Math.log(s)],
  );

/** The networks of that model, with posteriors that are wide. */
function levelled(inference: Inference) {
  const shifted = (rows: readonly number[][], spreads: readonly number[]) =>
    linear(
      rows.map((row) => [...row, ...spreads.map(() => 0)]),
      [...row0(rows), ...spreads],
    );
  const row0 = (rows: readonly number[][]) =>
    rows[0]!.map((_, k) => -rows.reduce((sum, row, j) => sum + row[k]! * b[j]!, 0));
  const encoder =
    inference === bottomUp
      ? shifted(nearRows, [-0.8, -0.8])
      : linear(
          nearRows.map(([p, q]) => [1.2 * p!, 1.2 * q!, 0, 0, 0.4 * p!, 0.4 * q!, 0, 0]),
          [
            ...row0(nearRows).map((value) => 1.2 * value),
            -0.6,
            -0.6,
            ...row0(nearRows).map((value) => 0.4 * value),
            -0.1,
            -0.1,
          ],
        );
  const up = linear(
    transposed(A).map((row) => [...row.map((value) => 0.8 * value), 0, 0]),
    [0, 0, -0.1, -0.1],
  );
  return {
    architecture: { encoder, decoder: linear(W, b) },
    levels: [{ size: 2, down: down(), ...(inference === bottomUp && { up }) }],
  };
}
function levelledModel(inference: Inference) {
  const { architecture, levels } = levelled(inference);
  return hierarchicalVae(architecture, { ...linearOptions, levels, inference });
}

// The same with one latent on each level, whose true posterior is of the family.
const [w, α, centre1] = [[1, 0.5, -0.5], 0.8, 0.3] as const;
const ww = w.reduce<number>((sum, value) => sum + value * value, 0);
/** ln p(x). */
const thin = (x: readonly number[]) =>
  logGaussian(
    x,
    b.map((value, j) => value + centre1 * w[j]!),
    w.map((u, i) => w.map((v, j) => u * v * (α * α + s * s) + (i === j ? σ * σ : 0))),
  );
/** Encoder and network upwards as Bayes has them. */
function exactModel(inference: Inference) {
  const total = α * α + s * s;
  // z₂ given z₁, and z₁ and z₂ given x, which tells of w·(x − b) alone.
  const second = { slope: α / total, variance: (s * s) / total };
  const first = { slope: 1 / (ww + (σ * σ) / total), variance: (σ * σ) / (ww + (σ * σ) / total) };
  const both = { slope: α / (total * ww + σ * σ), variance: 1 - (α * α * ww) / (total * ww + σ * σ) };
  const at = w.reduce<number>((sum, value, j) => sum + value * b[j]!, 0);
  const given = (slope: number, start: number, offset: number) =>
    [w.map((value) => value * slope), start - slope * (at + offset)] as const;
  const [m1, c1] = given(first.slope, centre1, ww * centre1);
  const [likely, c] = given(1 / ww, 0, 0);
  const [m2, c2] = given(both.slope, 0, ww * centre1);
  const encoder =
    inference === bottomUp
      ? linear(
          w.map((_, j) => [m1[j]!, 0]),
          [c1, Math.log(first.variance)],
        )
      : linear(
          w.map((_, j) => [likely[j]!, 0, m2[j]!, 0]),
          [c, Math.log((σ * σ) / ww), c2, Math.log(both.variance)],
        );
  const up = linear([[second.slope, 0]], [-second.slope * centre1, Math.log(second.variance)]);
  const level = { size: 1, down: linear([[α, 0]], [centre1, 2 * Math.log(s)]) };
  return hierarchicalVae(
    { encoder, decoder: linear([[...w]], b) },
    { ...linearOptions, latentSize: 1, levels: [inference === bottomUp ? { ...level, up } : level], inference },
  );
}

const inputs = { latentShape: [2], shape: [3], key: key(1), encode: (data: Tensor) => data };
const at = { key: key(3), training: true };

onEveryBackend(() => {
  describe.each(Object.entries(inferences))('%s', (_, inference) => {
    it('every draw gives ln p(x), where the posteriors are the true ones', async () => {
      const model = exactModel(inference);
      const data = tensor2d(examples);
      const { value, standardError } = model.logLikelihood(data, { samples: 3, key: key(1) });
      // float32: sums of terms of up to 30 nats.
      await expectAllClose(value, examples.map(thin), { relative: 1e-5, absolute: 2e-5 });
      await expectAllClose(standardError, [0, 0, 0, 0], { absolute: 2e-5 });
      model.dispose();
    });

    it('ln p(x) is the closed form, and the ELBO and an importance-weighted bound are below it', async () => {
      const model = levelledModel(inference);
      const data = tensor2d(examples);
      const { value, standardError } = model.logLikelihood(data, { samples: 4000, key: key(1) });
      const [found, error] = [await value.data(), await standardError.data()];
      const { architecture, levels } = levelled(inference);
      const bound = autoencoder('iwae', architecture, {
        ...{ shape: [3], latentShape: [2], seed: 1, likelihood: linearOptions.likelihood },
        ...importanceWeighted({ samples: 10, bottleneck: hierarchicalGaussian({ levels, inference }) }),
      });
      for (const [i, x] of examples.entries()) {
        // Four standard errors, its bias of at most half their square, and float32.
        expect(Math.abs(found[i]! - closedForm(x))).toBeLessThan(4 * error[i]! + error[i]! ** 2 + 1e-4);
        expect(error[i]).toBeLessThan(0.1);
        const many = tensor2d(Array.from({ length: 2000 }, () => x));
        const [elbo, tighter] = [model, bound].map(({ evaluate }) => -evaluate(many).loss.dataSync()[0]!);
        // Of 2000 draws whose spread is near 1 nat: a standard error of 0.03.
        expect(elbo!).toBeLessThan(tighter! - 0.05);
        expect(tighter!).toBeLessThan(closedForm(x) + 0.03);
      }
      await expectNoLeak(() => dispose({ ...model.logLikelihood(data, { samples: 3, key: key(1) }) }));
    });

    it('logs the divergence of each level, whose sum is that of all, and what draws estimate', async () => {
      const { parameterShape, encode, draw } = hierarchicalGaussian({
        levels: [
          { size: 2, hidden: [] },
          { size: 1, hidden: [] },
        ],
        inference,
      })(inputs);
      const output = add(zeros([4096, 1]), normal(key(2), [1, ...parameterShape([2])]));
      const { terms, weights } = encode(output, { ...at, step: 0 });
      expect(Object.keys(terms)).toEqual(['kl', 'kl1', 'kl2', 'kl3']);
      expect(weights).toEqual({ kl: 1, kl1: 0, kl2: 0, kl3: 0 });
      await expectAllClose(terms.kl, add(add(terms.kl1!, terms.kl2!), terms.kl3!), { relative: 1e-5 });
      const { logWeight } = draw!(output, { ...at, key: key(9) });
      const gap = Array.from(await sub(terms.kl, neg(logWeight)).data());
      const average = gap.reduce((sum, x) => sum + x) / gap.length;
      const spread = Math.sqrt(gap.reduce((sum, x) => sum + (x - average) ** 2, 0)) / gap.length;
      expect(Math.abs(average)).toBeLessThan(4 * spread);
    });

    it('has a mean that is where no noise leads', async () => {
      const { parameterShape, mean, posterior } = hierarchicalGaussian({ levels: [{ size: 1 }], inference })(inputs);
      const output = normal(key(2), [3, ...parameterShape([2])]);
      await expectAllClose(mean(output), mean(output), { relative: 0, absolute: 0 });
      expect(Boolean(posterior)).toBe(inference === bottomUp);
      if (posterior) await expectAllClose(mean(output), posterior(output).mean());
    });

    it('takes a prior of the top, and groups a regulariser by level', async () => {
      const prior = mixturePrior({ components: 3 });
      const options = { levels: [{ size: 1, hidden: [] }], inference, samples: 2 };
      const made = hierarchicalGaussian({ ...options, prior, regularizer: klFreeBits(100), beta: 3 })(inputs);
      expect(made.variables!['prior/means']!.shape).toEqual([3, 1]);
      const output = normal(key(2), [4, ...made.parameterShape([2])]);
      const { latents, terms, weights } = made.encode(output, { ...at, step: 0 });
      expect(latents.shape).toEqual([8, 2]);
      // Below the minimum on both levels.
      await expectAllClose(terms.regularizer, [200]);
      expect(weights).toEqual({ kl: 0, regularizer: 3, kl1: 0, kl2: 0 });
      expect(made.sample!(5, key(1)).shape).toEqual([5, 2]);
    });
  });

  it('samples from the top down', async () => {
    const count = 20_000;
    const { levels } = levelled(ladder);
    const { sample } = hierarchicalGaussian({ levels, inference: ladder })(inputs);
    const z = sample!(count, key(5)) as Tensor2D;
    const means = await mean(z, 0).data();
    for (const i of [0, 1]) expect(Math.abs(means[i]! - a[i]!)).toBeLessThan(4 * Math.sqrt(S[i]![i]! / count));
    const centred = sub(z, tensor2d([a])) as Tensor2D;
    const products = await matMul(centred, centred, true).data();
    for (const i of [0, 1]) {
      for (const j of [0, 1]) {
        // Isserlis: the variance of a product.
        const spread = Math.sqrt((S[i]![i]! * S[j]![j]! + S[i]![j]! ** 2) / count);
        expect(Math.abs(products[2 * i + j]! / count - S[i]![j]!)).toBeLessThan(4 * spread);
      }
    }
  });

  it('has a grid of latents at the bottom, if it is to', () => {
    for (const inference of Object.values(inferences)) {
      const { parameterShape, encode, sample } = hierarchicalGaussian({ levels: [{ size: 3 }], inference })({
        ...inputs,
        latentShape: [2, 2, 1],
      });
      const shape = parameterShape([2, 2, 1]);
      expect(shape).toEqual(inference === bottomUp ? [2, 2, 2] : [14]);
      expect(encode(normal(key(1), [4, ...shape]), { ...at, step: 0 }).latents.shape).toEqual([4, 2, 2, 1]);
      expect(sample!(3, key(1)).shape).toEqual([3, 2, 2, 1]);
    }
  });

  it('says what it refuses', () => {
    const options = { shape: [6], latentSize: 2, seed: 1 };
    const refused = (more: object) => () => hierarchicalVae(mlp(), { ...options, ...more } as never);
    expect(refused({ levels: [] })).toThrow('hierarchicalVae: levels is [] but an array of levels, at least one');
    expect(refused({ levels: [{ size: 0 }] })).toThrow(
      'hierarchicalVae: levels[0].size is 0 but an integer of at least 1',
    );
    expect(refused({ levels: [{ size: 1, hidden: 3 }] })).toThrow('hierarchicalVae: levels[0].hidden');
    expect(refused({ levels: [{ size: 1, units: 3 }] })).toThrow('hierarchicalVae: levels[0]');
    expect(refused({ levels: [{ size: 1 }], inference: {} })).toThrow('hierarchicalVae: inference is {}');
    expect(refused({ levels: [{ size: 1, up: 3 }] })).toThrow('hierarchicalVae: levels[0].up is 3');
    expect(refused({ levels: [{ size: 1, up: linear([[1]], [0]) }], inference: ladder })).toThrow(
      'hierarchicalVae: levels[0].up is given but the encoder gives all levels',
    );
    const own = { up: () => dense(2) as Layer, down: () => dense(4) as Layer };
    expect(refused({ levels: [{ size: 1, hidden: [2], ...own }] })).toThrow(
      'hierarchicalVae: levels[0].hidden is given beside networks',
    );
    expect(refused({ levels: [{ size: 1, ...own, down: () => dense(5) }] })).toThrow(
      'hierarchicalVae: levels[0].down gives [5] for each example but [4] was expected: a mean and a log variance',
    );
    const labelled = () => chain([concatContext('label', { classes: 3 }), dense(2)]);
    expect(refused({ levels: [{ size: 1, up: labelled }] })).toThrow(
      'hierarchicalVae: levels[0].up reads label, but no context was expected',
    );
    const model = hierarchicalVae(mlp(), { ...options, levels: [{ size: 1 }], inference: ladder });
    expect(() => model.posterior(zeros([2, 6]))).toThrow(
      "hierarchicalVae.posterior: the bottleneck has no density of an example's latents",
    );
    const prior = { logProb: (z: Tensor) => normal(key(1), [z.shape[0]!]) as never };
    expect(() => model.logLikelihood(zeros([2, 6]), { samples: 2, key: key(1), prior })).toThrow(
      'hierarchicalVae.logLikelihood: prior is given but the bottleneck has no density of the latents alone',
    );
    model.dispose();
  });
});
