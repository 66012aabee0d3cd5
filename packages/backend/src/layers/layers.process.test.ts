// Plain TensorFlow.js, as `@tensorflow/tfjs` loads it. LatentKit is loaded by the test, once plain tfjs had its turn.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { layers } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolutions } from './rows/convolutions.ts';
import { dense } from './rows/dense.ts';
import { pooling } from './rows/pooling.ts';
import { sequences } from './rows/sequences.ts';
import { type Outcome, train } from './train.ts';
import type { LayerType, Variant } from './variant.ts';

const rows: Partial<Record<LayerType, readonly Variant[]>> = { ...convolutions, ...pooling, ...dense, ...sequences };

/** Other names of the same. */
const aliases: Partial<Record<LayerType, LayerType>> = {
  avgPool1d: 'averagePooling1d',
  avgPool2d: 'averagePooling2d',
  avgPool3d: 'averagePooling3d',
  avgPooling1d: 'averagePooling1d',
  avgPooling2d: 'averagePooling2d',
  avgPooling3d: 'averagePooling3d',
  globalMaxPool1d: 'globalMaxPooling1d',
  globalMaxPool2d: 'globalMaxPooling2d',
  maxPool1d: 'maxPooling1d',
  maxPool2d: 'maxPooling2d',
};

/** Base classes, the beginning of every model here, and the cell that convLstm2d is made of and that `rnn` refuses. */
const noLayers: readonly LayerType[] = ['Layer', 'RNN', 'RNNCell', 'input', 'convLstm2dCell'];

const variants = Object.entries(rows).flatMap(([type, all]) =>
  all.map((variant) => ({ ...variant, name: `${type}, ${variant.name}` })),
);

/** Sums in another order: a few units in the last place of numbers about 1. */
const tolerance = 1e-5;

/** By backend, then by variant. */
type Outcomes = Record<'cpu' | 'wasm', Map<string, Outcome>>;

async function trainAll(choose: (backend: 'cpu' | 'wasm') => Promise<unknown>): Promise<Outcomes> {
  const outcomes: Outcomes = { cpu: new Map(), wasm: new Map() };
  for (const backend of ['cpu', 'wasm'] as const) {
    await choose(backend);
    for (const variant of variants) outcomes[backend].set(variant.name, await train(variant));
  }
  return outcomes;
}

function distance(a: Outcome, b: Outcome): number {
  if ('error' in a || 'error' in b || a.numbers.length !== b.numbers.length) return Number.POSITIVE_INFINITY;
  return Math.max(...a.numbers.map((x, i) => Math.abs(x - b.numbers[i]!)));
}

describe('tf.layers', () => {
  let plain: Outcomes;
  let ours: Outcomes;
  beforeAll(async () => {
    plain = await trainAll(async (backend) => {
      await tf.setBackend(backend);
      // Its banner, at the first use in Node.
      Object.assign(tf.backend(), { firstUse: false });
    });
    const factory = tf.findBackendFactory('wasm');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', factory);
    const { useBackend } = await import('../index.ts');
    ours = await trainAll((backend) => useBackend(backend, { threads: 1 }));
  });

  it('every type has a row', () => {
    expect([...Object.keys(rows), ...Object.keys(aliases), ...noLayers].sort()).toEqual(Object.keys(layers).sort());
  });

  it.each(Object.entries(aliases))('%s is %s', (alias, type) => {
    const make = (name: string) => (layers[name as 'avgPool1d'] as typeof layers.avgPool1d)({ poolSize: 2 });
    expect(make(alias).getClassName()).toBe(make(type).getClassName());
  });

  describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
    const other = backend === 'cpu' ? 'wasm' : 'cpu';
    it.each(variants)('$name', ({ name, plain: faults }) => {
      const fault = faults?.[backend];
      const [stock, own] = [plain[backend].get(name)!, ours[backend].get(name)!];
      expect(own).not.toHaveProperty('error');
      if (fault === 'throws') expect(stock).toHaveProperty('error');
      else expect(stock).not.toHaveProperty('error');
      if (fault === 'wrong') expect(distance(own, stock)).toBeGreaterThan(0.01);
      // Where tfjs has it wrong on both, the table of gradients tests ours.
      const reference =
        fault === undefined ? stock : faults?.[other] ? ours[other].get(name)! : plain[other].get(name)!;
      expect(distance(own, reference)).toBeLessThan(tolerance);
    });
  });
});
