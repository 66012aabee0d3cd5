import { useBackend } from '@latentkit/backend';
import { key, uniform } from '@latentkit/random';
import { dispose, memory, round, type Scalar, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelChoice } from '../choices/models/model.ts';
import { type ModelName, modelChoice, models } from '../choices/models.ts';
import { networks } from '../choices/networks.ts';
import { definitions } from '../choices/settings.ts';
import { parseSettings } from '../settings.ts';
import { builders } from './models.ts';

beforeAll(() => useBackend('wasm'));

describe.each(models as readonly ModelChoice[])('$value', ({ value, data, blackAndWhite }) => {
  const model = value as ModelName;
  const cases = [
    ['points', 'moons', [2]],
    ['pictures', 'digits', [8, 8, 1]],
  ] as const;
  const taken = cases.filter(([kind]) => data === undefined || kind === data);

  it.each(taken)('learns %s, can be looked at, and leaves nothing behind', (kind, dataset, shape) => {
    const { settings } = parseSettings(`?dataset=${dataset}&model=${model}`);
    const { numTensors } = memory();
    const reference = tidy(() => {
      const numbers = uniform(key(1), [6, ...shape]);
      return blackAndWhite ? round(numbers) : numbers;
    });
    const { trainable, terms, sample, reconstruct, field, evaluate } = builders[model]({
      settings,
      shape: [...shape],
      examples: 100,
      reference,
    });
    expect(modelChoice(model).terms).toMatchObject(Object.fromEntries(terms.map((term) => [term, expect.any(String)])));
    expect(terms).toContain(modelChoice(model).mainLoss);

    const [before, during] = [evaluate(reference), trainable.step(reference)];
    // At step 0 the page has what can be evaluated; what only a step gives comes with the first one.
    expect(Object.keys(before)).toContain(modelChoice(model).mainLoss);
    for (const term of terms) expect((during[term] as Scalar).dataSync()[0]).toSatisfy(Number.isFinite);
    const looked = [
      sample(3),
      ...(reconstruct ? [reconstruct(reference)] : []),
      ...(field && kind === 'points' ? [field(reference)] : []),
    ];
    expect(looked[0]!.shape).toEqual([3, ...shape]);
    expect(settings.model).toBe(model);
    dispose([...Object.values(before), ...Object.values(during), ...looked, reference]);
    trainable.dispose();
    expect(memory().numTensors).toBe(numTensors);
  });
});

const words = ['adversarialLoss', 'penalty', 'view'].flatMap((name) => {
  const setting = definitions.find((definition) => definition.name === name);
  return setting?.kind === 'choice' ? setting.options.map(({ value }) => `${name}=${value}`) : [];
});
it.each(words)('a GAN of convolutions takes a step with %s, and of points can be looked at', (word) => {
  const { numTensors } = memory();
  for (const [dataset, network, shape] of [
    ['digits', '&network=conv', [8, 8, 1]],
    ['moons', '', [2]],
  ] as const) {
    const { settings } = parseSettings(`?dataset=${dataset}&model=gan${network}&${word}`);
    const reference = uniform(key(1), [6, ...shape]);
    const built = builders.gan({ settings, shape: [...shape], examples: 100, reference });
    const terms = built.trainable.step(reference);
    for (const term of built.terms) expect((terms[term] as Scalar).dataSync()[0]).toSatisfy(Number.isFinite);
    const field = shape.length === 1 ? built.field?.(reference) : undefined;
    expect(field?.shape ?? [6, 1]).toEqual([6, 1]);
    dispose([...Object.values(terms), reference, ...(field ? [field] : [])]);
    built.trainable.dispose();
  }
  expect(memory().numTensors).toBe(numTensors);
});

it.each(networks.map(({ value }) => value))('a GAN of pictures takes a step by %s, as it is offered', (network) => {
  const { numTensors } = memory();
  const { settings, problems } = parseSettings(`?model=gan&network=${network}`);
  expect([settings.network, problems]).toEqual([network, []]);
  const shape = [8, 8, 1];
  const reference = uniform(key(1), [6, ...shape]);
  const { trainable, terms, sample } = builders.gan({ settings, shape, examples: 100, reference });
  const during = trainable.step(reference);
  for (const term of terms) expect((during[term] as Scalar).dataSync()[0]).toSatisfy(Number.isFinite);
  const samples = sample(3);
  expect(samples.shape).toEqual([3, ...shape]);
  dispose([...Object.values(during), samples, reference]);
  trainable.dispose();
  expect(memory().numTensors).toBe(numTensors);
});
