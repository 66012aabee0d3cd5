import { adam, dense } from '@latentkit/nn';
import { foldIn, key, normal, uniform, uniformValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import {
  cast,
  floor,
  memory,
  mul,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { type AutoregressiveRecipe, autoregressive, made, pixelCnn } from '../index.ts';
import type { Autoregressive } from './autoregressive.ts';
import { categoriesOf } from './categories.ts';
import { wholePasses } from './wholePasses.ts';

const label = { label: { classes: 2 } };
const smallCnn = { filters: 4, blocks: 1, kernelSize: 3 };

/** By name: the network, the shape, the number of categories. */
const kinds: Readonly<Record<string, readonly [AutoregressiveRecipe, readonly number[], number]>> = {
  'made, binary': [made({ hidden: [8] }), [4], 2],
  'made of two layers, three categories': [made({ hidden: [7, 5] }), [3], 3],
  'made without hidden layers': [made({ hidden: [] }), [2, 2], 2],
  'made of fewer units than positions': [made({ hidden: [2, 3] }), [5], 2],
  'made of one position': [made({ hidden: [3] }), [1], 4],
  'pixelCnn, binary': [pixelCnn(smallCnn), [2, 3], 2],
  'pixelCnn of planes, three categories': [pixelCnn(smallCnn), [2, 1, 2], 3],
};
const names = Object.keys(kinds);

function build(name: string, seed = 1): Autoregressive {
  const [network, shape, categories] = kinds[name]!;
  return autoregressive(network, { shape, categories, seed });
}

const drawn = (index: number, shape: readonly number[], categories: number): Tensor =>
  tidy(() => floor(mul(uniform(key(index), [...shape]), categories)));

for (const name of ['made of two layers, three categories', 'pixelCnn, binary']) {
  const [, shape, categories] = kinds[name]!;
  testTrainable(
    name,
    (seed) => build(name, seed),
    (index) => drawn(index, [4, ...shape], categories),
  );
}

testTrainable(
  'a conditional autoregressive model of int32',
  (seed) => autoregressive(made({ hidden: [6], conditions: label }), { shape: [3], categories: 3, seed }),
  (index) => ({ data: tidy(() => cast(drawn(index, [4, 3], 3), 'int32')), label: tensor1d([0, 1, 1, 0], 'int32') }),
);

/** Moves every weight away from where it begins. */
function stir<M extends Autoregressive>(model: M): M {
  for (const [i, [name, value]] of Object.entries(model.state().tensors).entries()) {
    if (!name.startsWith('network')) continue;
    (value as Variable).assign(normal(foldIn(key(9), i), value.shape, { standardDeviation: 0.7 }));
  }
  return model;
}

/** All examples there are, in order: the last position counts fastest. */
function everyExample(shape: readonly number[], categories: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: categories ** size }, (_, i) =>
    Array.from({ length: size }, (_, at) => Math.floor(i / categories ** (size - 1 - at)) % categories),
  );
  return tensor(values.flat(), [values.length, ...shape]);
}

async function probabilities(model: Autoregressive, context?: Record<string, Tensor>): Promise<number[]> {
  return [...(await model.logProb(everyExample(model.shape, model.categories), context).data())].map(Math.exp);
}

onEveryBackend(() => {
  it.each(names)('the logits of a position depend on those before it, and on no other: %s', async (name) => {
    const [recipe, shape, categories] = kinds[name]!;
    const { channels, encode } = categoriesOf(categories);
    const network = recipe({ shape, channels, key: key(1) });
    for (const [i, value] of Object.values(network.variables).entries()) value.assign(normal(key(i), value.shape));
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Array.from(uniformValues(key(3), size), (u) => Math.floor(u * categories));
    const logitsOf = async (numbers: number[]) => {
      const output = await network.apply(encode(tensor(numbers, [1, ...shape]))).data();
      return Array.from({ length: size }, (_, at) => output.slice(at * channels, (at + 1) * channels));
    };
    const before = await logitsOf(values);
    let moved = 0;
    for (let changed = 0; changed < size; changed++) {
      const other = values.map((value, at) => (at === changed ? (value + 1) % categories : value));
      const after = await logitsOf(other);
      for (let at = 0; at < size; at++) {
        if (at <= changed) expect(after[at]).toEqual(before[at]);
        else if (after[at]!.some((value, k) => value !== before[at]![k])) moved++;
      }
    }
    // Not all of those after it: units of few degrees, dead ones, and the blind spot of masked convolutions.
    expect(moved).toBeGreaterThanOrEqual(Math.min(size - 1, 1));
  });

  it.each(names)('probabilities add up to 1: %s', async (name) => {
    const total = (await probabilities(stir(build(name)))).reduce((sum, p) => sum + p, 0);
    // Rounding of float32, at most 64 terms.
    expect(Math.abs(total - 1)).toBeLessThan(1e-5);
  });

  it.each(names)('samples are as often as their probability says: %s', async (name) => {
    const model = stir(build(name));
    const [count, size] = [4000, model.shape.reduce((product, length) => product * length, 1)];
    const samples = model.sample(count, key(4));
    expect(samples.shape).toEqual([count, ...model.shape]);
    expect(samples.dtype).toBe('float32');
    const values = await samples.data();
    const found = new Float64Array(model.categories ** size);
    for (let i = 0; i < count; i++) {
      let at = 0;
      for (let j = 0; j < size; j++) at = at * model.categories + values[i * size + j]!;
      found[at]!++;
    }
    // Pearson's χ², with what is rarer than 5 taken together. Its mean is the degrees of freedom, its variance twice that: 5
    // standard deviations above are passed by chance once in 10,000 seeds, and this seed is fixed.
    let [statistic, cells, rare, rareFound] = [0, 0, 0, 0];
    for (const [i, p] of (await probabilities(model)).entries()) {
      if (p * count < 5) [rare, rareFound] = [rare + p * count, rareFound + found[i]!];
      else [statistic, cells] = [statistic + (found[i]! - p * count) ** 2 / (p * count), cells + 1];
    }
    if (rare >= 5) [statistic, cells] = [statistic + (rareFound - rare) ** 2 / rare, cells + 1];
    expect(statistic).toBeLessThan(cells - 1 + 5 * Math.sqrt(2 * (cells - 1)));
    model.dispose();
  });

  it.each(names.filter((name) => name.startsWith('made')))('draws by parts as by whole passes: %s', async (name) => {
    const [recipe, shape, categories] = kinds[name]!;
    const { channels } = categoriesOf(categories);
    const network = recipe({ shape, channels, key: key(1) });
    for (const [i, value] of Object.values(network.variables).entries()) value.assign(normal(key(i), value.shape));
    const [parts, whole] = [network.unroll!(2, {}), wholePasses(network, { shape, channels }, 2, {})];
    let [a, b] = [parts.state, whole.state];
    const size = shape.reduce((product, length) => product * length, 1);
    for (let position = 0; position < size; position++) {
      const before = position === 0 ? undefined : tensor2d(uniformValues(key(position), 2 * channels), [2, channels]);
      const [one, other] = [parts.next(a, position, before), whole.next(b, position, before)];
      [a, b] = [one.state, other.state];
      await expectAllClose(one.logits, await other.logits.data(), { relative: 1e-5, absolute: 1e-5 });
    }
  });

  it('learns a distribution, up to its entropy', async () => {
    // x₁ is 0, 1 or 2 with 1/2, 1/4, 1/4; x₂ is x₁ three times in four, or else the next one.
    const rows = [0, 0, 1, 2].flatMap((first) => [0, 0, 0, 1].map((step) => [first, (first + step) % 3]));
    const entropy = 1.5 * Math.LN2 + (2 * Math.LN2 - 0.75 * Math.log(3));
    const optimizer = adam({ learningRate: 0.02 });
    const model = autoregressive(made({ hidden: [16] }), { shape: [2], categories: 3, seed: 1, optimizer });
    expect(await model.score(rows)).toBeCloseTo(-2 * Math.log(3), 2);
    await model.fit(rows, { steps: 200 });
    // KL(data ‖ model) in nats, after 200 steps of the whole data; below 0 it cannot be but for rounding.
    const divergence = -(await model.score(rows)) - entropy;
    expect(divergence).toBeGreaterThan(-1e-5);
    expect(divergence).toBeLessThan(2e-3);
    model.dispose();
  });

  it.each([
    ['made', made({ hidden: [6], conditions: label })],
    ['pixelCnn', pixelCnn({ ...smallCnn, conditions: label })],
  ] as const)('reads the context of a batch, of logProb and of sample: %s', async (_, network) => {
    const model = stir(autoregressive(network, { shape: [2, 2], seed: 1 }));
    const ones = (value: number, count: number) => ({ label: tensor1d(Array<number>(count).fill(value), 'int32') });
    const [first, second] = [await probabilities(model, ones(0, 16)), await probabilities(model, ones(1, 16))];
    for (const of of [first, second]) expect(of.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    expect(first[0]).not.toBeCloseTo(second[0]!, 3);
    // The first position has nothing but the context before it.
    const share = async (value: number) => {
      const draws = await model.sample(2000, key(5), ones(value, 2000)).data();
      return draws.filter((x, i) => i % 4 === 0 && x === 1).length / 2000;
    };
    for (const [value, of] of [first, second].entries()) {
      const expected = of.slice(8).reduce((sum, p) => sum + p, 0);
      // Four standard errors of a share among 2000.
      expect(Math.abs((await share(value)) - expected)).toBeLessThan(4 * Math.sqrt(0.25 / 2000));
    }
    expect(() => model.sample(1, key(1))).toThrow(
      'autoregressive.sample: context has no label, which the network reads',
    );
    model.dispose();
  });

  it('takes int32 and float32 alike, is repeatable, and leaves nothing behind', async () => {
    const model = stir(build('made of two layers, three categories'));
    const points = drawn(1, [4, 3], 3);
    await expectAllClose(model.logProb(cast(points, 'int32')), await model.logProb(points).data(), { absolute: 0 });
    expect(await model.score(cast(points, 'int32'))).toBe(await model.score(points));
    expect(await model.sample(5, key(2)).data()).toEqual(await model.sample(5, key(2)).data());
    await expectNoLeak(() => model.sample(3, key(2)).dispose());
    await expectNoLeak(() => model.logProb(points).dispose());
    await expectNoLeak(() => model.fit(points, { steps: 1 }), 2);
    const picture = build('pixelCnn, binary');
    await expectNoLeak(() => picture.sample(3, key(2)).dispose());
    model.dispose();
    picture.dispose();
  });
});

describe('refuses', () => {
  it.each<[string, () => unknown, string]>([
    ['no recipe', () => autoregressive({} as never, { shape: [2], seed: 1 }), 'autoregressive: network is {}'],
    ['one category', () => autoregressive(made(), { shape: [2], categories: 1, seed: 1 }), 'categories is 1'],
    ['an activation with weights', () => made({ activation: dense(2) }), 'made: activation has variables'],
    ['an odd number of filters', () => pixelCnn({ filters: 3 }), 'pixelCnn: filters is 3 but an even number'],
    ['an even kernel', () => pixelCnn({ kernelSize: 4 }), 'pixelCnn: kernelSize is 4 but an odd number'],
    ['a vector for pixelCnn', () => autoregressive(pixelCnn(), { shape: [4], seed: 1 }), 'pixelCnn: shape is [4]'],
    [
      'a network of another shape',
      () => autoregressive((inputs) => made()({ ...inputs, shape: [3] }), { shape: [2], seed: 1 }),
      'autoregressive: network() takes [3,1] for each example but [2,1] was expected',
    ],
  ])('%s', (_, call, message) => {
    const before = memory().numTensors;
    expect(call).toThrow(message);
    expect(memory().numTensors).toBe(before);
  });

  it('numbers that are no categories, whatever the method', async () => {
    const model = build('made, binary');
    const grey = tensor2d([[0, 1, 0.5, 1]]);
    const message = 'has 0.5 but whole numbers from 0 to 1 were expected: cast(greater(';
    expect(() => model.step(grey)).toThrow(`autoregressive.step: batch ${message}batch, 0.5)`);
    expect(() => model.logProb(grey)).toThrow(`autoregressive.logProb: points ${message}`);
    await expect(model.fit(grey)).rejects.toThrow(`autoregressive.fit: data ${message}`);
    await expect(model.score(grey)).rejects.toThrow(`autoregressive.score: data ${message}`);
    await expect(model.score([[0, 1, 2, 0]])).rejects.toThrow('data has 2 but whole numbers from 0 to 1');
    expect(() => model.step(cast(zeros([2, 4]), 'bool'))).toThrow('batch has dtype bool but float32 or int32');
    // What a GPU gives of them, where they are not read beforehand.
    await expectAllClose(
      categoriesOf(3).poison(
        tensor2d([
          [0, 2],
          [1, 3],
          [-1, 0],
          [0.5, 0],
        ]),
      ),
      [0, NaN, NaN, NaN],
    );
    model.dispose();
  });
});
