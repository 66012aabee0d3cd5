import * as vae from '@latentkit/vae';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const architecture = () => vae.mlp({ hidden: [2] });
const options = () => ({ shape: [2], latentSize: 1, seed: 1 });
const data = () => ones([2, 2]);

let made: vae.Vae | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= vae.vae(architecture(), options());
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
      const model = vae.vae(architecture(), options());
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
      args: () => ({ architecture: architecture(), options: options() }),
    },
    method('step', () => ({ batch: data() })),
    method('checkData', () => ({})),
    method('evaluate', () => ({ batch: data(), options: { perExample: true } }), {
      optional: ['options'],
      allowed: { batch: ['batch object'] },
    }),
    method('encode', () => ({ data: data() })),
    method('decode', () => ({ latents: ones([2, 1]) })),
    method('posterior', () => ({ data: data() })),
    method('anomalyScore', () => ({ data: data() })),
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
    args: () => ({ options: { hidden: [2] } }),
    optional: ['options'],
  },
  conv: {
    name: 'conv',
    call: vae.conv,
    args: () => ({ options: { filters: [2] } }),
    optional: ['options'],
  },
  gaussian: { name: 'gaussian', call: vae.gaussian, args: () => ({ options: { beta: 2 } }), optional: ['options'] },
  vampPrior: {
    name: 'vampPrior',
    call: vae.vampPrior,
    args: () => ({ options: { components: 2, range: [0, 1], data: ones([2, 2]) } }),
  },
  mixturePrior: { name: 'mixturePrior', call: vae.mixturePrior, args: () => ({ options: { components: 2 } }) },
  points: { none: 'takes nothing' },
};
