import { assertBatchOf, assertInteger } from '@latentkit/check';
import { type AdversarialLoss, nonSaturating, type Penalty } from '@latentkit/losses';
import { adam, decodeBetween, descend, modelState, type Optimizer, type Trainable } from '@latentkit/nn';
import { foldIn, type Key, key, normal } from '@latentkit/random';
import { add, type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { GanNetworks } from './networks.ts';

/** The scalars of every step: what the critic and the generator minimise, the critic's penalty apart. */
export type GanTerm = 'critic' | 'generator';

/** How a GAN is trained. */
export interface GanOptions {
  /** The game the two networks play. Default `nonSaturating()`. */
  readonly loss?: AdversarialLoss;
  /** What is added to the critic's loss, such as `gradientPenalty()`; logged as `penalty`. Default none. */
  readonly penalty?: Penalty;
  /** How many steps the critic takes for one of the generator. Default 1. */
  readonly criticSteps?: number;
  /** What the generator does with its gradient. Default `adam({ learningRate: 2e-4, beta1: 0.5 })`. */
  readonly generatorOptimizer?: Optimizer;
  /** What the critic does with its gradient. Default the same. */
  readonly criticOptimizer?: Optimizer;
}

/** A generative adversarial network. Every tensor it returns is the caller's to dispose. */
export interface Gan extends Trainable<Tensor, GanTerm> {
  /** Noise `[batch, latentSize]` to what the generator makes of it, `[batch, ...shape]`. */
  decode(codes: Tensor): Tensor;
  /** Decodes `count` draws of N(0, I): `[count, ...shape]`. Another `key` draws others. */
  sample(count: number, options?: { readonly key?: Key }): Tensor;
  /** Decodes the line from each code of `from` to that of `to`, both `[batch, latentSize]`: `[batch, steps, ...shape]`. */
  interpolate(from: Tensor, to: Tensor, steps: number): Tensor;
  /** The critic's opinion, `[batch, 1]`: higher where it takes an example for real. */
  judge(data: Tensor): Tensor;
}

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights.
const STEP = 2;
const SAMPLE = 3;

/**
 * A generative adversarial network: a generator makes examples of noise, a critic tells them from real ones, each trained
 * against the other, each with an optimiser of its own.
 *
 *   critic:     min over C of  loss.critic(C(x), C(G(z))) + penalty
 *   generator:  min over G of  loss.generator(C(G(z)), C(x)),    z ~ N(0, I)
 *
 * A step is one step of the critic on the batch and, every `criticSteps` steps, one of the generator with fresh noise. Where
 * the generator sits out, its loss is measured all the same. The noise is a function of the seed and of the step's number.
 *
 * @param networks a preset such as `dcgan({ shape, latentSize, seed })`, or networks of your own
 * @throws RangeError where `criticSteps` is not an integer of at least 1; by its methods, where a shape is not the model's
 * @example
 * const model = gan(points({ seed: 1 }), { loss: wasserstein(), penalty: gradientPenalty(), criticSteps: 5 });
 * model.step(zeros([8, 2]));
 * model.sample(16).shape; // [16, 2]
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function gan(networks: GanNetworks, options: GanOptions = {}): Gan {
  const { generator, critic, shape, latentSize, seed } = networks;
  const { loss = nonSaturating(), penalty, criticSteps = 1 } = options;
  const { generatorOptimizer = defaultOptimizer(), criticOptimizer = defaultOptimizer() } = options;
  assertInteger('gan', 'criticSteps', criticSteps);
  const root = key(seed);
  const boundGenerator = generatorOptimizer.bind(generator.variables);
  const boundCritic = criticOptimizer.bind(critic.variables);
  const { counters, ...lifetime } = modelState(
    'gan',
    { generator, critic, generatorOptimizer: boundGenerator, criticOptimizer: boundCritic },
    { step: 0 },
  );

  function make(count: number, noiseKey: Key): Tensor {
    const noise = normal(foldIn(noiseKey, 0), [count, latentSize]);
    return generator.apply(noise, { training: true, key: foldIn(noiseKey, 1) });
  }

  function judgeWith(data: Tensor, dropoutKey: Key): Tensor {
    return critic.apply(data, { training: true, key: dropoutKey });
  }

  function criticTerms(real: Tensor, stepKey: Key): () => Record<'loss' | 'critic', Scalar> {
    const fake = make(real.shape[0]!, foldIn(stepKey, 0));
    return () => {
      const adversarial = loss.critic(judgeWith(real, foldIn(stepKey, 1)), judgeWith(fake, foldIn(stepKey, 2)));
      if (!penalty) return { loss: adversarial, critic: adversarial };
      const judge = (data: Tensor) => judgeWith(data, foldIn(stepKey, 3));
      const penalized = penalty(judge, real, fake, foldIn(stepKey, 4));
      return { loss: add(adversarial, penalized), critic: adversarial, penalty: penalized };
    };
  }

  function generatorTerms(real: Tensor, stepKey: Key): Record<'loss', Scalar> {
    const fake = make(real.shape[0]!, foldIn(stepKey, 5));
    return { loss: loss.generator(judgeWith(fake, foldIn(stepKey, 6)), () => judgeWith(real, foldIn(stepKey, 7))) };
  }

  function decode(codes: Tensor): Tensor {
    assertBatchOf('gan.decode', 'codes', codes, [latentSize]);
    return tidy(() => generator.apply(codes));
  }

  return {
    ...lifetime,
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('gan.step', 'batch', batch, shape);
      const stepKey = foldIn(foldIn(root, STEP), counters.step);
      const scalars = tidy(() => {
        const { loss: _, ...critical } = descend(boundCritic, criticTerms(batch, stepKey));
        const generative = () => generatorTerms(batch, stepKey);
        const moves = (counters.step + 1) % criticSteps === 0;
        return { ...critical, generator: (moves ? descend(boundGenerator, generative) : generative()).loss };
      });
      counters.step++;
      return scalars;
    },
    decode,
    sample(count, { key: sampleKey = foldIn(root, SAMPLE) } = {}) {
      assertInteger('gan.sample', 'count', count);
      return tidy(() => decode(normal(sampleKey, [count, latentSize])));
    },
    interpolate(from, to, steps) {
      assertBatchOf('gan.interpolate', 'from', from, [latentSize]);
      assertBatchOf('gan.interpolate', 'to', to, [latentSize]);
      return decodeBetween(decode, from as Tensor2D, to as Tensor2D, steps);
    },
    judge(data) {
      assertBatchOf('gan.judge', 'data', data, shape);
      return tidy(() => critic.apply(data));
    },
  };
}

function defaultOptimizer(): Optimizer {
  return adam({ learningRate: 2e-4, beta1: 0.5 });
}
