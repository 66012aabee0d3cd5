import { assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { buildNetworks, type GeneratorMethods, type NetworkRecipe } from '@latentkit/model';
import { type Batch, type Context, chain, leakyRelu, type Network, perceptron, type Trainable } from '@latentkit/nn';
import { type Key, key as keyOf } from '@latentkit/random';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { checkGan, ganOptionNames } from '../checkGan.ts';
import type { GanArchitecture, GanOptions, GanTerms } from '../model.ts';
import { criticOfPairs } from './criticOfPairs.ts';

/** The networks of a BiGAN. */
export interface BiGanArchitecture extends GanArchitecture {
  /** `[batch, ...shape] -> [batch, featureSize]`: what the critic sees of an example before it sees the latents. */
  readonly critic: Network | NetworkRecipe;
  /** `[batch, ...shape] -> [batch, latentSize]`, or the parameters of `posterior`. Default the critic's recipe. */
  readonly encoder?: Network | NetworkRecipe | undefined;
}

/** The options of `biGan`. */
export interface BiGanOptions extends Omit<GanOptions, 'view' | 'averageDecay'> {
  /** How many features of an example the critic sees beside the latents, and units of the layer above. Default 128. */
  readonly featureSize?: number | undefined;
  /**
   * The distribution of an example's latents, whose parameters the encoder gives: `diagonalGaussianFamily` of
   * `@latentkit/distributions` for ALI. Default none: the encoder gives the latents.
   */
  readonly posterior?: Family | undefined;
}

/** A bidirectional GAN. Every tensor it returns is the caller's to dispose. */
export interface BiGan extends Trainable<Batch, GanTerms>, GeneratorMethods {
  /** Rejects with `UnsupportedDataError` where the data of the steps so far are beyond what the generator can give. */
  checkData(): Promise<void>;
  /** The latents of examples, `[batch, latentSize]`, without randomness: with `posterior` the means. */
  encode(data: Tensor, context?: Context): Tensor;
  /** What the generator gives for the latents of examples: `[batch, ...shape]`. */
  reconstruct(data: Tensor, context?: Context): Tensor;
  /** The critic's score of examples with their latents, `[batch, 1]`; by default with those that the encoder gives. */
  score(data: Tensor, latents?: Tensor, context?: Context): Tensor;
  /** The terms on a batch, without training and changing nothing. */
  evaluate(
    batch: Batch,
    options?: { readonly key?: Key },
  ): { readonly critic: Scalar; readonly generator: Scalar; readonly penalty?: Scalar };
}

const slope = leakyRelu(0.2);

const optionNames = [
  ...ganOptionNames.filter((name) => name !== 'view' && name !== 'averageDecay'),
  'featureSize',
  'posterior',
] as const;

/** @throws TypeError, RangeError unless architecture and options are as documented */
export function checkBiGan(architecture: BiGanArchitecture, options: BiGanOptions) {
  const partNames = ['generator', 'critic', 'encoder'] as const;
  const { encoder, ...game } = checkOptions('biGan', architecture, partNames, 'architecture');
  const { featureSize = 128, posterior, ...others } = checkOptions('biGan', options, optionNames);
  const checked = checkGan('biGan', game, others);
  if (encoder !== undefined && typeof encoder !== 'function') {
    assertMethods('biGan', 'architecture.encoder', encoder, ['apply']);
  }
  if (encoder === undefined && typeof game.critic !== 'function') {
    throw new TypeError(
      'biGan: architecture has no encoder but one was expected, since its critic is a network: a recipe would do for both.',
    );
  }
  assertInteger('biGan', 'featureSize', featureSize);
  if (posterior !== undefined) assertMethods('biGan', 'posterior', posterior, ['parameterShape', 'of']);
  return { ...checked, featureSize, posterior };
}

/** The generator, the encoder and the critic of pairs. */
export function biGanNetworks(
  { generator, critic, encoder = critic }: BiGanArchitecture,
  { shape, latentSize, seed, featureSize, posterior }: ReturnType<typeof checkBiGan>,
): Record<'generator' | 'encoder' | 'critic', Network> {
  const latentShape = [latentSize];
  const networks = buildNetworks(
    'biGan',
    {
      generator: { part: generator, inputShape: latentShape, outputShape: shape },
      encoder: {
        part: encoder,
        inputShape: shape,
        outputShape: posterior?.parameterShape(latentShape) ?? latentShape,
        unbounded: 'latents are drawn from N(0, I)',
        // 2 is that of the steps.
        purpose: 5,
      },
      critic: {
        part: typeof critic === 'function' ? (size) => chain([critic(size), slope]) : critic,
        inputShape: shape,
        outputShape: [featureSize],
        purpose: 1,
      },
      pair: {
        part: (score) => perceptron([featureSize], score, { activation: slope }),
        inputShape: [featureSize + latentSize],
        outputShape: [1],
        purpose: 6,
      },
    },
    keyOf(seed),
  );
  return {
    generator: networks.generator,
    encoder: networks.encoder,
    critic: criticOfPairs(networks.critic, networks.pair, shape, latentSize),
  };
}
