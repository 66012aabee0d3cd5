import { assertInteger, assertMethods, assertNotNegative, checkOptions } from '@latentkit/check';
import { bernoulliLikelihood, type Distribution } from '@latentkit/distributions';
import { type AdversarialLoss, nonSaturating } from '@latentkit/losses';
import {
  type AutoencoderArchitecture,
  adversary,
  autoencoderParts,
  criticScalars,
  type Example,
  exampleOf,
  type NetworkRecipe,
  type StepContext,
  trainable,
} from '@latentkit/model';
import { adam, type Batch, chain, dense, flatten, type Network, perceptron, relu, type Trainable } from '@latentkit/nn';
import { foldIn, type Key } from '@latentkit/random';
import { add, concat, mean, mul, neg, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { gaussian } from './gaussian.ts';
import { likelihoodOfFeatures } from './likelihoodOfFeatures.ts';
import { type Vae, type VariantOptions, variantOptionNames } from './variant.ts';

/** The networks of a VAE-GAN. */
export interface VaeGanArchitecture extends AutoencoderArchitecture {
  /** `[batch, ...shape] -> [batch, featureSize]`: what the critic sees of an example. Default one layer of 256 before it. */
  readonly features?: Network | NetworkRecipe;
}

/** The options of `vaeGan`. */
export interface VaeGanOptions extends VariantOptions {
  /** How many features the critic has. Default 128. */
  readonly featureSize?: number | undefined;
  /** What the decoder's reconstruction counts against the critic, at least 0: the paper's γ. Default 1. */
  readonly reconstructionWeight?: number | undefined;
  /** The game between decoder and critic. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss | undefined;
}

/** What a step of `vaeGan` logs, by phase: encoder, decoder, critic. */
export type VaeGanTerms = Readonly<Record<'loss' | 'reconstruction' | 'kl' | 'generator' | 'critic', Scalar>>;

/** A VAE-GAN. Every tensor it returns is the caller's to dispose. */
export interface VaeGan extends Omit<Vae, 'step'>, Trainable<Batch, VaeGanTerms> {
  checkData(): Promise<void>;
}

const recipe: NetworkRecipe = (outputShape) => chain([flatten, perceptron([256], outputShape), relu]);

// What a key is for, of the seed's and of a phase's: `autoencoderParts` and `adversary` have those before.
const [FEATURES, CRITIC] = [5, 6] as const;
const [REAL, FAKE, DECODED] = [5, 6, 7] as const;

/**
 * A VAE-GAN: reconstructions are compared by the features of a critic, which is trained to tell examples from what the decoder
 * gives. So they need not agree pixel by pixel, and blur does not pay.
 *
 *   loss:       min over the encoder of   ½ E‖F(x) − F(x̂)‖² + KL(q(z | x) ‖ N(0, I)),   x̂ = decoder(z), z ~ q(z | x)
 *   generator:  min over the decoder of   γ ½ E‖F(x) − F(x̂)‖² + loss.generator(C(F(fake)))
 *   critic:     min over C and F of       loss.critic(C(F(x)), C(F(fake)))
 *
 * The fakes are the reconstructions of the batch and as many samples. The distance is −ln N(F(x); F(x̂), I) up to a constant;
 * as it is none of the data, the loss is no bound on the evidence.
 *
 * @param architecture such as `mlp()`, with `features` of its own if need be
 * @param options shape, latent size, seed, feature size, weight, adversarial loss, likelihood (whose mean is what the decoder
 *   gives), optimizer
 * @throws TypeError, RangeError as `vae`
 * @example
 * const model = vaeGan(mlp(), { shape: [4], latentSize: 2, seed: 1 });
 * Object.keys(model.step(zeros([8, 4]))).length; // 5
 * model.sample(3, key(1)).shape; // [3, 4]
 *
 * Larsen et al., "Autoencoding beyond pixels using a learned similarity metric", 2016, https://arxiv.org/abs/1512.09300
 */
export function vaeGan(architecture: VaeGanArchitecture, options: VaeGanOptions): VaeGan {
  const partNames = ['encoder', 'decoder', 'features', 'likelihood'] as const;
  const { features: part = recipe, ...pair } = checkOptions('vaeGan', architecture, partNames, 'architecture');
  const { latentSize, featureSize, reconstructionWeight, loss, optimizer, ...others } = checkVaeGan(options);
  const likelihood = likelihoodOfFeatures(
    others.likelihood ?? pair.likelihood ?? bernoulliLikelihood,
    () => networks.features,
  );
  const inputs = { ...others, likelihood, latentShape: [latentSize], bottleneck: gaussian() };
  const [inputShape, outputShape] = [others.shape, [featureSize]];
  const { networks, terms, encode, spec } = autoencoderParts('vaeGan', pair, inputs, {
    features: { part, inputShape, outputShape, purpose: FEATURES },
    critic: { part: () => dense(1), inputShape: outputShape, outputShape: [1], purpose: CRITIC },
  });
  const { encoder, decoder, features, critic, bottleneck } = networks;
  const game = adversary(critic, { loss });
  const featuresOf = (data: Tensor, key: Key): Example => ({ data: features.apply(data, { training: true, key }) });

  /** Latents of the batch, and as many of the prior. */
  function latentsOf(batch: Batch, { step, key }: StepContext): Tensor[] {
    const { data, context } = exampleOf(batch);
    const own = foldIn(key, DECODED);
    const drawn = bottleneck.sample!(data.shape[0]!, foldIn(own, 0), context);
    return [encode(batch, { step, key: foldIn(own, 1) }), drawn];
  }
  /** What the decoder says of both: distributions of reconstructions, and of samples. */
  function decoded(latents: readonly Tensor[], batch: Batch, { key }: StepContext) {
    const { context } = exampleOf(batch);
    const own = foldIn(key, DECODED);
    return latents.map((latents, i) => {
      const given = { training: true, key: foldIn(own, 2 + i), ...(context && { context }) };
      return likelihood.of(decoder.apply(latents, given));
    });
  }
  const fakesOf = (distributions: readonly Distribution[]) => concat(distributions.map((each) => each.mean()));
  /** As many as there are fakes. */
  function realFeatures(batch: Batch, { key }: StepContext): Example {
    const { data } = featuresOf(exampleOf(batch).data, foldIn(key, REAL));
    return { data: concat([data, data]) };
  }

  return trainable({
    ...spec,
    phases: {
      loss: {
        trains: { encoder, bottleneck },
        optimizer,
        loss: (batch: Batch, at: StepContext) => () => {
          const { loss, reconstruction, kl } = terms(batch, at);
          return { loss, reconstruction, kl: kl as Scalar };
        },
      },
      generator: {
        trains: { decoder },
        optimizer,
        loss(batch: Batch, at: StepContext) {
          const latents = latentsOf(batch, at);
          return () => {
            const all = decoded(latents, batch, at);
            const fake = featuresOf(fakesOf(all), foldIn(at.key, FAKE));
            const generator = game.generatorLoss(fake, () => realFeatures(batch, at), at);
            const reconstruction = neg(mean(all[0]!.logProb(exampleOf(batch).data)));
            return { loss: add<Scalar>(generator, mul(reconstruction, reconstructionWeight)), generator };
          };
        },
      },
      critic: {
        trains: { features, critic },
        optimizer,
        loss(batch: Batch, at: StepContext) {
          const fake = fakesOf(decoded(latentsOf(batch, at), batch, at));
          return () => criticScalars(game, realFeatures(batch, at), featuresOf(fake, foldIn(at.key, FAKE)), at);
        },
      },
    },
  }) as unknown as VaeGan;
}

function checkVaeGan(options: VaeGanOptions) {
  const names = [...variantOptionNames, 'featureSize', 'reconstructionWeight', 'loss'] as const;
  const checked = checkOptions('vaeGan', options, names);
  const { featureSize = 128, reconstructionWeight = 1, loss = nonSaturating(), optimizer = adam() } = checked;
  assertInteger('vaeGan', 'latentSize', checked.latentSize);
  assertInteger('vaeGan', 'featureSize', featureSize);
  assertNotNegative('vaeGan', 'reconstructionWeight', reconstructionWeight);
  assertMethods('vaeGan', 'loss', loss, ['critic', 'generator']);
  assertMethods('vaeGan', 'optimizer', optimizer, ['bind']);
  return { ...checked, featureSize, reconstructionWeight, loss, optimizer };
}
