import type { AbortSignalLike } from '@latentkit/check';
import { type Key, split } from '@latentkit/random';
import { type HostPoints, makePause } from '@latentkit/shared';
import { type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { type ClassCoverage, classCoverage } from '../samples/classCoverage.ts';
import { type ConditionalAccuracy, conditionalAccuracy } from '../samples/conditionalAccuracy.ts';
import { type FrechetDistance, frechetDistance } from '../samples/frechetDistance.ts';
import { type InceptionScore, inceptionScore } from '../samples/inceptionScore.ts';
import { type KernelDistance, kernelDistance } from '../samples/kernelDistance.ts';
import { mind } from '../samples/mind.ts';
import { type PrecisionRecall, precisionRecall } from '../samples/precisionRecall.ts';
import { type NearestRows, nearestRows } from './nearestRows.ts';
import { SPLITS } from './options.ts';

/** All metrics of samples, each under the name of the function that gives it alone. */
export interface SampleMetrics {
  /** With `isBiased` where there are no more samples, or data, than features: the value is too large then. */
  readonly frechetDistance: FrechetDistance;
  /** Of 100 subsets of at most 1,000. */
  readonly kernelDistance: KernelDistance;
  /** Of 1,024 directions. */
  readonly mind: number;
  /** With density and coverage. */
  readonly precisionRecall: PrecisionRecall;
  /** The nearest real examples. */
  readonly nearestReal: NearestRows;
  /** Of ten parts; where samples are classified. */
  readonly inceptionScore?: InceptionScore;
  /** Where samples are classified. */
  readonly classCoverage?: ClassCoverage;
  /** Where samples are classified and a class was asked for. */
  readonly conditionalAccuracy?: ConditionalAccuracy;
}

/** What metrics are computed from, on the host. */
export interface Evaluated {
  readonly real: HostPoints;
  readonly generated: HostPoints;
  readonly probabilities?: HostPoints | undefined;
  readonly requested?: Int32Array | undefined;
}

/** What metrics are to be computed, and how. */
export interface MetricsPlan {
  readonly neighbours: number;
  readonly key: Key;
  readonly signal: AbortSignalLike | undefined;
  readonly isClassified: boolean;
  readonly isConditional: boolean;
}

type Metric<T> = (evaluated: Evaluated) => Promise<T>;

/** The metrics by name, to be computed one after the other; what they have on the device is freed after each. */
export function sampleMetrics({ neighbours, key, signal, isClassified, isConditional }: MetricsPlan): {
  readonly [name in keyof SampleMetrics]: Metric<SampleMetrics[name]>;
} {
  const [subsets, directions] = split(key) as [Key, Key];
  return {
    frechetDistance: compare(frechetDistance),
    kernelDistance: compare((x, y) => kernelDistance(x, y, { key: subsets, signal })),
    mind: compare((x, y) => mind(x, y, { key: directions, signal })),
    precisionRecall: compare((x, y) => precisionRecall(x, y, { neighbours, signal })),
    nearestReal: ({ real, generated }) => nearestRows(real, generated, makePause(signal)),
    ...(isClassified && {
      inceptionScore: classified((p) => inceptionScore(p, { splits: SPLITS })),
      classCoverage: classified(classCoverage),
    }),
    ...(isConditional && { conditionalAccuracy: classified(conditionalAccuracy) }),
  };
}

function compare<T>(metric: (real: Tensor, generated: Tensor) => Promise<T>): Metric<T> {
  return ({ real, generated }) => freed([onDevice(real), onDevice(generated)], metric);
}

function classified<T>(metric: (probabilities: Tensor, requested: Tensor) => Promise<T>): Metric<T> {
  return ({ probabilities, requested }) =>
    freed([onDevice(probabilities!), tensor1d(requested ?? [], 'int32')], metric);
}

const onDevice = ({ values, count, size }: HostPoints) => tensor2d(values, [count, size]);

async function freed<T>([x, y]: readonly [Tensor, Tensor], metric: (x: Tensor, y: Tensor) => Promise<T>): Promise<T> {
  try {
    return await metric(x, y);
  } finally {
    x.dispose();
    y.dispose();
  }
}
