import {
  assertBackend,
  assertBatchOf,
  assertInteger,
  assertMethods,
  assertSameShape,
  checkOptions,
} from '@latentkit/check';
import { bernoulliLikelihood } from '@latentkit/distributions';
import { type ApplyOptions, adam, dataWatch, decodeBetween, minimize, modelState, variablesOf } from '@latentkit/nn';
import { foldIn, key } from '@latentkit/random';
import { mean, neg, type Scalar, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Ae, AeOptions, AeTerm } from './model.ts';
import { type AeNetworks, assertAeNetworks, checkAeNetworks } from './networks.ts';

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights.
const DROPOUT = 2;

/**
 * An auto-encoder: squeezes an example through a short code and back. It has no say on what lies between the codes, so it
 * cannot be sampled; what it cannot squeeze it blurs.
 *
 *   loss = −log p(x | c),   c = encoder(x)
 *
 * Summed over the features of an example and averaged over the batch; in nats for a likelihood.
 *
 * @param networks a preset such as `mlp({ shape, latentSize, seed })`, or networks of your own. The decoder gives what the
 *   likelihood takes: logits for `bernoulliLikelihood`, so it does not end in a sigmoid
 * @throws TypeError, RangeError before anything is made: for an option that there is not, and networks whose sizes do not
 *   fit, that share variables, or that end in a sigmoid under a likelihood of logits; by its methods, for a shape that is
 *   not the model's; Error once it has been disposed
 * @example
 * const model = ae(mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 }));
 * model.step(zeros([8, 28, 28, 1]));
 * model.reconstruct(zeros([4, 28, 28, 1])).shape; // [4, 28, 28, 1]
 *
 * Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006
 */
export function ae(networks: AeNetworks, options: AeOptions = {}): Ae {
  const { encoder, decoder, shape, latentSize, seed } = checkAeNetworks(networks);
  checkOptions('ae', options, ['likelihood', 'optimizer']);
  const { likelihood = networks.likelihood ?? bernoulliLikelihood, optimizer = adam() } = options;
  assertMethods('ae', 'optimizer', optimizer, ['bind']);
  assertBackend('ae');
  assertAeNetworks(networks, likelihood);
  const root = foldIn(key(seed), DROPOUT);
  const bound = optimizer.bind(variablesOf({ encoder, decoder }));
  const watch = dataWatch({
    caller: 'ae.step',
    support: likelihood.support,
    taker: likelihood.name,
    remedy: 'use isotropicGaussian(options) or learnedGaussian() for them, or scale them',
  });
  const parts = { encoder, decoder, optimizer: bound };
  const { counters, complete } = modelState('ae', parts, { step: 0 }, { onDispose: watch.dispose });

  function encode(data: Tensor, apply?: ApplyOptions): Tensor2D {
    const codes = encoder.apply(data, apply);
    assertBatchOf('ae', "the encoder's output", codes, [latentSize]);
    return codes as Tensor2D;
  }

  const decode = (codes: Tensor) => likelihood.of(decoder.apply(codes)).mean();

  /** The loss of each example. */
  function lossOf(data: Tensor, encoding?: ApplyOptions, decoding?: ApplyOptions): Tensor1D {
    return neg(likelihood.of(decoder.apply(encode(data, encoding), decoding)).logProb(data));
  }

  return complete<Ae>({
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('ae.step', 'batch', batch, shape);
      const stepKey = foldIn(root, counters.step);
      const [encoding, decoding] = [0, 1].map((part) => ({ training: true, key: foldIn(stepKey, part) }));
      const scalars = minimize(bound, () => both(mean<Scalar>(lossOf(batch, encoding, decoding))));
      watch.see(batch);
      counters.step++;
      return scalars;
    },
    checkData: watch.check,
    evaluate(data, options = {}) {
      assertBatchOf('ae.evaluate', 'data', data, shape);
      const { perExample } = checkOptions('ae.evaluate', options, ['perExample']);
      return tidy(() => {
        const losses = lossOf(data);
        return both(perExample ? losses : mean<Scalar>(losses));
      }) as Record<AeTerm, Scalar & Tensor1D>;
    },
    encode(data) {
      assertBatchOf('ae.encode', 'data', data, shape);
      return tidy(() => encode(data));
    },
    decode(codes) {
      assertBatchOf('ae.decode', 'codes', codes, [latentSize]);
      return tidy(() => decode(codes));
    },
    reconstruct(data) {
      assertBatchOf('ae.reconstruct', 'data', data, shape);
      return tidy(() => decode(encode(data)));
    },
    interpolate(from, to, steps) {
      assertBatchOf('ae.interpolate', 'from', from, shape);
      assertSameShape('ae.interpolate', { from, to });
      assertInteger('ae.interpolate', 'steps', steps, 2);
      return tidy(() => decodeBetween(decode, encode(from), encode(to), steps));
    },
  });
}

function both<T>(loss: T): Record<AeTerm, T> {
  return { loss, reconstruction: loss };
}
