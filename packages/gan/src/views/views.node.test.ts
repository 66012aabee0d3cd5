import { nonSaturating, r1 } from '@latentkit/losses';
import { adversary, type View } from '@latentkit/model';
import { dense, sequential } from '@latentkit/nn';
import { foldIn, key, normal, uniform, uniformValues } from '@latentkit/random';
import { expectAllClose, expectNoLeak, onEveryBackend, testTrainable } from '@latentkit/testing';
import {
  add,
  dispose,
  grad,
  mul,
  ones,
  type Scalar,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tensor4d,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  adaptiveAugmentation,
  augmented,
  chainViews,
  color,
  cutout,
  gan,
  instanceNoise,
  mlpGan,
  pacgan,
  packing,
  translation,
  wgan,
} from '../index.ts';

const at = (step = 0, training = true) => ({ step, key: key(3), training });
const images = (seed = 1) => uniform(key(seed), [4, 6, 8, 3]);
const augmentations = { translation: translation({ ratio: 0.25 }), cutout: cutout(), color: color() };
const options = { shape: [6, 8, 1], latentSize: 3 };
const small = () => mlpGan({ hidden: [8] });
const batch = (index: number) => uniform(key(index), [4, 6, 8, 1]);

testTrainable('pacgan', (seed) => pacgan(small(), { ...options, seed, pack: 2 }), batch);
testTrainable('wgan', (seed) => wgan(small(), { ...options, seed, criticSteps: 2 }), batch, {
  every: { generator: 2 },
});
testTrainable(
  'a gan with adaptive augmentation',
  (seed) => {
    const view = adaptiveAugmentation({ augmentations: Object.values(augmentations), examples: 20 });
    return gan(small(), { ...options, seed, view, penalty: r1() });
  },
  batch,
);

onEveryBackend(() => {
  describe('packing', () => {
    it('puts examples side by side along the last axis', async () => {
      const view = packing(3);
      expect(view.outputShape?.([2, 1])).toEqual([2, 3]);
      // Six examples [2, 1]: the i-th of each third.
      const data = mul(ones([6, 2, 1]), tensor3d([0, 1, 2, 3, 4, 5], [6, 1, 1]));
      const packed = view.apply(data, at());
      expect(packed.shape).toEqual([2, 2, 3]);
      await expectAllClose(packed, [0, 2, 4, 0, 2, 4, 1, 3, 5, 1, 3, 5]);
    });

    it('gives a score for each pack, and a penalty of packs', async () => {
      const model = pacgan(small(), { ...options, seed: 1, pack: 2 });
      expect(model.score(batch(1)).shape).toEqual([2, 1]);
      expect(() => model.step(uniform(key(1), [3, 6, 8, 1]))).toThrow(
        'gan.step: batch has 3 examples but a multiple of 2 was expected: so many the critic sees at once.',
      );
      expect(() => model.score(uniform(key(1), [3, 6, 8, 1]))).toThrow(
        'gan.score: data has 3 examples but a multiple of 2',
      );
      expect(model.stepCount).toBe(0);
      const critic = sequential([dense(1)], { inputShape: [2], key: key(1) });
      const game = adversary(critic, { loss: nonSaturating(), penalty: r1({ weight: 2 }), view: packing(2) });
      const example = { data: ones([4, 1]) };
      const slope = sum(mul(critic.variables['0/kernel']!, critic.variables['0/kernel']!));
      await expectAllClose(game.criticTerms(example, example, at()).penalty!, await slope.data());
    });

    it('is refused for fewer than 2, and by a critic that reads a context', () => {
      for (const count of [1, 0, 1.5]) expect(() => packing(count)).toThrow(RangeError);
    });
  });

  describe.each(Object.entries(augmentations))('%s', (name, augment) => {
    it('is a function of its key, of each example by itself, and keeps the shape', async () => {
      const data = images();
      const [one, again, other] = await Promise.all([key(1), key(1), key(2)].map((own) => augment(data, own).data()));
      expect(again).toEqual(one);
      expect(other).not.toEqual(one);
      const first = await augment(mul(data, tensor4d([1, 0, 0, 0], [4, 1, 1, 1])), key(1)).data();
      const size = first.length / 4;
      expect([...first.slice(0, size)]).toEqual([...one!.slice(0, size)]);
      expect([...one!.slice(0, size)]).not.toEqual([...one!.slice(size, 2 * size)]);
    });

    it('has the gradient of its differences', async () => {
      const [data, direction, weights] = [images(), normal(key(5), [4, 6, 8, 3]), normal(key(6), [4, 6, 8, 3])];
      const value = (x: Tensor) => sum<Scalar>(mul(augment(x, key(1)), weights));
      // All of them are linear in the data.
      const along = sum(mul(grad(value)(data), direction));
      const difference = sub(value(add(data, direction)), value(data));
      await expectAllClose(along, await difference.data(), { relative: 1e-3, absolute: 1e-3 });
    });

    it('refuses what are no images, and leaves nothing behind', async () => {
      expect(() => augment(zeros([4, 6]), key(1))).toThrow(
        `${name}: data has shape [4,6] but [batch,height,width,channels] was expected.`,
      );
      const data = images();
      await expectNoLeak(() => dispose(augment(data, key(1))));
    });
  });

  it('translation moves by whole pixels, up to its ratio, and fills with 0', async () => {
    // A single bright pixel in the middle of 9×9, in each of 200 images.
    const count = 200;
    const spot = Float32Array.from({ length: 81 * count }, (_, i) => (i % 81 === 40 ? 1 : 0));
    const shifted = translation({ ratio: 2 / 9 })(tensor4d(spot, [count, 9, 9, 1]), key(1));
    const moved = (await shifted.array()) as number[][][][];
    const places = moved.map((image) => {
      const at = image.flat(2).indexOf(1);
      expect(image.flat(2).reduce((a, b) => a + b, 0)).toBe(1);
      return [Math.floor(at / 9) - 4, (at % 9) - 4] as const;
    });
    for (const axis of [0, 1] as const) {
      const counts = [-2, -1, 0, 1, 2].map((shift) => places.filter((place) => place[axis] === shift).length);
      expect(counts.reduce((a, b) => a + b)).toBe(count);
      // Each has a fifth of 200, with a deviation of 5.7.
      for (const times of counts) expect(Math.abs(times - count / 5)).toBeLessThan(23);
    }
    const edge = await translation({ ratio: 1 })(ones([50, 3, 3, 1]), key(2)).data();
    expect([...new Set(edge)].sort()).toEqual([0, 1]);
  });

  it('cutout sets a box of its size to 0, less where it reaches over the border', async () => {
    const cut = (await cutout({ ratio: 0.5 })(ones([100, 8, 6, 1]), key(1)).array()) as number[][][][];
    const zerosIn = cut.map((image) => image.flat(2).filter((x) => x === 0).length);
    expect(Math.max(...zerosIn)).toBe(12);
    expect(Math.min(...zerosIn)).toBeGreaterThan(0);
    for (const image of cut) {
      const rows = image.map((row) => row.flat().filter((x) => x === 0).length).filter((n) => n > 0);
      expect(new Set(rows).size).toBe(1);
    }
  });

  it('color changes brightness, saturation and contrast as its formula has it', async () => {
    const data = images(2);
    const result = (await color()(data, key(4)).array()) as number[][][][];
    const draw = (purpose: number) => uniformValues(foldIn(key(4), purpose), 4);
    const [b, s, c] = [draw(0), draw(1), draw(2)] as const;
    const expected = ((await data.array()) as number[][][][]).map((image, i) => {
      const bright = image.map((row) => row.map((pixel) => pixel.map((x) => x + b[i]! - 0.5)));
      const saturated = bright.map((row) =>
        row.map((pixel) => {
          const mean = pixel.reduce((sum, x) => sum + x, 0) / 3;
          return pixel.map((x) => 2 * s[i]! * (x - mean) + mean);
        }),
      );
      const all = saturated.flat(2);
      const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
      return saturated.map((row) => row.map((pixel) => pixel.map((x) => (0.5 + c[i]!) * (x - mean) + mean)));
    });
    await expectAllClose(tensor1d(result.flat(3)), expected.flat(3), { relative: 1e-5, absolute: 1e-5 });
  });

  it('augments while training only', async () => {
    const data = images();
    for (const view of [
      augmented(...Object.values(augmentations)),
      instanceNoise(1),
      adaptiveAugmentation({ augmentations: [color()] }),
    ]) {
      await expectAllClose(view.apply(data, at(0, false)), await data.data(), { relative: 0, absolute: 0 });
    }
  });

  it('adapts its probability to the share of real examples that are taken for real', async () => {
    const view = adaptiveAugmentation({ augmentations: [(x) => mul(x, 2)], target: 0.2, examples: 8 });
    const probability = async () => (await view.buffers!.probability!.data())[0];
    view.observe?.(tensor2d([[1], [1], [1], [-1]]));
    expect(await probability()).toBe(0.5);
    view.observe?.(tensor2d([[1], [-1], [1], [-1]]));
    expect(await probability()).toBe(0);
    view.observe?.(tensor2d([[-1], [-1], [1], [-1]]));
    expect(await probability()).toBe(0);
    for (let i = 0; i < 3; i++) view.observe?.(ones([4, 1]));
    expect(await probability()).toBe(1);
    await expectAllClose(view.apply(ones([3, 2]), at()), [2, 2, 2, 2, 2, 2]);
    // Half of them at a half.
    view.observe?.(zeros([4, 1]));
    const changed = await view.apply(ones([400, 1]), at()).data();
    const share = changed.filter((x) => x === 2).length / 400;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
    dispose(view.buffers!.probability!);
  });

  it('adds noise of the deviation that its schedule has', async () => {
    const view = instanceNoise((step) => 2 - step);
    const noise = Array.from(await view.apply(zeros([4000, 1]), at(0)).data());
    const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / noise.length);
    // Known to 1.1 % by 4,000 draws.
    expect(Math.abs(deviation / 2 - 1)).toBeLessThan(0.05);
    await expectAllClose(view.apply(ones([2]), at(2)), [1, 1]);
    expect(() => view.apply(ones([2]), at(3))).toThrow('instanceNoise: deviation is -1 at step 3 but');
  });

  it('chains views, in their order, with keys of their own', async () => {
    const seen: string[] = [];
    const spy = (name: string): View => ({
      apply: (data, { key: [a, b] }) => {
        seen.push(`${name} ${a} ${b}`);
        return add(data, 1);
      },
      observe: () => seen.push(name),
    });
    const view = chainViews(spy('a'), packing(2), spy('b'), packing(2));
    expect(view.packed).toBe(4);
    expect(view.outputShape?.([3])).toEqual([12]);
    expect(view.apply(zeros([8, 3]), at()).shape).toEqual([2, 12]);
    view.observe?.(zeros([2, 1]));
    expect(seen.map((line) => line[0]).join('')).toBe('abab');
    expect(seen[0]!.slice(1)).not.toBe(seen[1]!.slice(1));
    const adaptive = chainViews(packing(2), adaptiveAugmentation({ augmentations: [(x) => x] }));
    expect(Object.keys(adaptive.buffers ?? {})).toEqual(['1/probability']);
    dispose(Object.values(adaptive.buffers ?? {}));
  });
});

describe('views refuse', () => {
  it('options out of range', () => {
    expect(() => translation({ ratio: 2 })).toThrow(RangeError);
    expect(() => cutout({ ratio: -1 })).toThrow(RangeError);
    expect(() => augmented()).toThrow('augmented: augmentations is [] but at least one was expected.');
    expect(() => chainViews()).toThrow('chainViews: views is [] but at least one was expected.');
    expect(() => adaptiveAugmentation({ augmentations: [] })).toThrow(RangeError);
    expect(() => adaptiveAugmentation({ augmentations: [color()], target: 2 })).toThrow(RangeError);
    expect(() => instanceNoise(0)).toThrow(RangeError);
  });
});
