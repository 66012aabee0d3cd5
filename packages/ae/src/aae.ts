import { assertInteger, assertMethods, checkOptions } from '@latentkit/check';
import type { Family } from '@latentkit/distributions';
import { type AdversarialLoss, nonSaturating } from '@latentkit/losses';
import {
  type Autoencoder,
  type AutoencoderArchitecture,
  adversarialPhases,
  adversary,
  autoencoderParts,
  exampleOf,
  type NetworkRecipe,
  type PriorRecipe,
  type StepContext,
  standardNormalPrior,
  trainable,
} from '@latentkit/model';
import { adam, type Batch, type Network, type Optimizer, perceptron, type Shape, type Trainable } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import type { Scalar } from '@tensorflow/tfjs-core';
import { priorMatched } from './bottlenecks/priorMatched.ts';

/** The networks of an adversarial auto-encoder. */
export interface AaeArchitecture extends AutoencoderArchitecture {
  /** `[batch, latentSize] -> [batch, 1]`: tells latents of the prior from those of examples. Default two layers of 128. */
  readonly critic?: Network | NetworkRecipe;
}

/** The options of `aae`. */
export interface AaeOptions {
  /** The shape of one example, without the batch: `[28, 28, 1]`. */
  readonly shape: Shape;
  /** How many latents an example has. */
  readonly latentSize: number;
  /** Where all randomness comes from. An integer of at least 0. */
  readonly seed: number;
  /** What latents are to be distributed like. Default the standard Gaussian. */
  readonly prior?: PriorRecipe | undefined;
  /** The game between encoder and critic. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss | undefined;
  /** How the decoder's output explains an example. Default the architecture's, or `bernoulliLikelihood`, for data in [0, 1]. */
  readonly likelihood?: Family | undefined;
  /** What each phase does with its gradient. Default `adam()`. */
  readonly optimizer?: Optimizer | undefined;
}

/** What the phases minimise, in their order: the reconstruction, the critic's loss, that of the encoder as its generator. */
export type AaeTerms = Readonly<Record<'loss' | 'reconstruction' | 'critic' | 'generator', Scalar>>;

/** An adversarial auto-encoder. Every tensor it returns is the caller's to dispose. */
export interface Aae extends Omit<Autoencoder, 'step' | 'posterior'>, Trainable<Batch, AaeTerms> {
  checkData(): Promise<void>;
}

const optionNames = ['shape', 'latentSize', 'seed', 'prior', 'loss', 'likelihood', 'optimizer'] as const;

const partNames = ['encoder', 'decoder', 'critic', 'likelihood'] as const;
const recipe: NetworkRecipe = (outputShape) => perceptron([128, 128], outputShape);
const standard: PriorRecipe = ({ latentShape }) => standardNormalPrior(latentShape);

// What a key is for, of the seed's and of a phase's: `autoencoderParts` and `adversary` have those before.
const CRITIC = 5;
const DRAWN = 5;

/**
 * An adversarial auto-encoder: a critic tells latents of examples from latents of a prior, and the encoder is trained
 * against it, so that the decoder can be sampled from the prior.
 *
 *   loss:       min over encoder, decoder of  −ln p(x | encoder(x))
 *   critic:     min over C of  loss.critic(C(z), C(encoder(x))),   z ~ prior
 *   generator:  min over the encoder of  loss.generator(C(encoder(x)), C(z))
 *
 * @param architecture such as `mlp()`, with a `critic` of its own if need be
 * @param options shape, latent size, seed, prior, adversarial loss, likelihood, optimizer
 * @throws TypeError, RangeError as `ae`
 * @example
 * const model = aae(mlp(), { shape: [28, 28, 1], latentSize: 8, seed: 1 });
 * Object.keys(model.step(zeros([8, 28, 28, 1]))).length; // 4
 * model.sample(16, key(1)).shape; // [16, 28, 28, 1]
 *
 * Makhzani et al., "Adversarial Autoencoders", 2016, https://arxiv.org/abs/1511.05644
 */
export function aae(architecture: AaeArchitecture, options: AaeOptions): Aae {
  const { critic: part = recipe, ...pair } = checkOptions('aae', architecture, partNames, 'architecture');
  const { latentSize, prior = standard, loss = nonSaturating(), optimizer = adam(), ...others } = checkAae(options);
  const inputs = { ...others, latentShape: [latentSize], bottleneck: priorMatched(prior) };
  const plan = { part, inputShape: [latentSize], outputShape: [1], unbounded: 'a loss takes scores', purpose: CRITIC };
  const { networks, terms, encode, spec } = autoencoderParts('aae', pair, inputs, { critic: plan });
  const { encoder, decoder, critic, bottleneck } = networks;
  return trainable({
    ...spec,
    phases: {
      loss: {
        trains: { encoder, decoder },
        optimizer,
        loss: (batch: Batch, at: StepContext) => () => terms(batch, at),
      },
      ...adversarialPhases(critic, adversary(critic, { loss }), {
        generator: { encoder },
        generatorOptimizer: optimizer,
        criticOptimizer: optimizer,
        real: (batch, { key }) => ({ data: bottleneck.sample!(sizeOfBatch(batch), foldIn(key, DRAWN)) }),
        fake: (batch, at) => ({ data: encode(batch, at) }),
      }),
    },
  }) as unknown as Aae;
}

const sizeOfBatch = (batch: Batch): number => exampleOf(batch).data.shape[0]!;

function checkAae(options: AaeOptions): AaeOptions {
  const checked = checkOptions('aae', options, optionNames);
  assertInteger('aae', 'latentSize', checked.latentSize);
  if (checked.loss !== undefined) assertMethods('aae', 'loss', checked.loss, ['critic', 'generator']);
  if (checked.optimizer !== undefined) assertMethods('aae', 'optimizer', checked.optimizer, ['bind']);
  return checked;
}
