import { type ContextSizes, type Shape, tanh } from '@latentkit/nn';
import { foldIn, key, normal } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend } from '@latentkit/testing';
import {
  dispose,
  grad,
  memory,
  neg,
  reshape,
  slice,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type Bijection,
  type BijectionRecipe,
  chainBijections,
  coupling,
  iaf,
  maf,
  permuteFeatures,
  planar,
  reverseFeatures,
  splineCoupling,
} from '../index.ts';
import { logDeterminant } from './logDeterminant.test-util.ts';

const smooth = { hidden: [6], activation: tanh };
const conditions: ContextSizes = { label: { classes: 3 }, time: 1 };
const context = () => ({ label: tensor1d([2, 0, 1], 'int32'), time: tensor2d([[0.5], [-1], [2]]) });

const recipes: readonly (readonly [string, BijectionRecipe, Shape])[] = [
  ['coupling', coupling(smooth), [3]],
  ['coupling of every other feature of a picture', coupling({ ...smooth, mask: 'alternating', swap: true }), [2, 2, 1]],
  ['splineCoupling', splineCoupling({ ...smooth, bins: 4, bound: 2 }), [3]],
  ['maf', maf(smooth), [4]],
  ['maf of one feature', maf(smooth), [1]],
  ['iaf', iaf(smooth), [4]],
  ['planar', planar, [3]],
  ['reverseFeatures', reverseFeatures, [4]],
  ['permuteFeatures', permuteFeatures, [5]],
  ['chainBijections', chainBijections([planar, maf(smooth), permuteFeatures, splineCoupling(smooth)]), [3]],
  ['a conditional coupling', coupling({ ...smooth, conditions }), [3]],
  ['a conditional maf', maf({ ...smooth, conditions }), [3]],
];

/** A bijection with random weights: new ones are near the identity. */
function built(recipe: BijectionRecipe, shape: Shape): Bijection {
  const bijection = recipe(shape, key(1));
  for (const [i, variable] of Object.values(bijection.variables ?? {}).entries()) {
    variable.assign(normal(foldIn(key(2), i), variable.shape, { standardDeviation: 0.5 }));
  }
  return bijection;
}

onEveryBackend(() => {
  describe.each(recipes)('%s', (_, recipe, shape) => {
    const points = () => normal(key(3), [3, ...shape], { standardDeviation: 1.5 });

    it('has the log |det| of the Jacobian that tf.grad finds, and goes back where it came from', async () => {
      const bijection = built(recipe, shape);
      const [x, options] = [points(), { context: context() }];
      const size = x.size / 3;
      for (const [there, back] of [
        ['forward', 'inverse'],
        ['inverse', 'forward'],
      ] as const) {
        const mapped = bijection[there](x, options);
        expect(mapped.value.shape).toEqual(x.shape);
        // Examples do not mix, so one gradient has a row of every example's Jacobian.
        const rows: Float32Array[] = [];
        for (let i = 0; i < size; i++) {
          const output = (at: Tensor) =>
            sum(slice(reshape(bijection[there](at, options).value, [3, size]), [0, i], [-1, 1]));
          rows.push((await grad(output)(x).data()) as Float32Array);
        }
        const expected = [0, 1, 2].map((n) =>
          logDeterminant(rows.map((row) => [...row.slice(n * size, (n + 1) * size)])),
        );
        await expectAllClose(mapped.logDeterminant, expected, { relative: 1e-4, absolute: 1e-4 });
        const returned = bijection[back](mapped.value, options);
        await expectAllClose(returned.value, x, { relative: 0, absolute: 1e-4 });
        await expectAllClose(returned.logDeterminant, neg(mapped.logDeterminant), { relative: 0, absolute: 1e-4 });
        await expectNoLeak(() => dispose({ ...bijection[there](x, options) }));
      }
    });

    it('is a function of its key, takes values in place of its variables, and refuses another shape', async () => {
      const [x, options] = [points(), { context: context() }];
      const other = built(recipe, shape);
      const [one, again] = [recipe(shape, key(1)), recipe(shape, key(1))];
      const exactly = { relative: 0, absolute: 0 };
      await expectAllClose(one.forward(x, options).value, again.forward(x, options).value, exactly);
      const { value } = one.forward(x, { ...options, values: other.variables ?? {} });
      await expectAllClose(value, other.forward(x, options).value, exactly);
      expect(() => one.forward(normal(key(1), [3, ...shape, 2]))).toThrow(/\.forward: x has shape .* but \[batch,/);
      expect(() => one.inverse([1] as never)).toThrow(/\.inverse: y is \[1\] but a (float32 )?tensor/);
      expect(() => one.forward(x, { ...options, values: { unheardOf: x } })).toThrow(/options\.values has unheardOf/);
    });
  });

  it('a new flow is near the identity', async () => {
    for (const recipe of [coupling(), splineCoupling(), maf(), iaf()]) {
      // Weights of 1e-3 on 64 units.
      const x = normal(key(1), [4, 3]);
      const { value, logDeterminant } = recipe([3], key(1)).forward(x);
      await expectAllClose(value, x, { absolute: 0.02 });
      await expectAllClose(logDeterminant, [0, 0, 0, 0], { absolute: 0.02 });
    }
  });

  it('a spline leaves what is outside its bound as it is', async () => {
    const map = built(splineCoupling({ ...smooth, bound: 1 }), [2]);
    const x = tensor2d([
      [0.3, 1.5],
      [5, -1.01],
    ]);
    const { value, logDeterminant } = map.forward(x);
    await expectAllClose(value, x, { absolute: 0, relative: 0 });
    await expectAllClose(logDeterminant, [0, 0], { absolute: 0 });
  });

  it('planar: finds the root however steep the map, and gives NaN for NaN', async () => {
    const map = planar([2], key(1));
    const x = normal(key(1), [50, 2], { standardDeviation: 3 });
    for (const product of [-20, -5, 0, 5, 50]) {
      // Along w = (1, 0); at −20 the slope in the middle is 2e-9.
      const values = { w: tensor1d([1, 0]), u: tensor1d([product, 1]) };
      const { value } = map.forward(x, { values });
      const back = map.forward(map.inverse(value, { values }).value, { values });
      // What rounding leaves of x is multiplied by the slope of the map there and back, product − 1.
      await expectAllClose(back.value, value, { relative: 1e-6, absolute: 1e-5 * Math.max(1, product) });
    }
    expect((await map.inverse(tensor2d([[Number.NaN, 1]])).value.data())[0]).toBeNaN();
  });

  it('names variables by part, and says what it reads from the context', () => {
    const map = chainBijections([coupling({ hidden: [4], conditions }), reverseFeatures, planar])([2], key(1));
    expect(Object.keys(map.variables!)).toEqual([
      ...['2/kernel', '2/bias', '4/kernel', '4/bias'].map((name) => `0/conditioner/${name}`),
      ...['0/scale', '2/w', '2/u', '2/b'],
    ]);
    expect(map.contextSizes).toEqual(conditions);
    expect(() => map.forward(normal(key(1), [3, 2]))).toThrow('options.context has no label');
  });
});

describe('refuses', () => {
  it.each<[string, () => unknown, string]>([
    ['one feature', () => coupling()([1], key(1)), 'coupling: shape is [1] but one of at least 2 features'],
    ['no shape', () => splineCoupling()([0], key(1)), 'splineCoupling: shape is [0]'],
    ['no key', () => planar([2], 1 as never), 'planar: key is 1'],
    ['another mask', () => coupling({ mask: 'checkerboard' as never }), "coupling: mask is 'checkerboard'"],
    ['one bin', () => splineCoupling({ bins: 1 }), 'splineCoupling: bins is 1 but an integer of at least 2'],
    ['no bound', () => splineCoupling({ bound: 0 }), 'splineCoupling: bound is 0'],
    ['other units', () => iaf({ hidden: [1.5] }), 'iaf: hidden is [1.5]'],
    ['a misspelt option', () => maf({ Hidden: [4] } as never), "maf: options has 'Hidden' but 'hidden'"],
    ['too few units', () => maf({ hidden: [3] })([5], key(1)), 'maf: hidden is [3] but at least 4 units'],
    ['conditions that are none', () => coupling({ conditions: 3 as never }), 'coupling: conditions is 3'],
    ['no recipes', () => chainBijections([]), 'chainBijections: recipes is []'],
    ['a bijection for a recipe', () => chainBijections([{} as never]), 'chainBijections: recipes[0] is {}'],
  ])('%s', (_, call, message) => {
    const before = memory().numTensors;
    expect(call).toThrow(message);
    expect(memory().numTensors).toBe(before);
  });

  it('leaves nothing behind where a later recipe does not fit', () => {
    const before = memory().numTensors;
    expect(() => chainBijections([coupling(), planar, maf({ hidden: [2] })])([5], key(1))).toThrow('maf: hidden');
    expect(memory().numTensors).toBe(before);
  });
});
