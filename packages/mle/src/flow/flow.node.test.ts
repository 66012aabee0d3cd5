import {
  type BijectionRecipe,
  coupling,
  diagonalGaussian,
  maf,
  permuteFeatures,
  planar,
  reverseFeatures,
  splineCoupling,
} from '@latentkit/distributions';
import { adam } from '@latentkit/nn';
import { foldIn, key, normal, normalValues, uniformValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import { fill, memory, tensor1d, tensor2d, type Variable, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type Flow, flow } from '../index.ts';

const small = { hidden: [8] };
const kinds: Readonly<Record<string, readonly BijectionRecipe[]>> = {
  realNvp: [coupling(small), coupling({ ...small, swap: true })],
  maf: [maf(small), reverseFeatures, maf(small)],
  spline: [splineCoupling({ ...small, bins: 4 }), splineCoupling({ ...small, bins: 4, swap: true })],
  planar: [planar, planar],
};

for (const [name, bijections] of Object.entries(kinds)) {
  testTrainable(
    `flow of ${name}`,
    (seed) => flow(bijections, { shape: [2], seed }),
    (index) => normal(key(index), [4, 2]),
  );
}

const conditions = { label: { classes: 2 } };
testTrainable(
  'a conditional flow',
  (seed) => flow([coupling({ ...small, conditions }), maf({ ...small, conditions })], { shape: [2], seed }),
  (index) => ({ data: normal(key(index), [4, 2]), label: tensor1d([0, 1, 1, 0], 'int32') }),
);

/** Moves every weight away from where it begins. */
function stir(model: Flow): void {
  for (const [i, [name, value]] of Object.entries(model.state().tensors).entries()) {
    if (!name.startsWith('bijection')) continue;
    (value as Variable).assign(normal(foldIn(key(9), i), value.shape, { standardDeviation: 0.4 }));
  }
}

const onCircle = (t: number) => [2 * Math.cos(2 * Math.PI * t), 2 * Math.sin(2 * Math.PI * t)];
/** The first half of [0, 1) is one moon, the second the other. */
const moon = (t: number) => {
  const [x, y] = [Math.cos(2 * Math.PI * t), Math.sin(2 * Math.PI * t)];
  return t < 0.5 ? [x, y] : [1 + x, 0.5 + y];
};

/** ∫ p over a square, by the midpoint rule: for what is smooth and all within it, its error is far below that of float32. */
async function mass(model: Flow, half: number, cells: number): Promise<number> {
  const side = (2 * half) / cells;
  const points = new Float32Array(2 * cells * cells);
  for (let i = 0; i < cells * cells; i++) {
    points[2 * i] = -half + side * ((i % cells) + 0.5);
    points[2 * i + 1] = -half + side * (Math.floor(i / cells) + 0.5);
  }
  const logProb = await model.logProb(tensor2d(points, [cells * cells, 2])).data();
  return [...logProb].reduce((sum, value) => sum + Math.exp(value), 0) * side * side;
}

onEveryBackend(() => {
  // How far out a density reaches, and how fine the cells must be, differs: a scale of a scale has long tails, splines bend.
  it.each([
    ['realNvp', 7, 140],
    ['maf', 28, 280],
    ['spline', 7, 280],
    ['planar', 7, 140],
  ] as const)('its density has the integral 1: %s', async (kind, half, cells) => {
    const model = flow(kinds[kind]!, { shape: [2], seed: 1 });
    stir(model);
    expect(Math.abs((await mass(model, half, cells)) - 1)).toBeLessThan(0.01);
    model.dispose();
  });

  it('is near N(0, I) at first, or its base, and samples are as the density says', async () => {
    const model = flow(kinds.realNvp!, { shape: [2], seed: 1 });
    // Weights of 1e-3 on 8 units, twice.
    const near = { absolute: 0.02 };
    await expectAllClose(model.logProb(zeros([1, 2])), [-Math.log(2 * Math.PI)], near);
    const base = ([batch]: readonly number[]) =>
      diagonalGaussian({ mean: fill([batch!, 2], 3), logVariance: zeros([batch!, 2]) });
    const moved = flow(kinds.realNvp!, { shape: [2], seed: 1, base });
    await expectAllClose(moved.logProb(fill([1, 2], 3)), [-Math.log(2 * Math.PI)], near);
    stir(moved);
    const points = moved.sample(2000, key(1));
    await expectAllClose(moved.sample(2000, key(1)), points, { relative: 0, absolute: 0 });
    // E 1/p · 1[in a square] = the square's area, for samples of p: with them in another order than the grid's.
    const [logProb, places] = [await moved.logProb(points).data(), await points.data()];
    const half = 0.5;
    const [x, y] = [places[0]!, places[1]!];
    let area = 0;
    for (const [i, value] of logProb.entries()) {
      if (Math.abs(places[2 * i]! - x) < half && Math.abs(places[2 * i + 1]! - y) < half)
        area += Math.exp(-value) / 2000;
    }
    // A few hundred points in the square, whose weights differ: 3 standard errors.
    expect(Math.abs(area - 1)).toBeLessThan(0.3);
    await expectNoLeak(() => moved.sample(3, key(2)).dispose());
    await expectNoLeak(() => moved.logProb(points).dispose());
    model.dispose();
    moved.dispose();
  });

  it.each([
    { name: 'two moons', place: (t: number) => moon(t), noise: 0.05 },
    { name: 'eight Gaussians', place: (t: number) => onCircle(Math.floor(8 * t) / 8), noise: 0.1 },
  ])('a short fit learns $name', async ({ place, noise }) => {
    const places = uniformValues(key(1), 1000);
    const errors = normalValues(key(2), 2000);
    const values = [...places].flatMap((t, i) => place(t).map((x, j) => x + noise * errors[2 * i + j]!));
    const data = tensor2d(values, [1000, 2]);
    const bijections = [false, true, false].map((swap) => splineCoupling({ hidden: [16], swap }));
    const model = flow(bijections, { shape: [2], seed: 1, optimizer: adam({ learningRate: 0.01 }) });
    const before = await model.score(data);
    await model.fit(data, { steps: 60, batchSize: 128 });
    // A Gaussian of the data's own covariance gains at most 0.5; this is most of a nat within a second.
    expect(await model.score(data)).toBeGreaterThan(before + 0.7);
    model.dispose();
  });

  it('two fits are one of their steps together, and leave nothing behind', async () => {
    const data = normal(key(1), [50, 2]);
    const [whole, parts] = [1, 2].map(() => flow(kinds.maf!, { shape: [2], seed: 3 })) as [Flow, Flow];
    await whole.fit(data, { steps: 7, batchSize: 16 });
    await parts.fit(data, { steps: 3, batchSize: 16 });
    await parts.fit(data, { steps: 4, batchSize: 16 });
    expect(await parts.score(data)).toBe(await whole.score(data));
    expect(parts.stepCount).toBe(7);
    await expectNoLeak(() => whole.fit(data, { steps: 1 }), 2);
    whole.dispose();
    parts.dispose();
  });

  it('reads the context of a batch, of logProb and of sample', async () => {
    const model = flow([coupling({ ...small, conditions })], { shape: [2], seed: 1 });
    stir(model);
    const label = (value: number) => ({ label: tensor1d([value], 'int32') });
    const x = tensor2d([[0.5, 1]]);
    const [first, second] = [model.logProb(x, label(0)), model.logProb(x, label(1))];
    expect((await first.data())[0]).not.toBe((await second.data())[0]);
    expect(model.sample(1, key(1), label(1)).shape).toEqual([1, 2]);
    expect(() => model.logProb(x)).toThrow('flow.logProb: context has no label, which the bijection reads');
    expect(() => model.sample(2, key(1), label(1))).toThrow('flow.sample: context.label has shape [1] but [2]');
    await expect(model.score(x)).rejects.toThrow('flow.score: context has no label');
    await expect(model.fit(x)).rejects.toThrow('label');
    model.dispose();
  });
});

describe('refuses', () => {
  it.each<[string, () => unknown, string]>([
    ['no bijections', () => flow([], { shape: [2], seed: 1 }), 'flow: bijections is []'],
    ['a bijection that is built', () => flow([{} as never], { shape: [2], seed: 1 }), 'flow: bijections[0] is {}'],
    [
      'no variables',
      () => flow([permuteFeatures], { shape: [2], seed: 1 }),
      'flow: phases.loss.trains has no variables',
    ],
    ['one feature', () => flow([coupling()], { shape: [1], seed: 1 }), 'coupling: shape is [1]'],
    ['a base that is none', () => flow([planar], { shape: [2], seed: 1, base: () => 3 as never }), 'flow: base() is 3'],
    ['an optimizer that throws', () => flow([planar], { shape: [2], seed: 1, optimizer: { bind: fail } }), 'no'],
  ])('%s', (_, call, message) => {
    const before = memory().numTensors;
    expect(call).toThrow(message);
    expect(memory().numTensors).toBe(before);
  });

  it('data that is not finite, a loss that is not, and what is aborted', async () => {
    const model = flow(kinds.realNvp!, { shape: [2], seed: 1 });
    await expect(model.fit(tensor2d([[1, Number.NaN]]))).rejects.toThrow('flow.fit: data has NaN in example 0');
    await expect(model.fit(zeros([4, 3]))).rejects.toThrow('flow.fit: data has shape [4,3]');
    await expect(model.fit(zeros([4, 2]), { steps: 0 })).rejects.toThrow('flow.fit: steps is 0');
    await expect(model.fit(zeros([4, 2]), { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
    await expect(model.fit(zeros([4, 2]), { steps: 1 })).resolves.toBeUndefined();
    await expect(model.fit(fill([4, 2], 3e38), { steps: 2 })).rejects.toThrow(
      /flow\.fit: loss is (NaN|Infinity) after \d/,
    );
    model.dispose();
  });
});

function fail(): never {
  throw new Error('no');
}
