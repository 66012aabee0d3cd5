import { useBackend } from '@latentkit/backend';
import { key, uniform } from '@latentkit/random';
import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelChoice, models } from '../choices/models.ts';
import { parseSettings } from '../settings.ts';
import { builders } from './models.ts';

beforeAll(() => useBackend('wasm'));

describe.each(models.map(({ value }) => value))('%s', (model) => {
  it.each([
    ['moons', [2]],
    ['digits', [8, 8, 1]],
  ])('learns %s and can be looked at', (dataset, shape) => {
    const { settings } = parseSettings(`?dataset=${dataset}&model=${model}`);
    const reference = uniform(key(1), [6, ...shape]);
    const { trainable, terms, sample, reconstruct, score, evaluate } = builders[model]({
      settings,
      shape,
      examples: 100,
      reference,
    });
    expect(modelChoice(model).terms).toMatchObject(Object.fromEntries(terms.map((term) => [term, expect.any(String)])));
    expect(terms).toContain(modelChoice(model).mainLoss);

    const [before, during] = [evaluate(reference), trainable.step(reference)];
    // At step 0 the page has what can be evaluated; what only a step gives comes with the first one.
    expect(Object.keys(before)).toContain(modelChoice(model).mainLoss);
    for (const term of terms) expect((during[term] as Scalar).dataSync()[0]).toSatisfy(Number.isFinite);
    const looked = [sample(3), ...(reconstruct ? [reconstruct(reference)] : []), ...(score ? [score(reference)] : [])];
    expect(looked[0]!.shape).toEqual([3, ...shape]);
    dispose([...Object.values(before), ...Object.values(during), ...looked, reference]);
    trainable.dispose();
  });
});
