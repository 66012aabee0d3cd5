import { assertBatchOf, assertInteger, assertMethods, assertNotNegative, checkOptions, show } from '@latentkit/check';
import { assertContext } from '@latentkit/model';
import type { Batch, Context, Trainable } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { addN, mean, neg, type Scalar, slice, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { buildGan, type GanHead } from '../buildGan.ts';
import { checkGan, ganOptionNames } from '../checkGan.ts';
import type { Gan, GanArchitecture, GanOptions, GanTerms } from '../model.ts';
import type { CodePart } from './codeParts.ts';

/** The parts of a code by name: the names by which the generator is given them. */
export type Code = Readonly<Record<string, CodePart>>;

/** The options of `infoGan`. */
export interface InfoGanOptions<C extends Code = Code> extends GanOptions {
  /** What the generator is given besides noise, by name, such as `{ digit: categoricalCode(10), slant: uniformCode() }`. */
  readonly code: C;
  /** λ, what the information counts against the adversarial loss. Default 1. */
  readonly informationWeight?: number | undefined;
}

/** What the phases minimise: besides the terms of a GAN, how badly the code is guessed of what was generated for it. */
export type InfoGanTerms = GanTerms & {
  /** E[−ln Q(code | generated)], in nats, which the critic minimises. */
  readonly guess: Scalar;
  /** The same, which the generator minimises; absent from the steps in which it is not trained. */
  readonly information?: Scalar;
};

/** What the critic guesses, by part of the code: probabilities `[batch, classes]`, or means `[batch, size]`. */
export type Guess<C extends Code> = { readonly [K in keyof C]: Tensor2D };

/** An InfoGAN. Every tensor it returns is the caller's to dispose. */
export interface InfoGan<C extends Code = Code> extends Omit<Gan, 'step' | 'evaluate'>, Trainable<Batch, InfoGanTerms> {
  checkData(): Promise<void>;
  /** The code that examples look to be generated for, by the parts of the code. */
  guess(data: Tensor, context?: Context): Guess<C>;
  /** The terms on a batch, without training and changing nothing. */
  evaluate(...args: Parameters<Gan['evaluate']>): Required<Omit<InfoGanTerms, 'penalty'>> & Pick<GanTerms, 'penalty'>;
}

/**
 * An InfoGAN: a GAN whose generator is also given a code, which the critic must be able to guess of what is generated. So
 * the code comes to stand for what varies most in the data, without labels.
 *
 *   critic:     min over C, Q of  loss.critic(C(x), C(G(z, c))) + penalty − λ E[ln Q(c | G(z, c))]
 *   generator:  min over G of     loss.generator(C(G(z, c)), C(x)) − λ E[ln Q(c | G(z, c))],   z ~ N(0, I), c ~ its parts
 *
 * C and Q are outputs of one critic, of which only the last layer is their own. H(c) + E[ln Q(c | G(z, c))] is a bound below
 * the information that an example holds of its code, which is raised so.
 *
 * @param architecture as of `gan`. A generator that is a recipe is given the code beside its noise; one that is a network
 *   reads each part from its context. The critic gives a score and the guesses, `[batch, 1 + guesses]`: any recipe of `gan`
 *   but a conditional one
 * @param options those of `gan`, the code, and λ
 * @returns the model. `sample` draws what its context lacks of the code; `decode` must be given all of it
 * @throws TypeError, RangeError as `gan`; for a generator that does not read the code, and a critic that does
 * @example
 * const code = { digit: categoricalCode(10), slant: uniformCode() };
 * const model = infoGan(mlpGan(), { shape: [28, 28, 1], latentSize: 62, code, seed: 1 });
 * model.sample(2, key(1), { digit: tensor1d([3, 7], 'int32') }).shape; // [2, 28, 28, 1]
 * model.guess(zeros([5, 28, 28, 1])).digit.shape; // [5, 10]
 *
 * Chen et al., "InfoGAN", 2016, https://arxiv.org/abs/1606.03657
 */
export function infoGan<const C extends Code>(architecture: GanArchitecture, options: InfoGanOptions<C>): InfoGan<C> {
  const names = [...ganOptionNames, 'code', 'informationWeight'] as const;
  const { code, informationWeight = 1, ...others } = checkOptions('infoGan', options, names);
  const checked = checkGan('infoGan', architecture, others);
  assertCode(code);
  assertNotNegative('infoGan', 'informationWeight', informationWeight);
  const head = codeHead(code, informationWeight, checked.shape);
  return buildGan('infoGan', architecture, checked, head) as unknown as InfoGan<C>;
}

/** The guess of a code, part after part. */
function codeHead<C extends Code>(code: C, weight: number, shape: readonly number[]) {
  const parts = Object.entries<CodePart>(code);
  const sizes = parts.map(([, { guessSize }]) => guessSize);
  // Not split, whose gradient in TensorFlow.js throws where there is but one part.
  const begins = sizes.map((_, i) => sizes.slice(0, i).reduce((total, size) => total + size, 0));
  const guesses = (outputs: Tensor2D) => sizes.map((size, i) => slice(outputs, [0, begins[i]!], [-1, size]));
  return {
    head: {
      conditions: Object.fromEntries(parts.map(([name, { size }]) => [name, size])),
      size: sizes.reduce((total, size) => total + size, 0),
      weight,
      terms: { critic: 'guess', generator: 'information' },
      learnsFrom: 'fake',
      draw: (count, key) =>
        Object.fromEntries(parts.map(([name, part], i) => [name, part.sample(count, foldIn(key, i))])),
      surprise(outputs, context) {
        const all = guesses(outputs);
        return neg(addN(parts.map(([name, part], i) => mean<Scalar>(part.logProb(all[i]!, context[name]!)))) as Scalar);
      },
    },
    methods: (guess, readers) => ({
      guess(data: Tensor, context?: Context) {
        assertBatchOf('infoGan.guess', 'data', data, shape);
        assertContext('infoGan.guess', 'context', context, data.shape[0]!, readers);
        return tidy(() => {
          const all = guesses(guess(data, context));
          return Object.fromEntries(parts.map(([name, part], i) => [name, part.mean(all[i]!)])) as Guess<C>;
        });
      },
    }),
  } satisfies GanHead<object>;
}

/** @throws TypeError unless parts of a code by name, at least one */
function assertCode(code: unknown): asserts code is Code {
  if (Object(code) !== code || Array.isArray(code) || Object.keys(code as object).length === 0) {
    throw new TypeError(
      `infoGan: code is ${show(code)} but its parts by name were expected, such as { digit: categoricalCode(10) }.`,
    );
  }
  for (const [name, part] of Object.entries(code as object)) {
    assertMethods('infoGan', `code.${name}`, part, ['sample', 'logProb', 'mean']);
    assertInteger('infoGan', `code.${name}.guessSize`, (part as CodePart).guessSize);
  }
}
