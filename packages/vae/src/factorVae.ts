import { assertInteger, assertMethods, assertNotNegative, checkOptions } from '@latentkit/check';
import { nonSaturating } from '@latentkit/losses';
import {
  type AutoencoderArchitecture,
  adversary,
  autoencoderParts,
  type CriticScalars,
  criticScalars,
  type NetworkRecipe,
  type Regularizer,
  type StepContext,
  trainable,
} from '@latentkit/model';
import { adam, type Batch, type Network, perceptron, type Trainable } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { reshape, type Scalar } from '@tensorflow/tfjs-core';
import { gaussian } from './gaussian.ts';
import { permuteLatents } from './permuteLatents.ts';
import { type Vae, type VariantOptions, variantOptionNames } from './variant.ts';

/** The networks of a FactorVAE. */
export interface FactorVaeArchitecture extends AutoencoderArchitecture {
  /** `[batch, latentSize] -> [batch, 1]`: tells latents from those whose dimensions are permuted. Default two layers of 128. */
  readonly critic?: Network | NetworkRecipe;
}

/** The options of `factorVae`. */
export interface FactorVaeOptions extends VariantOptions {
  /** γ, the weight of the total correlation, at least 0. Default 10. */
  readonly gamma?: number | undefined;
}

/** What a step of `factorVae` logs. */
export type FactorVaeTerms = Readonly<Record<'loss' | 'reconstruction' | 'kl' | 'totalCorrelation' | 'critic', Scalar>>;

/** A FactorVAE. Every tensor it returns is the caller's to dispose. */
export interface FactorVae extends Omit<Vae<'kl' | 'totalCorrelation'>, 'step'>, Trainable<Batch, FactorVaeTerms> {
  checkData(): Promise<void>;
}

const recipe: NetworkRecipe = (outputShape) => perceptron([128, 128], outputShape);

// What a key is for, of the seed's and of a phase's: `autoencoderParts` and `adversary` have those before.
const CRITIC = 5;
const [REAL, FAKE, ORDER] = [5, 6, 7] as const;

/**
 * A FactorVAE: a critic tells latents from latents of which each dimension is that of another example, so its score is the
 * logarithm of the ratio of both densities, and the mean score the total correlation, which is added to the loss.
 *
 *   loss:    min over encoder, decoder of  −ELBO + γ E[C(z)],   z ~ q(z | x)
 *   critic:  min over C of  E softplus(−C(z)) + E softplus(C(permuted z))
 *
 * @param architecture such as `mlp()`, with a `critic` of its own if need be
 * @param options shape, latent size, seed, γ, likelihood, optimizer
 * @throws TypeError, RangeError as `vae`
 * @example
 * const model = factorVae(mlp(), { shape: [4], latentSize: 2, seed: 1 });
 * Object.keys(model.step(zeros([8, 4]))).length; // 5
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Kim & Mnih, "Disentangling by Factorising", 2018, https://arxiv.org/abs/1802.05983
 */
export function factorVae(architecture: FactorVaeArchitecture, options: FactorVaeOptions): FactorVae {
  const names = ['encoder', 'decoder', 'critic', 'likelihood'] as const;
  const { critic: part = recipe, ...pair } = checkOptions('factorVae', architecture, names, 'architecture');
  const checked = checkOptions('factorVae', options, [...variantOptionNames, 'gamma']);
  const { latentSize, gamma = 10, optimizer = adam(), ...others } = checked;
  assertInteger('factorVae', 'latentSize', latentSize);
  assertNotNegative('factorVae', 'gamma', gamma);
  assertMethods('factorVae', 'optimizer', optimizer, ['bind']);

  const totalCorrelation: Regularizer = {
    weight: gamma,
    term: ({ latents, training, key }) => reshape(networks.critic.apply(latents, { training, key }), [-1]),
  };
  const plan = { part, inputShape: [latentSize], outputShape: [1], unbounded: 'a loss takes scores', purpose: CRITIC };
  const inputs = {
    ...others,
    latentShape: [latentSize],
    bottleneck: gaussian(),
    regularizers: { totalCorrelation },
  };
  const { networks, terms, encode, spec } = autoencoderParts('factorVae', pair, inputs, { critic: plan });
  const { encoder, decoder, critic, bottleneck } = networks;
  const game = adversary(critic, { loss: nonSaturating() });
  const latents = (batch: Batch, { step, key }: StepContext, purpose: number) =>
    encode(batch, { step, key: foldIn(key, purpose) });

  function critical(batch: Batch, at: StepContext): () => CriticScalars {
    const real = { data: latents(batch, at, REAL) };
    const fake = { data: permuteLatents(latents(batch, at, FAKE), foldIn(at.key, ORDER)) };
    return () => criticScalars(game, real, fake, at);
  }
  return trainable({
    ...spec,
    phases: {
      loss: {
        trains: { encoder, decoder, bottleneck },
        optimizer,
        loss: (batch: Batch, at: StepContext) => () => terms(batch, at),
      },
      critic: { trains: { critic }, optimizer, loss: critical },
    },
  }) as unknown as FactorVae;
}
