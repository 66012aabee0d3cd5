import { assertBackend, assertInteger, assertPicture, assertShape, checkOptions } from '@latentkit/check';
import { foldIn, key } from '@latentkit/random';
import { fanInUniform } from '../initializers/scaled.ts';
import { silu } from '../layers/activations.ts';
import { sequential } from '../layers/sequential.ts';
import type { Layer, Network, Shape } from '../network.ts';
import { convDown, convUp } from './convolutional.ts';
import { perceptron } from './perceptron.ts';

/** The published figures of this model are PyTorch's, and its first epochs depend on how the weights begin. */
const asInPyTorch = { kernelInitializer: fanInUniform, biasInitializer: fanInUniform };

/** The two networks of an auto-encoder and what must be known of them. A preset makes one; so can you. */
export interface EncoderDecoder {
  /** `[batch, ...shape]` to latents: `[batch, latentSize]`, or twice as wide where each number has a mean and a log-variance. */
  readonly encoder: Network;
  /** `[batch, latentSize] -> [batch, ...shape]`: what the likelihood takes, such as logits. */
  readonly decoder: Network;
  /** The shape of one example, without the batch. */
  readonly shape: Shape;
  /** How many numbers a latent has. */
  readonly latentSize: number;
  /** The seed of the noise of every step and of every sample. */
  readonly seed: number;
}

/** What every preset asks for. */
export interface EncoderDecoderOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`, or `[2]` for points. */
  readonly shape: Shape;
  /** How many numbers a latent has. */
  readonly latentSize: number;
  /** Where all randomness comes from: initial weights, the noise of every step, samples. An integer of at least 0. */
  readonly seed: number;
}

/** Options of a multi-layer perceptron. */
export interface MlpOptions extends EncoderDecoderOptions {
  /** Units of the encoder's hidden layers; the decoder has them in reverse. Default `[400]`. */
  readonly hidden?: readonly number[];
}

/** Options of a convolutional pair. */
export interface ConvOptions extends EncoderDecoderOptions {
  /** Filters of each stage, from the picture inwards; a stage halves height and width. Default `stageFilters(shape, 32)`. */
  readonly filters?: readonly number[];
}

/** What `points` asks for. */
export interface PointsOptions {
  /** The shape of one example. Default `[2]`. */
  readonly shape?: Shape;
  /** How many numbers a latent has. Default 2. */
  readonly latentSize?: number;
  /** Where all randomness comes from. An integer of at least 0. */
  readonly seed: number;
}

const common = ['shape', 'latentSize', 'seed'] as const;

/**
 * The presets `mlp`, `conv` and `points` of an auto-encoder whose latents have so many numbers each in the encoder's output:
 * 1 for a plain latent, 2 for a mean and a log-variance.
 *
 * @param numbersPerCode an integer of at least 1
 * @throws TypeError, RangeError for another number
 * @example
 * encoderDecoders(2).mlp({ shape: [28, 28, 1], latentSize: 20, seed: 1 }).latentSize; // 20
 */
export function encoderDecoders(numbersPerCode: number) {
  assertInteger('encoderDecoders', 'numbersPerCode', numbersPerCode);
  const build = (caller: string, options: EncoderDecoderOptions, layers: (outputSize: number) => [Layer, Layer]) => {
    const { shape, latentSize, seed } = options;
    assertShape(caller, 'shape', shape);
    assertInteger(caller, 'latentSize', latentSize);
    assertInteger(caller, 'seed', seed, 0);
    assertBackend(caller);
    const [encoder, decoder] = layers(numbersPerCode * latentSize);
    const root = key(seed);
    return {
      encoder: sequential([encoder], { inputShape: shape, key: foldIn(root, 0) }),
      decoder: sequential([decoder], { inputShape: [latentSize], key: foldIn(root, 1) }),
      shape,
      latentSize,
      seed,
    };
  };
  return {
    mlp(options: MlpOptions): EncoderDecoder {
      const { hidden = [400] } = checkOptions('mlp', options, [...common, 'hidden']);
      assertShape('mlp', 'hidden', hidden);
      return build('mlp', options, (outputSize) => [
        perceptron(hidden, [outputSize], asInPyTorch),
        perceptron([...hidden].reverse(), options.shape, asInPyTorch),
      ]);
    },
    conv(options: ConvOptions): EncoderDecoder {
      const { filters } = checkOptions('conv', options, [...common, 'filters']);
      if (filters !== undefined) assertShape('conv', 'filters', filters);
      return build('conv', options, (outputSize) => {
        assertPicture('conv', 'shape', options.shape);
        return [convDown([outputSize], filters && { filters }), convUp(options.shape, filters && { filters })];
      });
    },
    points(options: PointsOptions): EncoderDecoder {
      const { shape = [2], latentSize = 2, seed } = checkOptions('points', options, common);
      return build('points', { shape, latentSize, seed }, (outputSize) => [
        perceptron([64, 64], [outputSize], { activation: silu }),
        perceptron([64, 64], shape, { activation: silu }),
      ]);
    },
  };
}
