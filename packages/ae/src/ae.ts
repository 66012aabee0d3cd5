import { assertBatchOf } from '@latentkit/check';
import { bernoulliLikelihood, type Likelihood } from '@latentkit/losses';
import {
  type ApplyOptions,
  adam,
  decodeBetween,
  descend,
  type EncoderDecoder,
  modelState,
  type Optimizer,
  type Trainable,
  variablesOf,
} from '@latentkit/nn';
import { foldIn, key } from '@latentkit/random';
import { mean, type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/** The scalars of a step. A plain auto-encoder has one term, so `loss = reconstruction`. */
export type AeTerm = 'loss' | 'reconstruction';

/** How an auto-encoder is trained. */
export interface AeOptions {
  /** How the decoder's output explains an example. Default `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
  /** What to do with a gradient. Default `adam()`. */
  readonly optimizer?: Optimizer;
}

/** An auto-encoder. Every tensor it returns is the caller's to dispose. */
export interface Ae extends Trainable<Tensor, AeTerm> {
  /** `[batch, ...shape]` to codes `[batch, latentSize]`. */
  encode(data: Tensor): Tensor2D;
  /** Codes `[batch, latentSize]` to the likelihood's mean, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Encodes and decodes: `[batch, ...shape]`. */
  reconstruct(data: Tensor): Tensor;
  /** From each example of `from` to that of `to` along the line between their codes: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The loss on a batch, changing nothing. */
  evaluate(data: Tensor): Record<AeTerm, Scalar>;
}

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
 * @param networks a preset such as `mlp({ shape, latentSize, seed })`, or networks of your own
 * @throws RangeError by its methods, where a shape is not the model's
 * @example
 * const model = ae(mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 }));
 * model.step(zeros([8, 28, 28, 1]));
 * model.reconstruct(zeros([4, 28, 28, 1])).shape; // [4, 28, 28, 1]
 *
 * Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006
 */
export function ae(networks: EncoderDecoder, options: AeOptions = {}): Ae {
  const { encoder, decoder, shape, latentSize, seed } = networks;
  const { likelihood = bernoulliLikelihood, optimizer = adam() } = options;
  const root = foldIn(key(seed), DROPOUT);
  const bound = optimizer.bind(variablesOf({ encoder, decoder }));
  const { counters, ...lifetime } = modelState('ae', { encoder, decoder, optimizer: bound }, { step: 0 });

  function encodeWith(data: Tensor, apply?: ApplyOptions): Tensor2D {
    const codes = encoder.apply(data, apply);
    assertBatchOf('ae', "the encoder's output", codes, [latentSize]);
    return codes as Tensor2D;
  }

  function terms(data: Tensor, encoding?: ApplyOptions, decoding?: ApplyOptions): Record<AeTerm, Scalar> {
    const output = decoder.apply(encodeWith(data, encoding), decoding);
    const reconstruction = mean<Scalar>(likelihood.negativeLogLikelihood(output, data));
    return { loss: reconstruction, reconstruction };
  }

  function encode(data: Tensor): Tensor2D {
    assertBatchOf('ae.encode', 'data', data, shape);
    return tidy(() => encodeWith(data));
  }

  function decode(codes: Tensor): Tensor {
    assertBatchOf('ae.decode', 'codes', codes, [latentSize]);
    return tidy(() => likelihood.mean(decoder.apply(codes)));
  }

  return {
    ...lifetime,
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('ae.step', 'batch', batch, shape);
      const stepKey = foldIn(root, counters.step);
      const scalars = descend(bound, () =>
        terms(batch, { training: true, key: foldIn(stepKey, 0) }, { training: true, key: foldIn(stepKey, 1) }),
      );
      counters.step++;
      return scalars;
    },
    evaluate(data) {
      assertBatchOf('ae.evaluate', 'data', data, shape);
      return tidy(() => terms(data));
    },
    encode,
    decode,
    reconstruct: (data) => tidy(() => decode(encode(data))),
    interpolate: (from, to, steps) => tidy(() => decodeBetween(decode, encode(from), encode(to), steps)),
  };
}
