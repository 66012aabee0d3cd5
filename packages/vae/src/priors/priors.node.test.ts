import { diagonalGaussian } from '@latentkit/distributions';
import type { PriorRecipe } from '@latentkit/model';
import { foldIn, key, normal, uniform } from '@latentkit/random';
import {
  dropoutAndBatchNorm,
  expectAllClose,
  expectGradients,
  onEveryBackend,
  testAutoencoder,
  testBottleneck,
  testGenerative,
  testTrainable,
} from '@latentkit/testing';
import {
  fill,
  mean,
  mul,
  slice,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  tile,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gaussian, mixturePrior, mlp, vae, vampPrior } from '../index.ts';
import { mixtureMethods } from './gaussianComponents.ts';

const options = { shape: [6], latentSize: 2 };
const priors = { vampPrior: vampPrior({ components: 5 }), mixturePrior: mixturePrior({ components: 5 }) };
const networks = { encoder: dropoutAndBatchNorm, decoder: dropoutAndBatchNorm };
/** Beside a model: an encoder that gives latents of a mean and a spread by the example. */
const built = (recipe: PriorRecipe) => {
  const encode = (data: Tensor) => slice(data, [0, 0], [-1, 4]);
  return recipe({ latentShape: [2], shape: [6], key: key(1), encode });
};

for (const [name, prior] of Object.entries(priors)) {
  const data = (index: number) => uniform(key(index), [4, 6]);
  testGenerative(name, () => built(prior), 4, { ignoresContext: true });
  testBottleneck(`gaussian with ${name}`, gaussian({ prior }), { latentShape: [2], shape: [6] });
  testTrainable(`a vae with ${name}`, (seed) => vae(mlp({ hidden: [8] }), { ...options, seed, prior }), data, {
    random: ['kl'],
  });
  testAutoencoder(`a vae with ${name}`, (seed) => vae(networks, { ...options, seed, prior }), data);
}

/** ln Σ w_k N(z; m_k, exp v_k) in float64. */
function logMixture(
  z: ArrayLike<number>,
  logits: ArrayLike<number>,
  m: ArrayLike<number>,
  v: ArrayLike<number>,
): number {
  const [count, size] = [logits.length, z.length];
  const total = Array.from(logits).reduce((sum, logit) => sum + Math.exp(logit), 0);
  let density = 0;
  for (let k = 0; k < count; k++) {
    let energy = 0;
    for (let i = 0; i < size; i++) {
      const at = k * size + i;
      energy += (z[i]! - m[at]!) ** 2 / Math.exp(v[at]!) + v[at]! + Math.log(2 * Math.PI);
    }
    density += (Math.exp(logits[k]!) / total) * Math.exp(-energy / 2);
  }
  return Math.log(density);
}

onEveryBackend(() => {
  it.each([[[3]], [[2, 2]]])('has value and gradients of a mixture over latents of shape %j', async (latentShape) => {
    const [batch, count] = [3, 4];
    const size = latentShape.reduce((a, b) => a * b);
    const draw = async (seed: number, shape: number[]) => ({ shape, values: await normal(key(seed), shape).data() });
    await expectGradients({
      value: (z, logits, mean, logVariance) => {
        const gaussians = () => ({ mean: mean!, logVariance: logVariance! });
        const components = { logits: () => logits as Tensor1D, all: gaussians, some: gaussians };
        return mul(mixtureMethods('mine', latentShape, components).logProb(z!), [1, 2, 3]);
      },
      reference: (z, logits, mean, logVariance) =>
        [0, 1, 2].reduce(
          (sum, b) => sum + (1 + b) * logMixture(z!.slice(b * size, (b + 1) * size), logits!, mean!, logVariance!),
          0,
        ),
      inputs: [
        await draw(1, [batch, ...latentShape]),
        await draw(2, [count]),
        await draw(3, [count, ...latentShape]),
        await draw(4, [count, ...latentShape]),
      ],
      // Sums of 48 squares in float32, and a central difference in float64.
      tolerance: { relative: 1e-4, absolute: 1e-4 },
    });
  });

  it('stays finite where every component is far away', async () => {
    const far = fill([1, 2], 1e4);
    // −½ (10⁸ + 10⁸): exp of it is 0.
    await expectAllClose(built(priors.mixturePrior).logProb(far), [-1e8], { relative: 1e-3 });
  });

  it('draws from a mixture by its weights, means and variances', async () => {
    const { variables, sample } = built(mixturePrior({ components: 3 }));
    variables!.logits!.assign(tensor1d([0.2, 0.3, 0.5].map(Math.log)));
    variables!.means!.assign(
      tensor2d([
        [-4, 0],
        [0, 1],
        [6, 2],
      ]),
    );
    variables!.logVariances!.assign(
      tensor2d([
        [0, 0],
        [1, -1],
        [-2, 2],
      ]),
    );
    const count = 20000;
    const values = Array.from(await sample(count, key(3)).data());
    const firsts = values.filter((_, i) => i % 2 === 0);
    const [below, above] = [firsts.filter((x) => x < -4).length, firsts.filter((x) => x > 6).length];
    const Φ = (x: number) => 1 / (1 + Math.exp(-1.702 * x)); // within 0.01
    const [p, q] = [0.1 + 0.3 * (1 - Φ(4 / Math.exp(0.5))), 0.25];
    for (const [found, expected] of [
      [below / count, p],
      [above / count, q],
    ] as const) {
      // Four standard errors, and what Φ leaves of 0.3 of a component.
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / count) + 0.003);
    }
    const seconds = values.filter((_, i) => i % 2 === 1);
    const average = seconds.reduce((sum, x) => sum + x, 0) / count;
    const spread = 0.2 * 1 + 0.3 * (Math.exp(-1) + 1) + 0.5 * (Math.exp(2) + 4) - 1.3 ** 2;
    expect(Math.abs(average - 1.3)).toBeLessThan(4 * Math.sqrt(spread / count));
  });

  it('is N(0, I) with one component of mean 0: the loss is that of the exact divergence', async () => {
    const many = tile(uniform(key(2), [1, 6]), [4096, 1]);
    const seed = 1;
    const prior: PriorRecipe = (inputs) => {
      const one = mixturePrior({ components: 1 })(inputs);
      one.variables!.means!.assign(zeros([1, 2]));
      return one;
    };
    const [exact, own] = [undefined, prior].map((p) => vae(mlp({ hidden: [8] }), { ...options, seed, prior: p }));
    const estimate = mean(own!.evaluate(many).kl);
    // As in compositions.node.test.ts: 4 · 0.5 / 64.
    await expectAllClose(estimate, exact!.evaluate(many).kl, { absolute: 0.032, relative: 0 });
  });

  it('vampPrior is the mean of the posteriors of its pseudo-inputs', async () => {
    const model = vae(mlp({ hidden: [8] }), { ...options, seed: 1, prior: vampPrior({ components: 5 }) });
    const pseudoInputs = model.state().tensors['bottleneck/pseudoInputs'] as Tensor;
    expect(pseudoInputs.shape).toEqual([5, 6]);
    const posterior = model.posterior(pseudoInputs);
    const batch = uniform(key(4), [3, 6]);
    const [m, v] = [await posterior.parameters.mean.data(), await posterior.parameters.logVariance.data()];
    // kl = ln q(z | x) − ln p(z) with z that a key gives: that of `evaluate` for a bottleneck is foldIn(key, 1).
    const q = model.posterior(batch);
    const { sample } = q.sampleWithKl(foldIn(key(7), 1));
    const [z, logQ] = [await sample.data(), await q.logProb(sample).data()];
    const expected = [0, 1, 2].map((b) => logQ[b]! - logMixture(z.slice(2 * b, 2 * b + 2), [0, 0, 0, 0, 0], m, v));
    const { kl } = model.evaluate(batch, { key: key(7), perExample: true });
    await expectAllClose(kl, expected, { relative: 1e-4, absolute: 1e-5 });
  });

  it('vampPrior starts from data, and encodes no pseudo-input outside of the range', async () => {
    const seen: number[][] = [];
    const data = tensor2d([
      [-3, 0.5, 0, 1, 0, 0],
      [0.25, 7, -1, 0, 0, 0],
    ]);
    const { variables, logProb, sample } = vampPrior({ components: 2, range: [-1, 2], data })({
      latentShape: [2],
      shape: [6],
      key: key(1),
      encode(inputs) {
        seen.push([...inputs.dataSync()]);
        return slice(inputs, [0, 0], [-1, 4]);
      },
    });
    await expectAllClose(variables!.pseudoInputs!, data);
    const clipped = [-1, 0.5, 0, 1, 0, 0, 0.25, 2, -1, 0, 0, 0];
    const found = logProb(zeros([1, 2]));
    expect(seen.pop()).toEqual(clipped);
    sample(3, key(1));
    expect(seen.pop()!.every((x) => x >= -1 && x <= 2)).toBe(true);
    const at = (m: number[], v: number[]) => diagonalGaussian({ mean: tensor2d([m]), logVariance: tensor2d([v]) });
    const each = await Promise.all(
      [at([-1, 0.5], [0, 1]), at([0.25, 2], [-1, 0])].map(async (p) => (await p.logProb(zeros([1, 2])).data())[0]!),
    );
    await expectAllClose(found, [Math.log((Math.exp(each[0]!) + Math.exp(each[1]!)) / 2)]);
  });

  it('refuses wrong options, and data that do not fit', () => {
    expect(() => mixturePrior({ components: 0 })).toThrow('mixturePrior: components is 0 but an integer of at least 1');
    expect(() => vampPrior({ components: 1.5 })).toThrow('vampPrior: components is 1.5 but an integer of at least 1');
    for (const range of [[1, 0], [0], [0, Number.POSITIVE_INFINITY], 'all']) {
      expect(() => vampPrior({ components: 2, range: range as never })).toThrow('vampPrior: range is');
    }
    const wrong = vampPrior({ components: 2, data: zeros([3, 6]) });
    expect(() => vae(mlp(), { ...options, seed: 1, prior: wrong })).toThrow(
      'vampPrior: data has shape [3,6] but [2,6] was expected, an example of each component.',
    );
    expect(() => built(priors.mixturePrior).logProb(zeros([4, 3]))).toThrow(
      'mixturePrior.logProb: latents has shape [4,3] but [batch,2] was expected.',
    );
    const wide = vampPrior({ components: 2 })({ latentShape: [2], shape: [6], key: key(1), encode: (data) => data });
    expect(() => wide.logProb(zeros([1, 2]))).toThrow("vampPrior: the encoder's output has shape [2,6] but [batch,4]");
  });
});
