import { assertTensor, show, showShape } from '@latentkit/check';
import type { Generative } from '@latentkit/model';
import type { Context } from '@latentkit/nn';
import { foldIn, type Key, split } from '@latentkit/random';
import { makePause } from '@latentkit/shared';
import { argMax, clone, dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { blockCount, blocksOf } from './blocksOf.ts';
import { assertEnough, checkEvaluation, type EvaluateSamplesOptions, type EvaluationData } from './options.ts';
import { rowsReader } from './rowsReader.ts';
import { type SampleMetrics, sampleMetrics } from './sampleMetrics.ts';

/** How far an evaluation has come. */
export interface EvaluationReport {
  /** What was done last: a block of the data was read, a block of samples was drawn and read, or a metric was computed. */
  readonly stage: 'data' | 'samples' | 'metrics';
  /** Blocks and metrics so far. */
  readonly done: number;
  /** Blocks and metrics in all. */
  readonly total: number;
  /** All metrics; with the last report alone. */
  readonly metrics?: SampleMetrics;
}

/**
 * Evaluates samples of a model, by all metrics of samples: Fréchet and kernel distance, MIND, precision, recall, density,
 * coverage, the nearest real examples; and where they are classified, the inception score, the coverage of the classes, and
 * whether samples are of the class that was asked for.
 *
 * Examples are read block by block: those of one block are alive at a time, and of each its features are kept, on the host. A
 * key gives the same samples again with the same `batchSize` alone. Between blocks the event loop turns.
 *
 * @param model whatever can be sampled; it stays the caller's
 * @param data real examples that the model has not seen; or, to see what it learned by heart, those that it was trained on
 * @param options features, how many samples, key; the others have defaults
 * @returns a report for every block and metric, the last with `metrics`; leaving the loop, or an abort, leaves nothing behind
 * @throws TypeError, RangeError at the call for a bad argument, and fewer samples than a metric needs; on the way, for features
 *   of unequal width, features that are not finite, and fewer data than a metric needs
 * @throws signal.reason (an `AbortError` unless chosen otherwise) once `signal` is aborted, also when it was all along
 * @example
 * const model = { sample: (count: number, at: Key) => normal(at, [count, 2]) };
 * const options = { features: (x: Tensor) => x, count: 200, key: key(1) };
 * for await (const { done, total, metrics } of evaluateSamples(model, normal(key(2), [200, 2]), options)) {
 *   if (metrics) console.log(metrics.frechetDistance.value, metrics.precisionRecall.recall);
 * }
 */
export function evaluateSamples(
  model: Generative,
  data: EvaluationData,
  options: EvaluateSamplesOptions,
): AsyncGenerator<EvaluationReport, void, undefined> {
  return run(model, data, checkEvaluation(model, data, options));
}

async function* run(
  model: Generative,
  data: EvaluationData,
  options: ReturnType<typeof checkEvaluation>,
): AsyncGenerator<EvaluationReport, void, undefined> {
  const { features, classify, count, key, label, neighbours, batchSize, signal } = options;
  signal?.throwIfAborted();
  const pause = makePause(signal);
  const [ofDraws, ofMetrics] = split(key) as [Key, Key];
  const wanted = { isClassified: classify !== undefined, isConditional: label !== undefined };
  const computations = Object.entries(sampleMetrics({ neighbours, key: ofMetrics, signal, ...wanted }));
  const total = blockCount(data, batchSize) + Math.ceil(count / batchSize) + computations.length;
  let done = 0;

  const ofData = rowsReader('features', features, 'data');
  for await (const block of blocksOf(data, batchSize, signal)) {
    assertTensor('evaluateSamples', 'data', block);
    await ofData.read(block);
    yield { stage: 'data', done: ++done, total };
    await pause();
  }
  const real = ofData.rows();
  assertEnough('data', real.count, neighbours, false);

  const ofSamples = rowsReader('features', features, 'samples', real);
  const ofClasses = classify && rowsReader('classify', classify, 'samples');
  const requested = label === undefined ? undefined : new Int32Array(count);
  for (let from = 0; from < count; from += batchSize) {
    const size = Math.min(batchSize, count - from);
    const context = options.context?.(size, from);
    try {
      const samples = sampleOf(model, size, foldIn(ofDraws, from), context);
      try {
        await ofSamples.read(samples);
        await ofClasses?.read(samples);
      } finally {
        samples.dispose();
      }
      if (label !== undefined) requested!.set(await classesIn(context, label, size), from);
    } finally {
      if (context) dispose({ ...context });
    }
    yield { stage: 'samples', done: ++done, total };
    await pause();
  }

  const evaluated = { real, generated: ofSamples.rows(), probabilities: ofClasses?.rows(), requested };
  const metrics: Record<string, unknown> = {};
  for (const [name, compute] of computations) {
    metrics[name] = await compute(evaluated);
    done++;
    yield {
      stage: 'metrics',
      done,
      total,
      ...(done === total && { metrics: metrics as unknown as SampleMetrics }),
    };
    // An abort after the last one comes too late.
    if (done < total) await pause();
  }
}

function sampleOf(model: Generative, size: number, key: Key, context: Context | undefined): Tensor {
  const samples = context ? model.sample(size, key, context) : model.sample(size, key);
  assertTensor('evaluateSamples', 'model.sample(count, key)', samples, ['float32', 'int32']);
  if (samples.shape[0] === size) return samples;
  samples.dispose();
  throw new RangeError(
    `evaluateSamples: model.sample(${size}, key) has shape ${showShape(samples.shape)} but ${showShape([size, '...shape'])} was expected.`,
  );
}

/** The classes that were asked for. */
async function classesIn(context: Context | undefined, name: string, size: number): Promise<Int32Array> {
  const label = context && Object.hasOwn(context, name) ? context[name] : undefined;
  assertTensor('evaluateSamples', `context(count, from).${name}`, label, ['int32', 'float32']);
  const isOneHot = label.rank === 2 && label.dtype === 'float32';
  if (label.shape[0] !== size || !(isOneHot || (label.rank === 1 && label.dtype === 'int32'))) {
    throw new RangeError(
      `evaluateSamples: context(count, from).${name} is ${show(label)}, ${label.dtype}, but int32 of shape ${showShape([size])} or one-hot of shape ${showShape([size, 'classes'])} was expected.`,
    );
  }
  const classes = tidy(() => (isOneHot ? argMax(label, 1) : clone(label)));
  const values = Int32Array.from(await classes.data());
  classes.dispose();
  return values;
}
