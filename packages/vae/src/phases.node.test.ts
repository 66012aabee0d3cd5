import { bernoulliLikelihood } from '@latentkit/distributions';
import { dense, sequential } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { dispose, fill, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { factorVae, mlp, vaeGan } from './index.ts';
import { likelihoodOfFeatures } from './likelihoodOfFeatures.ts';

const options = { shape: [6], latentSize: 2, seed: 1 };
const data = () => uniform(key(1), [4, 6]);
/** Whose moments each optimizer has. */
function trained(model: { state(): { readonly tensors: Readonly<Record<string, Tensor>> } }): string[] {
  const names = Object.keys(model.state().tensors).filter((name) => /Optimizer\/\w+\/.*\/m$/.test(name));
  return [...new Set(names.map((name) => name.split('/').slice(0, 2).join('/')))].sort();
}

onEveryBackend(() => {
  it('factorVae trains the critic apart, and adds its mean score to the loss', async () => {
    const model = factorVae(mlp({ hidden: [8] }), { ...options, gamma: 3 });
    dispose(Object.values(model.step(data())));
    expect(trained(model)).toEqual(['criticOptimizer/critic', 'lossOptimizer/decoder', 'lossOptimizer/encoder']);
    const constant = factorVae({ ...mlp({ hidden: [8] }), critic: scoring(0.5) }, { ...options, gamma: 3 });
    const { loss, reconstruction, kl, totalCorrelation } = constant.evaluate(data());
    await expectAllClose(totalCorrelation, [0.5]);
    const [r, k] = [(await reconstruction.data())[0]!, (await kl.data())[0]!];
    await expectAllClose(loss, [r + k + 3 * 0.5]);
  });

  it('vaeGan trains encoder, decoder and critic apart, each by its own loss', async () => {
    const model = vaeGan(mlp({ hidden: [8] }), { ...options, featureSize: 5 });
    const terms = model.step(data());
    expect(Object.keys(terms).sort()).toEqual(['critic', 'generator', 'kl', 'loss', 'reconstruction']);
    expect(trained(model)).toEqual([
      'criticOptimizer/critic',
      'criticOptimizer/features',
      'generatorOptimizer/decoder',
      'lossOptimizer/encoder',
    ]);
    dispose(Object.values(terms));
  });

  it('likelihoodOfFeatures is half the squared distance of the features of data and mean', async () => {
    const features = sequential([dense(3)], { inputShape: [2], key: key(4) });
    const [logits, x] = [uniform(key(5), [4, 2]), uniform(key(6), [4, 2])];
    const { logProb } = likelihoodOfFeatures(bernoulliLikelihood, () => features).of(logits);
    const [kernel, bias] = await Promise.all(Object.values(features.variables).map((v) => v.data()));
    const [l, d] = [await logits.data(), await x.data()];
    const expected = [0, 1, 2, 3].map((i) => {
      // The bias cancels.
      const gaps = [0, 1].map((j) => d[2 * i + j]! - 1 / (1 + Math.exp(-l[2 * i + j]!)));
      return (
        -0.5 * [0, 1, 2].reduce((total, f) => total + (gaps[0]! * kernel![f]! + gaps[1]! * kernel![3 + f]!) ** 2, 0)
      );
    });
    expect(bias).toHaveLength(3);
    await expectAllClose(logProb(x), expected, { relative: 1e-4, absolute: 1e-6 });
  });
});

/** A critic that gives every latent the same score. */
function scoring(score: number) {
  const network = sequential([dense(1)], { inputShape: [2], key: key(3) });
  for (const variable of Object.values(network.variables)) {
    tidy(() => variable.assign(fill(variable.shape, variable.rank === 1 ? score : 0)));
  }
  return network;
}
