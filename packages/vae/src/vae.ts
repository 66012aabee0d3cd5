import { gaussianSample } from '@latentkit/backend';
import {
  assertBackend,
  assertBatchOf,
  assertBetween,
  assertInteger,
  assertKey,
  assertMethods,
  assertSameShape,
  checkOptions,
} from '@latentkit/check';
import { bernoulliLikelihood } from '@latentkit/distributions';
import { adam, dataWatch, decodeBetween, minimize, modelState, variablesOf } from '@latentkit/nn';
import { foldIn, type Key, key, normal } from '@latentkit/random';
import {
  add,
  mean,
  mul,
  neg,
  type Scalar,
  split,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Posterior, Vae, VaeOptions, VaeTerm } from './model.ts';
import { assertVaeNetworks, checkVaeNetworks, type VaeNetworks } from './networks.ts';

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights.
const NOISE = 2;
const EVALUATE = 4;

/**
 * A variational auto-encoder: an encoder that gives a Gaussian for each code, and a decoder that can be sampled without it.
 *
 *   loss = E[−log p(x | c)] + β · KL(N(m, σ²) ‖ N(0, I)),   c = σ ⊙ e + m,   σ = exp(logVariance / 2),   e ~ N(0, I)
 *
 * In nats, summed over the features of an example and averaged over the batch. The noise of a step is a function of the seed
 * and of the step's number.
 *
 * @param networks a preset such as `mlp({ shape, latentSize, seed })`, or networks of your own. The decoder gives what the
 *   likelihood takes: logits for `bernoulliLikelihood`, so it does not end in a sigmoid
 * @throws TypeError, RangeError before anything is made: for an option that there is not, a `beta` that is negative or not
 *   finite, and networks whose sizes do not fit, that share variables, or that end in a sigmoid under a likelihood of logits;
 *   by its methods, for a shape that is not the model's; Error once it has been disposed
 * @example
 * const model = vae(mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 }));
 * model.step(zeros([8, 28, 28, 1]));
 * model.sample(16, key(1)).shape; // [16, 28, 28, 1]
 *
 * Kingma & Welling, "Auto-Encoding Variational Bayes", 2014, https://arxiv.org/abs/1312.6114
 */
export function vae(networks: VaeNetworks, options: VaeOptions = {}): Vae {
  const { encoder, decoder, shape, latentSize, seed } = checkVaeNetworks(networks);
  checkOptions('vae', options, ['beta', 'likelihood', 'optimizer']);
  const { beta = 1, likelihood = networks.likelihood ?? bernoulliLikelihood, optimizer = adam() } = options;
  assertMethods('vae', 'optimizer', optimizer, ['bind']);
  const betaAt = (step: number) => {
    const weight = typeof beta === 'function' ? beta(step) : beta;
    assertBetween('vae', 'beta', weight, 0, Number.MAX_VALUE);
    return weight;
  };
  betaAt(0);
  assertBackend('vae');
  assertVaeNetworks(networks, likelihood);
  const root = key(seed);
  const bound = optimizer.bind(variablesOf({ encoder, decoder }));
  const watch = dataWatch({
    caller: 'vae.step',
    support: likelihood.support,
    taker: likelihood.name,
    remedy: 'use isotropicGaussian(options) or learnedGaussian() for them, or scale them',
  });
  const parts = { encoder, decoder, optimizer: bound };
  const { counters, complete } = modelState('vae', parts, { step: 0 }, { onDispose: watch.dispose });

  function encode(data: Tensor, training = false, dropoutKey?: Key): Posterior {
    const output = encoder.apply(data, { training, ...(dropoutKey && { key: dropoutKey }) });
    assertBatchOf('vae', "the encoder's output", output, [2 * latentSize]);
    const [codeMean, logVariance] = split(output as Tensor2D, 2, 1) as [Tensor2D, Tensor2D];
    return { mean: codeMean, logVariance };
  }

  const decode = (codes: Tensor) => likelihood.of(decoder.apply(codes)).mean();

  /** The terms of each example. */
  function termsOf(data: Tensor, noiseKey: Key, training: boolean): { reconstruction: Tensor1D; kl: Tensor1D } {
    const posterior = encode(data, training, foldIn(noiseKey, 0));
    const noise = normal(foldIn(noiseKey, 1), posterior.mean.shape) as Tensor2D;
    const { sample: codes, kl } = gaussianSample(posterior.mean, posterior.logVariance, noise);
    const output = decoder.apply(codes, { training, key: foldIn(noiseKey, 2) });
    return { reconstruction: neg(likelihood.of(output).logProb(data)), kl };
  }

  function weighted<T extends Tensor>(reconstruction: T, kl: T): Record<VaeTerm, T> {
    return { loss: add(reconstruction, mul(kl, betaAt(counters.step))), reconstruction, kl };
  }

  function averaged(data: Tensor, noiseKey: Key, training: boolean): Record<VaeTerm, Scalar> {
    const { reconstruction, kl } = termsOf(data, noiseKey, training);
    return weighted(mean<Scalar>(reconstruction), mean<Scalar>(kl));
  }

  return complete<Vae>({
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('vae.step', 'batch', batch, shape);
      const scalars = minimize(bound, () => averaged(batch, foldIn(foldIn(root, NOISE), counters.step), true));
      watch.see(batch);
      counters.step++;
      return scalars;
    },
    checkData: watch.check,
    evaluate(data, options = {}) {
      assertBatchOf('vae.evaluate', 'data', data, shape);
      const { key: noiseKey = foldIn(root, EVALUATE), perExample } = checkOptions('vae.evaluate', options, [
        'key',
        'perExample',
      ]);
      assertKey('vae.evaluate', noiseKey);
      return tidy(() => {
        if (!perExample) return averaged(data, noiseKey, false);
        const { reconstruction, kl } = termsOf(data, noiseKey, false);
        return weighted(reconstruction, kl);
      }) as Record<VaeTerm, Scalar & Tensor1D>;
    },
    encode(data) {
      assertBatchOf('vae.encode', 'data', data, shape);
      return tidy(() => encode(data));
    },
    decode(codes) {
      assertBatchOf('vae.decode', 'codes', codes, [latentSize]);
      return tidy(() => decode(codes));
    },
    reconstruct(data) {
      assertBatchOf('vae.reconstruct', 'data', data, shape);
      return tidy(() => decode(encode(data).mean));
    },
    sample(count, sampleKey) {
      assertInteger('vae.sample', 'count', count);
      assertKey('vae.sample', sampleKey);
      return tidy(() => decode(normal(sampleKey, [count, latentSize])));
    },
    interpolate(from, to, steps) {
      assertBatchOf('vae.interpolate', 'from', from, shape);
      assertSameShape('vae.interpolate', { from, to });
      assertInteger('vae.interpolate', 'steps', steps, 2);
      return tidy(() => decodeBetween(decode, encode(from).mean, encode(to).mean, steps));
    },
  });
}
