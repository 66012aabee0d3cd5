import { planar } from '@latentkit/distributions';
import * as mle from '@latentkit/mle';
import { type Key, key } from '@latentkit/random';
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const points = () => tensor2d([0, 1, 2, 4, 1, 0, 5, 2], [4, 2]);
const plain = [
  [0, 1],
  [2, 4],
  [1, 0],
  [5, 2],
];
const initial = {
  means: [
    [0, 0],
    [1, 1],
  ],
  covariances: [1, 1],
};
const mixtureOptions = { shape: [2], components: 2, covariance: mle.spherical, seed: 1, initial };
const makers = {
  gaussian: () => mle.gaussian({ shape: [2] }),
  gaussianMixture: () => mle.gaussianMixture(mixtureOptions),
  flow: () => mle.flow([planar], { shape: [2], seed: 1 }),
  autoregressive: () => mle.autoregressive(mle.made({ hidden: [2] }), { shape: [2], categories: 6, seed: 1 }),
};
const aValue = { none: 'a value that models read' };

/** A method of a model, which is made once. */
function method(
  kind: keyof typeof makers,
  name: string,
  args: () => Record<string, unknown>,
  more: Partial<Call> = {},
): Call {
  const on = (model: object, given: unknown[]) =>
    ((model as Record<string, (...given: unknown[]) => unknown>)[name] as (...given: unknown[]) => unknown)(...given);
  let used: object | undefined;
  const model = () => {
    used ??= makers[kind]();
    return used;
  };
  return {
    name: `${kind}.${name}`,
    call: (...given: never[]) => on(model(), given),
    args,
    disposed: () => {
      const model = makers[kind]();
      model.dispose();
      return on(model, Object.values(args()));
    },
    ...more,
  };
}

/** A method of data, which may also be rows, and options. */
const ofData = (kind: keyof typeof makers, name: string, options: object = {}) =>
  method(kind, name, () => ({ data: points(), options }), { optional: ['options'], allowed: { data: ['array'] } });
const ofPoints = (kind: keyof typeof makers, name: string, argument = 'points') =>
  method(kind, name, () => ({ [argument]: points() }));

/** Whole numbers may come as int32. */
const orIntegers = (argument: string, call: Call): Call => ({
  ...call,
  allowed: { [argument]: [...(call.allowed?.[argument] ?? []), 'int32'] },
});

const shared = (kind: 'gaussian' | 'gaussianMixture'): Call[] => [
  ofPoints(kind, 'step', 'batch'),
  ofPoints(kind, 'logProb'),
  method(kind, 'sample', () => ({ count: 2, key: key(1) })),
  ofData(kind, 'fit'),
  ofData(kind, 'score'),
  ofData(kind, 'aic'),
  ofData(kind, 'bic'),
  method(kind, 'parameters', () => ({})),
];

/** A kernel density that has been fitted to some points, and what is done with it. */
function fitted(name: string, args: () => Record<string, unknown>, more: Partial<Call> = {}): Call {
  let used: mle.KernelDensity | undefined;
  return {
    name: `kernelDensity.${name}`,
    call: async (...given: never[]) => {
      const model = used ?? mle.kernelDensity({ shape: [2] });
      if (!used) await model.fit(plain);
      used = model;
      return (model as unknown as Record<string, (...given: unknown[]) => unknown>)[name]!(...given);
    },
    args,
    ...more,
  };
}

export const rows: Rows = {
  diagonal: aValue,
  full: aValue,
  spherical: aValue,
  tied: aValue,
  SingularCovarianceError: { none: 'an error' },
  key: randomRows.key!,
  gaussian: [
    { name: 'gaussian', call: mle.gaussian, args: () => ({ options: { shape: [2] } }) },
    ...shared('gaussian'),
  ],
  gaussianMixture: [
    { name: 'gaussianMixture', call: mle.gaussianMixture, args: () => ({ options: mixtureOptions }) },
    {
      name: 'gaussianMixture',
      call: (shape: number[], components: number, covariance: mle.Covariance, seed: number) =>
        mle.gaussianMixture({ shape, components, covariance, seed }),
      args: () => ({ shape: [2], components: 2, covariance: mle.full, seed: 1 }),
      optional: ['covariance'],
    },
    ...shared('gaussianMixture'),
    ofData('gaussianMixture', 'expectationMaximization', { iterations: 1 }),
    ofPoints('gaussianMixture', 'responsibilities'),
    ofPoints('gaussianMixture', 'predict'),
  ],
  flow: [
    {
      name: 'flow',
      call: mle.flow,
      args: () => ({ bijections: [planar], options: { shape: [2], seed: 1 } }),
    },
    {
      name: 'flow',
      call: (shape: number[], seed: number) => mle.flow([planar], { shape, seed }),
      args: () => ({ shape: [2], seed: 1 }),
    },
    ofPoints('flow', 'step', 'batch'),
    ofPoints('flow', 'logProb'),
    method('flow', 'sample', () => ({ count: 2, key: key(1) })),
    ofData('flow', 'fit', { steps: 1 }),
    ofData('flow', 'score'),
  ],
  autoregressive: [
    {
      name: 'autoregressive',
      call: mle.autoregressive,
      args: () => ({ network: mle.made(), options: { shape: [2], seed: 1 } }),
    },
    {
      name: 'autoregressive',
      call: (shape: number[], categories: number, seed: number) =>
        mle.autoregressive(mle.made(), { shape, categories, seed }),
      args: () => ({ shape: [2], categories: 2, seed: 1 }),
      optional: ['categories'],
    },
    orIntegers('batch', ofPoints('autoregressive', 'step', 'batch')),
    orIntegers('points', ofPoints('autoregressive', 'logProb')),
    orIntegers('data', ofData('autoregressive', 'fit', { steps: 1 })),
    orIntegers('data', ofData('autoregressive', 'score')),
    method('autoregressive', 'sample', () => ({ count: 2, key: key(1) })),
  ],
  made: { name: 'made', call: mle.made, args: () => ({ options: { hidden: [2] } }), optional: ['options'] },
  pixelCnn: { name: 'pixelCnn', call: mle.pixelCnn, args: () => ({ options: { blocks: 1 } }), optional: ['options'] },
  kernelDensity: [
    { name: 'kernelDensity', call: mle.kernelDensity, args: () => ({ options: { shape: [2] } }) },
    {
      name: 'kernelDensity.fit',
      call: (...given: [never, never]) => mle.kernelDensity({ shape: [2] }).fit(...given),
      args: () => ({ data: points(), options: {} }),
      optional: ['options'],
      allowed: { data: ['array'] },
    },
    fitted('logProb', () => ({ points: points() })),
    fitted('sample', () => ({ count: 2, key: key(1) })),
    fitted('score', () => ({ data: points(), options: {} }), { optional: ['options'], allowed: { data: ['array'] } }),
  ],
  heldOut: [
    { name: 'heldOut', call: mle.heldOut, args: () => ({ options: { key: key(1) } }) },
    { name: 'heldOut', call: (key: Key) => mle.heldOut({ key }), args: () => ({ key: key(1) }) },
  ],
  scott: { name: 'scott', call: mle.scott, args: () => ({ whitened: zeros([4, 2]) }) },
  silverman: { name: 'silverman', call: mle.silverman, args: () => ({ whitened: zeros([4, 2]) }) },
};
