import * as vae from '@latentkit/vae';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const networks = () => vae.mlp({ shape: [2], latentSize: 1, seed: 1, hidden: [2] });
const data = () => ones([2, 2]);

let made: vae.Vae | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= vae.vae(networks());
  return made;
};

/** A method of a model. */
function method(name: keyof vae.Vae, args: () => Record<string, unknown>, more: Partial<Call> = {}): Call {
  const call = (model: vae.Vae) => model[name] as (...args: unknown[]) => unknown;
  return {
    name: `vae.${name}`,
    call: (...given: unknown[]) => call(shared())(...given),
    args,
    disposed: () => {
      const model = vae.vae(networks());
      model.dispose();
      return call(model)(...Object.values(args()));
    },
    ...more,
  };
}

export const rows: Rows = {
  vae: [
    {
      name: 'vae',
      call: vae.vae,
      args: () => ({ networks: networks(), options: { beta: 1 } }),
      optional: ['options'],
    },
    method('step', () => ({ batch: data() })),
    method('checkData', () => ({})),
    method('evaluate', () => ({ data: data(), options: { perExample: true } }), { optional: ['options'] }),
    method('encode', () => ({ data: data() })),
    method('decode', () => ({ codes: ones([2, 1]) })),
    method('reconstruct', () => ({ data: data() })),
    method('sample', () => ({ count: 2, key: vae.key(1) })),
    method('interpolate', () => ({ from: data(), to: data(), steps: 2 })),
    method('restore', () => ({ state: shared().state() })),
    method('state', () => ({})),
  ],
  key: randomRows.key!,
  mlp: {
    name: 'mlp',
    call: vae.mlp,
    args: () => ({ options: { shape: [2], latentSize: 1, seed: 1 } }),
  },
  conv: {
    name: 'conv',
    call: vae.conv,
    args: () => ({ options: { shape: [4, 4, 1], latentSize: 1, seed: 1, filters: [2] } }),
  },
  points: { name: 'points', call: vae.points, args: () => ({ options: { seed: 1 } }) },
};
