import * as ae from '@latentkit/ae';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';

const networks = () => ae.mlp({ shape: [2], latentSize: 1, seed: 1, hidden: [2] });
const data = () => ones([2, 2]);

let made: ae.Ae | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= ae.ae(networks());
  return made;
};

/** A method of a model. */
function method(name: keyof ae.Ae, args: () => Record<string, unknown>, more: Partial<Call> = {}): Call {
  const call = (model: ae.Ae) => model[name] as (...args: unknown[]) => unknown;
  return {
    name: `ae.${name}`,
    call: (...given: unknown[]) => call(shared())(...given),
    args,
    disposed: () => {
      const model = ae.ae(networks());
      model.dispose();
      return call(model)(...Object.values(args()));
    },
    ...more,
  };
}

export const rows: Rows = {
  ae: [
    {
      name: 'ae',
      call: ae.ae,
      args: () => ({ networks: networks(), options: { likelihood: undefined } }),
      optional: ['options'],
    },
    method('step', () => ({ batch: data() })),
    method('checkData', () => ({})),
    method('evaluate', () => ({ data: data(), options: { perExample: true } }), { optional: ['options'] }),
    method('encode', () => ({ data: data() })),
    method('decode', () => ({ codes: ones([2, 1]) })),
    method('reconstruct', () => ({ data: data() })),
    method('interpolate', () => ({ from: data(), to: data(), steps: 2 })),
    method('restore', () => ({ state: shared().state() })),
    method('state', () => ({})),
  ],
  mlp: {
    name: 'mlp',
    call: ae.mlp,
    args: () => ({ options: { shape: [2], latentSize: 1, seed: 1 } }),
  },
  conv: {
    name: 'conv',
    call: ae.conv,
    args: () => ({ options: { shape: [4, 4, 1], latentSize: 1, seed: 1, filters: [2] } }),
  },
  points: { name: 'points', call: ae.points, args: () => ({ options: { seed: 1 } }) },
};
