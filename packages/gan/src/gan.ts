import { assertBackend, assertBatchOf, assertInteger, assertKey, assertSameShape } from '@latentkit/check';
import { dataWatch, decodeBetween, minimize, modelState, outputRangeOf } from '@latentkit/nn';
import { foldIn, type Key, key, normal } from '@latentkit/random';
import { add, type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { assertArguments, withDefaults } from './ganArguments.ts';
import type { Gan, GanOptions } from './model.ts';
import { assertGanNetworks, type GanNetworks } from './networks.ts';

const anyNumber = { minimum: Number.NEGATIVE_INFINITY, maximum: Number.POSITIVE_INFINITY };

// What the keys derived from the seed are for; 0 and 1 are the networks' initial weights.
const STEP = 2;

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
 * @param networks a preset such as `dcgan({ shape, latentSize, seed })`, or networks of your own. The critic gives a score,
 *   any number, so it does not end in a sigmoid
 * @throws TypeError, RangeError before anything is made: for an option that there is not, for `criticSteps` that is not an
 *   integer of at least 1, and networks whose sizes do not fit, that share variables, or a critic that ends in a sigmoid;
 *   by its methods, for a shape that is not the model's; Error once it has been disposed
 * @example
 * const model = gan(points({ seed: 1 }), { loss: wasserstein(), penalty: gradientPenalty(), criticSteps: 5 });
 * model.step(zeros([8, 2]));
 * model.sample(16, key(1)).shape; // [16, 2]
 *
 * Goodfellow et al., "Generative Adversarial Networks", 2014, https://arxiv.org/abs/1406.2661
 */
export function gan(networks: GanNetworks, options: GanOptions = {}): Gan {
  assertArguments('gan', networks, options);
  const { generator, critic, shape, latentSize, seed } = networks;
  const { loss, penalty, criticSteps, generatorOptimizer, criticOptimizer } = withDefaults(options);
  assertBackend('gan');
  assertGanNetworks(networks);
  const root = key(seed);
  const boundGenerator = generatorOptimizer.bind(generator.variables);
  const boundCritic = criticOptimizer.bind(critic.variables);
  const watch = dataWatch({
    caller: 'gan.step',
    support: outputRangeOf(generator) ?? anyNumber,
    taker: 'the generator',
    remedy: 'scale the data, or use a generator without that activation, such as that of points',
  });
  const parts = { generator, critic, generatorOptimizer: boundGenerator, criticOptimizer: boundCritic };
  const { counters, complete } = modelState('gan', parts, { step: 0 }, { onDispose: watch.dispose });

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

  return complete<Gan>({
    get stepCount() {
      return counters.step;
    },
    step(batch) {
      assertBatchOf('gan.step', 'batch', batch, shape);
      const stepKey = foldIn(foldIn(root, STEP), counters.step);
      const scalars = tidy(() => {
        const { loss: _, ...critical } = minimize(boundCritic, criticTerms(batch, stepKey));
        const generative = () => generatorTerms(batch, stepKey);
        const moves = (counters.step + 1) % criticSteps === 0;
        return { ...critical, generator: (moves ? minimize(boundGenerator, generative) : generative()).loss };
      });
      watch.see(batch);
      counters.step++;
      return scalars;
    },
    checkData: watch.check,
    decode(codes) {
      assertBatchOf('gan.decode', 'codes', codes, [latentSize]);
      return tidy(() => generator.apply(codes));
    },
    sample(count, sampleKey) {
      assertInteger('gan.sample', 'count', count);
      assertKey('gan.sample', sampleKey);
      return tidy(() => generator.apply(normal(sampleKey, [count, latentSize])));
    },
    interpolate(from, to, steps) {
      assertBatchOf('gan.interpolate', 'from', from, [latentSize]);
      assertSameShape('gan.interpolate', { from, to });
      assertInteger('gan.interpolate', 'steps', steps, 2);
      return decodeBetween((codes) => generator.apply(codes), from as Tensor2D, to as Tensor2D, steps);
    },
    judge(data) {
      assertBatchOf('gan.judge', 'data', data, shape);
      return tidy(() => critic.apply(data));
    },
  });
}
