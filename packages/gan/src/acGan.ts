import { crossEntropyFromLogits } from '@latentkit/backend';
import { assertBatchOf, assertInteger, assertNotNegative, assertOneOf, checkOptions } from '@latentkit/check';
import { assertContext } from '@latentkit/model';
import type { Batch, Context, Trainable } from '@latentkit/nn';
import {
  mean,
  oneHot,
  type Scalar,
  softmax,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { buildGan, type GanHead } from './buildGan.ts';
import { checkGan, ganOptionNames } from './checkGan.ts';
import type { Gan, GanArchitecture, GanOptions, GanTerms } from './model.ts';

/** The options of `acGan`. */
export interface AcGanOptions extends GanOptions {
  /** How many classes the labels have: integers from 0 to `classes − 1`. */
  readonly classes: number;
  /** What the classification counts against the adversarial loss. Default 1. */
  readonly classWeight?: number | undefined;
  /**
   * What the critic learns to classify: `'both'`, real examples and generated ones, as in the paper; or `'real'` ones alone, so
   * that it does not go along with a generator whose classes drift from those of the data. Default `'both'`.
   */
  readonly learnsFrom?: 'real' | 'both' | undefined;
}

/** What the phases minimise: besides the terms of a GAN, cross-entropies of the labels, in nats. */
export type AcGanTerms = GanTerms & {
  /** That of real examples, with `learnsFrom: 'both'` plus that of generated ones, which the critic minimises. */
  readonly classification: Scalar;
  /** That of generated examples, which the generator minimises; absent from the steps in which it is not trained. */
  readonly requested?: Scalar;
};

/** An ACGAN. Every tensor it returns is the caller's to dispose. */
export interface AcGan extends Omit<Gan, 'step' | 'evaluate'>, Trainable<Batch, AcGanTerms> {
  checkData(): Promise<void>;
  /** How probable each class is for an example, as the critic sees it: `[batch, classes]`. */
  classify(data: Tensor, context?: Context): Tensor2D;
  /** The terms on a batch, without training and changing nothing. */
  evaluate(...args: Parameters<Gan['evaluate']>): Required<Omit<AcGanTerms, 'penalty'>> & Pick<GanTerms, 'penalty'>;
}

/**
 * An auxiliary classifier GAN: the generator is given a label, and the critic, which is not, also says of what class an
 * example is, real or generated. Both networks are trained to get the class right.
 *
 *   critic:     min over C, P of  loss.critic(C(x), C(G(z, y))) + penalty − w (E[ln P(y | x)] + E[ln P(y | G(z, y))])
 *   generator:  min over G of     loss.generator(C(G(z, y)), C(x)) − w E[ln P(y | G(z, y))],   z ~ N(0, I)
 *
 * C and P are outputs of one critic, of which only the last layer is their own. Batches are `{ data, label }`, the labels
 * int32; what is generated in a step has the labels of its batch.
 *
 * @param architecture as of `gan`. A generator that is a recipe is given the label one-hot beside its noise; one that is a
 *   network reads `label` from its context. The critic gives a score and logits, `[batch, 1 + classes]`: any recipe of `gan`
 *   but a conditional one
 * @param options those of `gan`, the number of classes, the weight of the classification, and of what the critic learns it
 * @throws TypeError, RangeError as `gan`; by `step`, `sample` and `decode`, unless there is a `label` for each example
 * @example
 * const model = acGan(mlpGan(), { shape: [28, 28, 1], latentSize: 64, classes: 10, seed: 1 });
 * model.sample(2, key(1), { label: tensor1d([3, 7], 'int32') }).shape; // [2, 28, 28, 1]
 * model.classify(zeros([5, 28, 28, 1])).shape; // [5, 10]
 *
 * Odena, Olah & Shlens, "Conditional Image Synthesis with Auxiliary Classifier GANs", 2017, https://arxiv.org/abs/1610.09585
 */
export function acGan(architecture: GanArchitecture, options: AcGanOptions): AcGan {
  const names = [...ganOptionNames, 'classes', 'classWeight', 'learnsFrom'] as const;
  const { classes, classWeight = 1, learnsFrom = 'both', ...others } = checkOptions('acGan', options, names);
  const checked = checkGan('acGan', architecture, others);
  assertInteger('acGan', 'classes', classes, 2);
  assertNotNegative('acGan', 'classWeight', classWeight);
  assertOneOf('acGan', 'learnsFrom', learnsFrom, ['real', 'both']);
  const head = labelHead({ classes, weight: classWeight, learnsFrom }, checked.shape);
  return buildGan('acGan', architecture, checked, head) as unknown as AcGan;
}

function labelHead(
  { classes, weight, learnsFrom }: { classes: number; weight: number; learnsFrom: 'real' | 'both' },
  shape: readonly number[],
) {
  return {
    head: {
      conditions: { label: { classes } },
      size: classes,
      weight,
      learnsFrom,
      terms: { critic: 'classification', generator: 'requested' },
      surprise: (logits, { label }) =>
        mean<Scalar>(crossEntropyFromLogits(logits, oneHot(label as Tensor1D, classes) as Tensor2D)),
    },
    methods: (guess, readers) => ({
      classify(data: Tensor, context?: Context) {
        assertBatchOf('acGan.classify', 'data', data, shape);
        assertContext('acGan.classify', 'context', context, data.shape[0]!, readers);
        return tidy(() => softmax(guess(data, context)));
      },
    }),
  } satisfies GanHead<object>;
}
