import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { describe, it } from 'vitest';
import { onEveryBackend } from './backends.ts';
import { trainableChecks } from './trainableChecks.ts';
import type { TrainableTestOptions } from './trainableRun.ts';

/**
 * The conformance suite of a model, on every backend.
 *
 * @param name how the tests are headed
 * @param makeModel a new, small model; the same seed gives the same model
 * @param makeBatch a new batch, freed by the suite; the same number gives the same batch
 * @param options what is known of its terms: weights, when they are there, which are random
 */
export function testTrainable<B extends Batch, T extends Terms>(
  name: string,
  makeModel: (seed: number) => Trainable<B, T>,
  makeBatch: (index: number) => B,
  options: TrainableTestOptions = {},
): void {
  describe(`${name} is trainable`, () => {
    onEveryBackend(() => {
      for (const check of trainableChecks) it(check.name, () => check.run({ makeModel, makeBatch, ...options }));
    });
  });
}
