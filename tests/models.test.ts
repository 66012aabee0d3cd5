import { useBackend } from '@latentkit/backend';
import { backends, expectAllClose, expectNoLeak } from '@latentkit/testing';
import { dispose, memory, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checksum, firstBatches } from './follow.ts';
import golden from './golden.json';
import { normalizedModels, presetModels } from './models.ts';

const STEPS = 20;
/**
 * How far a loss may lie from the one on cpu. The first differs by rounding alone: 784 terms are summed in another order.
 * Every step magnifies that rounding a little, and GPUs round exp, log and division more coarsely.
 */
const FIRST = 1e-4;
const LATER: Record<string, number> = { cpu: 0.01, wasm: 0.01, webgl: 0.03, webgpu: 0.03 };

describe.each(backends)('on %s', (backend) => {
  let batches: Tensor[];
  beforeAll(async () => {
    await useBackend(backend);
    batches = await firstBatches(STEPS);
  });
  afterAll(() => dispose(batches));

  for (const name of Object.keys(presetModels) as (keyof typeof golden)[]) {
    it(`${name} begins with the same weights and follows the same losses as everywhere`, async () => {
      const model = presetModels[name]!();
      expect(await checksum(model)).toBe(golden[name].weights);
      for (let step = 0; step < STEPS; step++) {
        const scalars = model.step(batches[step]!);
        const relative = step === 0 ? FIRST : LATER[backend]!;
        for (const [term, expected] of Object.entries(golden[name].losses[step]!)) {
          await expectAllClose(scalars[term]!, [expected], { relative, absolute: 0 });
        }
        dispose(scalars);
      }
      model.dispose();
    });
  }

  for (const [name, make] of Object.entries(normalizedModels)) {
    // A step that leaks, leaks every time: on a GPU a few steps show it.
    const steps = ['cpu', 'wasm'].includes(backend) ? 50 : 5;
    it(`${name} with batch norm holds no more tensors after ${steps} steps, and none once disposed of`, async () => {
      const before = memory().numTensors;
      const model = make();
      let step = 0;
      await expectNoLeak(() => dispose(model.step(batches[step++ % STEPS]!)), steps);
      model.dispose();
      expect(memory().numTensors).toBe(before);
    });
  }
});
