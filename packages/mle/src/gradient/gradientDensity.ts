import { assertBatchOf, readableValues, type Samples } from '@latentkit/check';
import { assertBatch, assertContext, assertSampling, exampleOf, trainable } from '@latentkit/model';
import type { ApplyOptions, Batch, Context, Network, Optimizer, Shape, Stateful, Trainable } from '@latentkit/nn';
import { foldIn, type Key, key } from '@latentkit/random';
import { dispose, mean, neg, type Scalar, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Density } from '../density.ts';
import { type Domain, realNumbers } from '../points.ts';
import { meanLogProb, type ScoreOptions } from '../score.ts';
import { fitBySteps, type StepsFitOptions } from './fitBySteps.ts';

/** A density that networks give and gradient descent fits. Every tensor it returns is the caller's to dispose. */
export interface GradientDensity extends Density, Trainable<Batch, Record<'loss', Scalar>> {
  /** ln p(x) of examples `[n, ...shape]`, in nats: `[n]`. */
  logProb(points: Tensor, context?: Context): Tensor1D;
  /** Examples drawn from it, `[count, ...shape]`; the same key draws the same. */
  sample(count: number, key: Key, context?: Context): Tensor;
  /** Takes so many steps, each with a batch of examples `[n, ...shape]`. With `train` one can watch, save and resume. */
  fit(data: Samples, options?: StepsFitOptions): Promise<void>;
}

/** What such a density is made of. */
interface Inputs {
  readonly shape: Shape;
  readonly seed: number;
  readonly optimizer: Optimizer;
  /** By the names under which they are saved; freed where the model cannot be built. */
  readonly networks: Readonly<Record<string, Stateful & Pick<Network, 'contextSizes'>>>;
  /** What the numbers of an example may be. Default any. */
  readonly domain?: Domain;
  /** ln p(x) and samples, of arguments that have been checked. */
  logProb(points: Tensor, options: ApplyOptions): Tensor1D;
  sample(count: number, key: Key, options: ApplyOptions): Tensor;
}

/** Of the keys derived from the seed, that of the initial weights. */
export const weightsKey = (seed: number): Key => foldIn(key(seed), 0);
// That of the order of the examples; trainable has 2.
const FIT = 1;

/** A density whose loss is the mean of −ln p(x) of a batch, from how it is computed and drawn from. */
export function gradientDensity(kind: string, inputs: Inputs): GradientDensity {
  const { shape, seed, optimizer, networks, domain = realNumbers } = inputs;
  const { dtypes } = domain;
  const given = (context: Context | undefined): ApplyOptions => (context ? { context } : {});
  const density = (points: Tensor, applied: ApplyOptions) => tidy(() => inputs.logProb(points, applied));

  function assertDomain(caller: string, argument: string, points: Tensor): void {
    const values = domain.assert && readableValues(points);
    if (values) domain.assert!(caller, argument, values);
  }
  const methods = {
    shape,
    logProb(points: Tensor, context?: Context) {
      assertBatchOf(`${kind}.logProb`, 'points', points, shape, dtypes);
      assertContext(`${kind}.logProb`, 'context', context, points.shape[0]!, networks);
      assertDomain(`${kind}.logProb`, 'points', points);
      return density(points, given(context));
    },
    sample(count: number, at: Key, context?: Context) {
      assertSampling(`${kind}.sample`, count, at);
      assertContext(`${kind}.sample`, 'context', context, count, networks);
      return tidy(() => inputs.sample(count, at, given(context)));
    },
    async score(data: Samples, options?: ScoreOptions) {
      const logProb = (points: Tensor) => {
        assertContext(`${kind}.score`, 'context', undefined, points.shape[0]!, networks);
        return density(points, {});
      };
      return (await meanLogProb(`${kind}.score`, data, shape, logProb, options, domain)).mean;
    },
    fit: (data: Samples, options?: StepsFitOptions) =>
      fitBySteps(`${kind}.fit`, model, foldIn(key(seed), FIT), data, options, domain),
  };
  const model: GradientDensity = build();
  return model;

  function build(): GradientDensity {
    try {
      return trainable({
        kind,
        seed,
        parts: networks,
        check(batch) {
          assertBatch(`${kind}.step`, 'batch', batch, { shape, networks, dtypes });
          assertDomain(`${kind}.step`, 'batch', exampleOf(batch as Batch).data);
        },
        phases: {
          loss: {
            trains: networks,
            optimizer,
            loss(batch: Batch, at) {
              const { data, context } = exampleOf(batch);
              const applied = { ...given(context), training: true, key: at.key };
              return () => ({ loss: neg(mean<Scalar>(density(data, applied))) });
            },
          },
        },
        methods: () => methods,
      });
    } catch (error) {
      for (const { variables, buffers } of Object.values(networks)) dispose({ ...variables, ...buffers });
      throw error;
    }
  }
}
