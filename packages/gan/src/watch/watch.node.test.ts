import { grid, ring } from '@latentkit/datasets';
import { nonSaturating, wasserstein } from '@latentkit/losses';
import { adam, sgd } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { clone, dispose, ones, type Scalar, type Tensor, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  type Finding,
  type GanOptions,
  type GanReading,
  gan,
  mlpGan,
  pointsGan,
  watchCollapse,
  watchDivergence,
  watchGan,
} from '../index.ts';

const options = { shape: [2], latentSize: 4, seed: 1 };

/** Trains, reading every 10 steps, until something is found. */
async function foundIn(steps: number, more: Partial<GanOptions>, find: (reading: GanReading) => Finding | undefined) {
  const model = gan(pointsGan(), { ...options, ...more });
  const all = ring({ count: 64, seed: 1 }).toTensor() as Tensor;
  const watch = watchGan(model, { batch: all });
  let finding: Finding | undefined;
  while (!finding && model.stepCount < steps) {
    for (let i = 0; i < 10; i++) dispose(Object.values(model.step(all)) as Scalar[]);
    finding = find(await watch.read());
  }
  watch.dispose();
  model.dispose();
  dispose(all);
  return finding;
}

onEveryBackend(() => {
  it('reads what it says, and changes nothing', async () => {
    const model = gan(mlpGan({ hidden: [4] }), { ...options, shape: [3] });
    const batch = uniform(key(2), [6, 3]);
    const watch = watchGan(model, { batch });
    const state = Object.values(model.state().tensors)[0]!.dataSync().slice();
    const first = await watch.read();
    expect(first).toMatchObject({ step: 0, criticDistance: 0, generatorDistance: 0 });
    expect(first.realScore).toBeCloseTo(mean(await model.score(batch).data()), 5);
    expect(Object.values(model.state().tensors)[0]!.dataSync()).toEqual(state);
    expect(await watch.read()).toEqual(first);
    dispose(Object.values(model.step(batch)) as Scalar[]);
    const next = await watch.read();
    expect(next.step).toBe(1);
    expect(next.criticDistance).toBeGreaterThan(0);
    expect(next.generatorDistance).toBeGreaterThan(0);
    watch.dispose();
  });

  it('measures the norms of both gradients', async () => {
    // A step of sgd moves the weights by the rate times the gradient.
    const model = gan(mlpGan({ hidden: [4] }), {
      ...options,
      shape: [3],
      criticOptimizer: sgd({ learningRate: 1e-3 }),
      generatorOptimizer: sgd({ learningRate: 1e-12 }),
    });
    const batch = uniform(key(2), [512, 3]);
    const watch = watchGan(model, { batch });
    const { criticGradient } = await watch.read();
    dispose(Object.values(model.step(batch)) as Scalar[]);
    const { criticDistance } = await watch.read();
    // The step had other noise: two means of 512.
    expect(Math.abs(criticDistance / 1e-3 / criticGradient - 1)).toBeLessThan(0.2);
    watch.dispose();
  });

  it('has a spread of 1 for the data themselves and of 0 for copies', async () => {
    const data = grid({ count: 50, seed: 1 }).toTensor() as Tensor;
    const still = { realScore: 0, fakeScore: 0, criticGradient: 0, generatorGradient: 0 };
    const copying = (samples: Tensor) => ({
      stepCount: 3,
      measure: () => Object.fromEntries(Object.keys(still).map((name) => [name, zeros([])])) as never,
      sample: () => clone(samples),
      state: () => ({ tensors: {}, counters: {} }) as never,
    });
    expect(await watchGan(copying(data), { batch: data }).read()).toMatchObject({ step: 3, spread: 1 });
    expect((await watchGan(copying(ones([50, 2])), { batch: data }).read()).spread).toBe(0);
  });

  it('leaves nothing behind but what dispose frees', async () => {
    const model = gan(mlpGan({ hidden: [4] }), { ...options, shape: [3] });
    const batch = uniform(key(2), [6, 3]);
    await expectNoLeak(async () => {
      const watch = watchGan(model, { batch });
      await watch.read();
      watch.dispose();
    });
  });
});

describe('a run', () => {
  it('that collapses says so, and since when', async () => {
    const collapsed = await foundIn(
      600,
      {
        loss: nonSaturating(),
        generatorOptimizer: adam({ learningRate: 0.02 }),
        criticOptimizer: sgd({ learningRate: 1e-4 }),
      },
      watchCollapse(),
    );
    expect(collapsed?.kind).toBe('collapse');
    expect(collapsed?.message).toMatch(
      /^Since step \d+ the generator has given much the same for all noise: its samples are/,
    );
    expect(collapsed?.message).toContain(`Since step ${collapsed?.step} `);
  });

  it('that diverges says so, and since when', async () => {
    const optimizer = adam({ learningRate: 0.05 });
    const diverged = await foundIn(
      600,
      { loss: wasserstein(), generatorOptimizer: optimizer, criticOptimizer: optimizer },
      watchDivergence(),
    );
    expect(diverged?.kind).toBe('divergence');
    expect(diverged?.message).toContain(`Since step ${diverged?.step} the game runs away:`);
  });

  it('that goes well gives no finding', async () => {
    const both = [watchCollapse(), watchDivergence()];
    const found = await foundIn(200, {}, (reading) => both.map((find) => find(reading)).find(Boolean));
    expect(found).toBeUndefined();
  });
});

describe('findings', () => {
  const reading = (step: number, more: Partial<GanReading>): GanReading => ({
    step,
    realScore: 1,
    fakeScore: -1,
    criticGradient: 1,
    generatorGradient: 0.5,
    criticDistance: 1,
    generatorDistance: 1,
    spread: 1,
    ...more,
  });

  it('wait for their patience, and name the step at which it began', () => {
    const find = watchCollapse({ spread: 0.5, patience: 2 });
    const steps = [0.4, 0.6, 0.4, 0.3, 0.2].map((spread, i) => find(reading(10 * i, { spread }))?.step);
    expect(steps).toEqual([undefined, undefined, undefined, 20, 20]);
  });

  it('go by what was at first, and at once where a number is lost', () => {
    const find = watchDivergence({ factor: 10, patience: 2 });
    const scores = [-50, -400, -501, -600, 20, 800, Number.NaN];
    const steps = scores.map((fakeScore, i) => find(reading(i, { fakeScore }))?.step);
    expect(steps).toEqual([undefined, undefined, undefined, 2, undefined, undefined, 6]);
  });

  it('refuse what is not as documented', () => {
    expect(() => watchCollapse({ spread: 2 })).toThrow(RangeError);
    expect(() => watchCollapse({ patience: 0 })).toThrow(RangeError);
    expect(() => watchDivergence({ factor: -1 })).toThrow(RangeError);
    const model = gan(mlpGan({ hidden: [4] }), { ...options, shape: [3] });
    expect(() => watchGan(model, { batch: zeros([1, 3]) })).toThrow('watchGan: batch has 1 examples but at least 2');
    expect(() => watchGan({} as never, { batch: zeros([2, 3]) })).toThrow(TypeError);
  });
});

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, x) => sum + x, 0) / values.length;
}
