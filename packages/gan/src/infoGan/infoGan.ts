import { crossEntropyFromLogits } from '@latentkit/backend';
import {
  adversary,
  assertBatch,
  buildNetworks,
  type Example,
  exampleOf,
  type StepContext,
  trainable,
} from '@latentkit/model';
import type { Batch } from '@latentkit/nn';
import { categorical, foldIn, type Key, key as keyOf, normal } from '@latentkit/random';
import { add, mean, oneHot, type Scalar, type Tensor, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import {
  checkInfoGan,
  type InfoGan,
  type InfoGanArchitecture,
  type InfoGanOptions,
  methodsOf,
} from './infoGanParts.ts';

// What the keys derived from a phase's key are for; `adversary` has those up to 4.
const [REAL, FAKE, MADE] = [5, 6, 7] as const;

/**
 * An InfoGAN: a GAN whose generator is also given a code, which must be recovered from what it generates. So the code comes
 * to stand for what varies most in the data, without labels.
 *
 *   critic:     min over C, F of  loss.critic(C(F(x)), C(F(G(z, c))))
 *   generator:  min over G, Q of  loss.generator(C(F(G(z, c)))) − E[ln Q(c | F(G(z, c)))],   c uniform
 *
 * @param architecture such as `mlpInfoGan({ codeCount: 10 })`
 * @param options shape, latent size, code count, feature size, seed, adversarial loss, optimizer
 * @throws TypeError, RangeError as `gan`; by `sample` and `decode`, unless the context has a `code` for each example
 * @example
 * const options = { shape: [28, 28, 1], latentSize: 62, codeCount: 10, seed: 1 };
 * const model = infoGan(mlpInfoGan({ codeCount: 10 }), options);
 * model.sample(2, key(1), { code: tensor1d([3, 7], 'int32') }).shape; // [2, 28, 28, 1]
 *
 * Chen et al., "InfoGAN", 2016, https://arxiv.org/abs/1606.03657
 */
export function infoGan(architecture: InfoGanArchitecture, options: InfoGanOptions): InfoGan {
  const { shape, latentSize, codeCount, seed, loss, optimizer, plans } = checkInfoGan(architecture, options);
  const networks = buildNetworks('infoGan', plans, keyOf(seed));
  const { generator, features, critic, guess } = networks;
  const game = adversary(critic, { loss });
  const featuresOf = (data: Tensor, key: Key): Example => ({ data: features.apply(data, { training: true, key }) });
  const generate = (count: number, key: Key) => {
    const code = categorical(foldIn(key, 0), zeros([count, codeCount]));
    const noise = normal(foldIn(key, 1), [count, latentSize]);
    return { code, data: generator.apply(noise, { training: true, key: foldIn(key, 2), context: { code } }) };
  };
  const critical = (batch: Batch, at: StepContext) => {
    const real = exampleOf(batch).data;
    const { data } = generate(real.shape[0]!, foldIn(at.key, MADE));
    return () => {
      const examples = [featuresOf(real, foldIn(at.key, REAL)), featuresOf(data, foldIn(at.key, FAKE))] as const;
      return { loss: game.criticTerms(...examples, at).loss };
    };
  };
  const generative = (batch: Batch, at: StepContext) => () => {
    const real = exampleOf(batch).data;
    const { data, code } = generate(real.shape[0]!, foldIn(at.key, MADE));
    const fake = featuresOf(data, foldIn(at.key, FAKE));
    const played = game.generatorLoss(fake, () => featuresOf(real, foldIn(at.key, REAL)), at);
    const guessed = guess.apply(fake.data) as Tensor2D;
    const information = mean<Scalar>(crossEntropyFromLogits(guessed, oneHot(code, codeCount) as Tensor2D));
    return { loss: add<Scalar>(played, information), generator: played, information };
  };
  return trainable({
    kind: 'infoGan',
    seed,
    parts: networks,
    check: (batch) => assertBatch('infoGan.step', 'batch', batch, { shape, networks: { features } }),
    phases: {
      critic: { trains: { features, critic }, optimizer, loss: critical },
      generator: { trains: { generator, guess }, optimizer, loss: generative },
    },
    methods: () => methodsOf(networks, shape, latentSize),
  });
}
