import { type Key, key, normal } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  add,
  cast,
  concat,
  dispose,
  greater,
  keep,
  memory,
  mul,
  oneHot,
  reshape,
  slice,
  sub,
  type Tensor,
  tensor1d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  classCoverage,
  type EvaluateSamplesOptions,
  type EvaluationReport,
  evaluateSamples,
  frechetDistance,
  inceptionScore,
  kernelDistance,
  mind,
  nearestReal,
  precisionRecall,
  type SampleMetrics,
} from '../index.ts';

const options = { features: (x: Tensor) => mul(x, 2), count: 25, key: key(1), batchSize: 10 };
/** Pictures `[n, 2, 2, 1]` of noise. */
const model = { sample: (count: number, key: Key) => normal(key, [count, 2, 2, 1]) };
const dataOf = () => add(normal(key(7), [40, 2, 2, 1]), 0.5);
/** One of two classes for sure: which one says the sign of the first number. */
const classify = (x: Tensor) =>
  tidy(() => {
    const second = cast(greater(reshape(slice(x, [0, 0, 0, 0], [-1, 1, 1, 1]), [-1, 1]), 0), 'float32');
    return concat([sub(1, second), second], 1);
  });

/** The same data in batches, the last of them shorter, of which some are records. */
function batchesOf(data: Tensor, log: Tensor[] = []) {
  return {
    length: 3,
    async *epoch() {
      for (const [i, from] of [0, 16, 32].entries()) {
        const part = slice(data, [from], [Math.min(16, 40 - from)]);
        log.push(part);
        yield i === 1 ? { data: part, label: zeros([16]) } : part;
      }
    },
  };
}

async function reportsOf(run: AsyncIterable<EvaluationReport>): Promise<EvaluationReport[]> {
  const reports: EvaluationReport[] = [];
  for await (const report of run) reports.push(report);
  return reports;
}
const metricsOf = async (given: EvaluateSamplesOptions, data = dataOf()) =>
  (await reportsOf(evaluateSamples(model, data, given))).at(-1)!.metrics!;

onEveryBackend(() => {
  it('gives what each metric gives for all features at once', async () => {
    const drawn: Tensor[] = [];
    const recording = {
      sample(count: number, key: Key) {
        drawn.push(keep(model.sample(count, key)));
        return model.sample(count, key);
      },
    };
    const reports = await reportsOf(evaluateSamples(recording, batchesOf(dataOf()), { ...options, classify }));
    const found = reports.at(-1)!.metrics as Required<SampleMetrics>;
    expect(drawn.map(({ shape }) => shape[0])).toEqual([10, 10, 5]);
    const samples = concat(drawn);
    const [x, y] = [dataOf(), samples].map((one) => reshape(mul(one, 2), [-1, 4])) as [Tensor, Tensor];
    expect(found.frechetDistance).toEqual(await frechetDistance(x, y));
    expect(found.precisionRecall).toEqual(await precisionRecall(x, y));
    expect(found.inceptionScore).toEqual(await inceptionScore(classify(samples)));
    expect(found.classCoverage).toEqual(await classCoverage(classify(samples)));
    const nearest = await nearestReal(x, y);
    expect(found.nearestReal.indices).toEqual(await nearest.indices.data());
    expect(Float32Array.from(found.nearestReal.distances)).toEqual(await nearest.distances.data());
    // By subsets and directions of another key: within 4 deviations, and of 1,024 directions within a tenth.
    const kernel = await kernelDistance(x, y, { key: key(9) });
    const { value, standardError } = found.kernelDistance;
    expect(Math.abs(value - kernel.value)).toBeLessThan(4 * Math.hypot(standardError, kernel.standardError));
    expect(Math.abs(found.mind / (await mind(x, y, { key: key(9) })) - 1)).toBeLessThan(0.1);
  });

  it('leaves nothing behind: at the end, where the loop is left, and where the signal is aborted', async () => {
    const data = dataOf();
    const context = (count: number) => ({ label: zeros([count], 'int32') });
    const given = { ...options, classify, context, label: 'label' };
    const conditional = { sample: (count: number, key: Key, _: object) => model.sample(count, key) };
    await expectNoLeak(() => reportsOf(evaluateSamples(conditional as never, batchesOf(data), given)), 1);
    const before = memory().numTensors;
    const { length } = await reportsOf(evaluateSamples(conditional as never, batchesOf(data), given));
    for (let stop = 1; stop <= length; stop += 2) {
      for await (const { done } of evaluateSamples(model, batchesOf(data), given)) if (done === stop) break;
      expect(memory().numTensors).toBe(before);
      const controller = new AbortController();
      const run = async () => {
        for await (const { done } of evaluateSamples(model, data, { ...given, signal: controller.signal })) {
          if (done === Math.min(stop, 11)) controller.abort();
        }
      };
      await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
      expect(memory().numTensors).toBe(before);
    }
  });

  it('holds the examples of one block at a time', async () => {
    const data = dataOf();
    const log: Tensor[] = [];
    let [most, base] = [0, 0];
    const features = (x: Tensor) => {
      base ||= memory().numBytes;
      most = Math.max(most, memory().numBytes);
      // All batches before this one are gone.
      expect(log.filter(({ isDisposed }) => !isDisposed).length).toBeLessThanOrEqual(1);
      return mul(x, 2);
    };
    await reportsOf(evaluateSamples(model, batchesOf(data, log), { ...options, features, count: 500 }));
    expect(log).toHaveLength(3);
    // 16 pictures of 4 numbers and their labels, of 4 bytes each, are the largest block.
    expect(most - base).toBeLessThanOrEqual(16 * 5 * 4);
  });
});

describe('what must hold', () => {
  it('reports each block and each metric, the last with all of them', async () => {
    const reports = await reportsOf(evaluateSamples(model, batchesOf(dataOf()), options));
    const total = 3 + 3 + 5;
    expect(reports.map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    expect(reports.every((report) => report.total === total)).toBe(true);
    expect(reports.map(({ stage }) => stage[0]).join('')).toBe('dddsssmmmmm');
    expect(reports.map(({ metrics }) => metrics !== undefined)).toEqual(reports.map((_, i) => i === total - 1));
    expect(Object.keys(reports.at(-1)!.metrics!)).not.toContain('inceptionScore');
  });

  it('is a function of the key', async () => {
    expect(await metricsOf(options)).toEqual(await metricsOf(options));
    const other = await metricsOf({ ...options, key: key(2) });
    expect(other.frechetDistance.value).not.toBe((await metricsOf(options)).frechetDistance.value);
  });

  it('says that there are too few examples for so many features', async () => {
    expect((await metricsOf(options)).frechetDistance.isBiased).toBe(false);
    const wide = (x: Tensor) =>
      concat(
        Array.from({ length: 10 }, () => reshape(x, [-1, 4])),
        1,
      );
    expect((await metricsOf({ ...options, features: wide })).frechetDistance.isBiased).toBe(true);
  });

  it('finds what was learned by heart, and what was not', async () => {
    const data = dataOf();
    const copying = { sample: (count: number) => slice(data, [3], [count]) };
    const [copied] = (await reportsOf(evaluateSamples(copying, data, options))).slice(-1);
    expect(copied!.metrics!.nearestReal).toMatchObject({ median: 0, authenticity: 0 });
    expect([...copied!.metrics!.nearestReal.indices.slice(0, 3)]).toEqual([3, 4, 5]);
    const many = normal(key(3), [400, 2, 2, 1]);
    const { nearestReal: fresh } = await metricsOf({ ...options, count: 400 }, many);
    // Draws of the same distribution: a half, with a deviation of about 2.5 %.
    expect(Math.abs(fresh.authenticity - 0.5)).toBeLessThan(0.1);
    expect(Math.abs(fresh.median / fresh.realMedian - 1)).toBeLessThan(0.15);
  });

  it.each([
    ['int32', (count: number, from: number) => tensor1d(labelsFrom(count, from), 'int32')],
    [
      'one-hot',
      (count: number, from: number) => cast(oneHot(tensor1d(labelsFrom(count, from), 'int32'), 2), 'float32'),
    ],
  ])('counts samples of the class that was asked for, labels %s', async (_, labels) => {
    const asked: Tensor[] = [];
    const conditional = {
      sample(count: number, _: Key, context?: { readonly label?: Tensor }) {
        asked.push(context!.label!);
        // Of every five samples the last is of class 1 whatever was asked for.
        const wanted = labelsFrom(count, (asked.length - 1) * 10).map((label, i) => (i % 5 === 4 ? 1 : label));
        return reshape(tensor1d(wanted.flatMap((label, i) => [2 * label - 1, i, 0, 0])), [count, 2, 2, 1]);
      },
    };
    const context = (count: number, from: number) => ({ label: labels(count, from) });
    const given = { ...options, classify, context, label: 'label' };
    const { metrics } = (await reportsOf(evaluateSamples(conditional, dataOf(), given))).at(-1)!;
    // Of 25 labels 0, 1, 0, … the last of each five, at 4, 9, 14, 19 and 24, is 0 three times.
    expect(metrics!.conditionalAccuracy!.value).toBeCloseTo(22 / 25, 12);
    expect([...metrics!.conditionalAccuracy!.ofClass]).toEqual([10 / 13, 1]);
    expect(asked.every(({ isDisposed }) => isDisposed)).toBe(true);
  });
});

/** 0, 1, 0, 1, … from number `from` on. */
function labelsFrom(count: number, from: number): number[] {
  return Array.from({ length: count }, (_, i) => (from + i) % 2);
}

describe('what is refused', () => {
  const refused = (given: object, data: unknown = dataOf(), of: unknown = model) =>
    expect(async () => reportsOf(evaluateSamples(of as never, data as never, { ...options, ...given }))).rejects;

  it('too few samples, or data, by the metric that needs more', async () => {
    await refused({ count: 5 }).toThrow(
      'evaluateSamples: count is 5 but at least 6 was expected by precisionRecall, which looks at 5 neighbours.',
    );
    await refused({ count: 9, classify }).toThrow(
      'evaluateSamples: count is 9 but at least 10 was expected by inceptionScore, which is of 10 parts.',
    );
    await refused({ neighbours: 1, count: 1 }).toThrow('count is 1 but at least 2 was expected by precisionRecall');
    const few = slice(dataOf(), [0], [4]);
    const message = 'evaluateSamples: data has 4 examples but at least 6 was expected by precisionRecall';
    await refused({}, few).toThrow(message);
    const batches = {
      length: 1,
      epoch: async function* () {
        yield slice(few, [0], [4]);
      },
    };
    await refused({}, batches).toThrow(message);
  });

  it('features of unequal width, and none of each example', async () => {
    const smaller = { sample: (count: number, key: Key) => normal(key, [count, 3]) };
    await refused({}, dataOf(), smaller).toThrow(
      'evaluateSamples: features of samples has shape [10,3] but 4 numbers of each example were expected, as before.',
    );
    await refused({ features: (x: Tensor) => reshape(x, [-1, 2]) }).toThrow(
      'evaluateSamples: features(examples) has shape [20,2] but [10,...features] was expected',
    );
    await refused({ features: (x: Tensor) => mul(x, Number.NaN) }).toThrow(
      'evaluateSamples: features of data is NaN at example 0 but finite numbers were expected.',
    );
    const fewer = { sample: (_: number, key: Key) => normal(key, [3, 2, 2, 1]) };
    await refused({}, dataOf(), fewer).toThrow(
      'evaluateSamples: model.sample(10, key) has shape [3,2,2,1] but [10,...shape] was expected.',
    );
  });

  it('a class that is asked for and cannot be compared', async () => {
    const context = (count: number) => ({ label: zeros([count], 'int32') });
    await refused({ context, label: 'label' }).toThrow(
      "evaluateSamples: classify is undefined but a function was expected, as label is 'label'.",
    );
    await refused({ classify, label: 'label' }).toThrow('evaluateSamples: context is undefined');
    await refused({ classify, context, label: 'digit' }).toThrow(
      'evaluateSamples: context(count, from).digit is undefined',
    );
    const short = () => ({ label: zeros([1], 'int32') });
    await refused({ classify, context: short, label: 'label' }).toThrow(
      'but int32 of shape [10] or one-hot of shape [10,classes]',
    );
  });

  it('leaves nothing behind where something throws', async () => {
    const data = dataOf();
    const before = memory().numTensors;
    let calls = 0;
    const features = (x: Tensor) => {
      const found = mul(x, 2);
      if (++calls === 6) throw new Error('broken');
      return found;
    };
    await refused({ features }, batchesOf(data)).toThrow('broken');
    expect(memory().numTensors).toBe(before);
    dispose(data);
  });

  it('a data set, which is to be batched', async () => {
    await refused({}, { batch: () => {} }).toThrow("call .batch(size, { remainder: 'keep' })");
  });

  it('data that never come, once the signal is aborted', async () => {
    const batches = {
      length: 2,
      epoch: async function* (): AsyncGenerator<Tensor> {
        yield normal(key(1), [6, 2, 2, 1]);
        await new Promise(() => {});
      },
    };
    const before = memory().numTensors;
    await refused({ signal: AbortSignal.timeout(20) }, batches).toMatchObject({ name: 'TimeoutError' });
    expect(memory().numTensors).toBe(before);
  });

  it('to go on once the signal is aborted, wherever that is', async () => {
    const data = dataOf();
    const before = memory().numTensors;
    const turnsUntil = async (last: number) => {
      const signal = { throwIfAborted: () => void (++turns === last && fail()), addEventListener: () => {} };
      let turns = 0;
      const fail = () => {
        throw new Error('enough');
      };
      const run = reportsOf(evaluateSamples(model, data, { ...options, signal: signal as unknown as AbortSignal }));
      await (Number.isFinite(last) ? expect(run).rejects.toThrow('enough') : run);
      expect(memory().numTensors).toBe(before);
      return turns;
    };
    const all = await turnsUntil(Number.POSITIVE_INFINITY);
    // 100 subsets, 16 blocks of directions, six passes over 25 or 40 examples, and a few more.
    expect(all).toBeGreaterThan(100 + 16 + 6 * 25);
    for (let last = 1; last <= all; last += 37) expect(await turnsUntil(last)).toBe(last);
  });

  it('a signal that was aborted all along', async () => {
    await refused({ signal: AbortSignal.abort() }).toMatchObject({ name: 'AbortError' });
  });
});
