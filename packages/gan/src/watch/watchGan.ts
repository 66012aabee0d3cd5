import { globalNorm } from '@latentkit/backend';
import { assertKey, assertMethods, checkOptions } from '@latentkit/check';
import { exampleOf } from '@latentkit/model';
import type { Batch, Context, State } from '@latentkit/nn';
import { foldIn, type Key, key as keyOf } from '@latentkit/random';
import { sumFeatures } from '@latentkit/shared';
import {
  clone,
  concat,
  dispose,
  keep,
  mean,
  type Scalar,
  slice,
  sqrt,
  square,
  stack,
  sub,
  type Tensor,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { GameMeasures } from './measureGame.ts';

/** What can be watched: `gan` and its kind. */
export interface Watched {
  readonly stepCount: number;
  measure(batch: Batch, options?: { readonly key?: Key }): GameMeasures;
  sample(count: number, key: Key, context?: Context): Tensor;
  state(): State;
}

/** Where a game stands, as numbers. */
export interface GanReading {
  /** Steps done. */
  readonly step: number;
  /** Mean scores of the real examples and of as many generated ones. */
  readonly realScore: number;
  readonly fakeScore: number;
  /** Norms of the gradients of the two losses. */
  readonly criticGradient: number;
  readonly generatorGradient: number;
  /** How far the weights have moved since the watch began: the norm of the difference, over all of them. */
  readonly criticDistance: number;
  readonly generatorDistance: number;
  /** How far samples are apart, as a part of how far the data are: 1 where they vary as much, 0 where all are alike. */
  readonly spread: number;
}

/** A watch over a run. */
export interface GanWatch {
  /** Where the game stands now. It waits for the device. */
  read(): Promise<GanReading>;
  /** Frees the copies of the weights that it began with. The batch stays the caller's. */
  dispose(): void;
}

/** Options of {@link watchGan}. */
export interface WatchGanOptions {
  /** Real examples that the critic is asked about, with their context; at least 2. They stay the caller's. */
  readonly batch: Batch;
  /** Of the noise that samples are made of: the same each time, so that readings compare. Default `key(0)`. */
  readonly key?: Key;
}

/**
 * Watches how a GAN fares: scores of real and of generated examples, norms of gradients, how far the weights have gone, and
 * whether samples vary. It changes nothing. What readings mean is for {@link watchCollapse} and {@link watchDivergence}.
 *
 * @param model such as `gan(…)`
 * @param options the batch, a key
 * @returns the watch; dispose it
 * @throws TypeError, RangeError for what is no such model, no key, or fewer than 2 examples
 * @example
 * const model = gan(pointsGan(), { shape: [2], latentSize: 4, seed: 1 });
 * const watch = watchGan(model, { batch: tensor2d([[0, 1], [1, 0], [0, -1], [-1, 0]]) });
 * const { step, spread } = await watch.read();
 * watch.dispose();
 */
export function watchGan(model: Watched, options: WatchGanOptions): GanWatch {
  assertMethods('watchGan', 'model', model, ['measure', 'sample', 'state']);
  const { batch, key = keyOf(0) } = checkOptions('watchGan', options, ['batch', 'key']);
  assertKey('watchGan', key);
  const { data, context } = exampleOf(batch);
  const count = data.shape[0]!;
  if (count < 2) throw new RangeError(`watchGan: batch has ${count} examples but at least 2 were expected.`);
  const weightsOf = (part: string) =>
    Object.entries(model.state().tensors)
      .filter(([name]) => name.startsWith(`${part}/`))
      .map(([, tensor]) => tensor);
  const parts = ['critic', 'generator'] as const;
  const beginnings = parts.map((part) => weightsOf(part).map((weight) => tidy(() => keep(clone(weight)))));

  /** In the order of the fields of a reading. */
  const measured = () =>
    tidy(() => {
      const { realScore, fakeScore, criticGradient, generatorGradient } = model.measure(batch, { key });
      const distances = parts.map((part, i) =>
        globalNorm(weightsOf(part).map((weight, j) => sub(weight, beginnings[i]![j]!))),
      );
      const samples = model.sample(count, foldIn(key, 1), context);
      const spreads = [meanDistance(samples), meanDistance(data)];
      return stack<Scalar>([realScore, fakeScore, criticGradient, generatorGradient, ...distances, ...spreads]);
    });

  return {
    async read() {
      const step = model.stepCount;
      const tensor = measured();
      const numbers = await tensor.data();
      tensor.dispose();
      const [realScore, fakeScore, criticGradient, generatorGradient, criticDistance, generatorDistance, own, real] =
        numbers as unknown as readonly [number, number, number, number, number, number, number, number];
      return {
        step,
        realScore,
        fakeScore,
        criticGradient,
        generatorGradient,
        criticDistance,
        generatorDistance,
        spread: own / real,
      };
    },
    dispose: () => dispose(beginnings.flat()),
  };
}

/** Between each example and the next. */
function meanDistance(x: Tensor): Scalar {
  const rest = x.shape.slice(1).map(() => 0);
  const whole = x.shape.slice(1);
  const next = concat([slice(x, [1, ...rest], [-1, ...whole]), slice(x, [0, ...rest], [1, ...whole])]);
  return mean<Scalar>(sqrt(sumFeatures('watchGan', square(sub(x, next))) as Tensor1D));
}
