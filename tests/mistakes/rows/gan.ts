import * as gan from '@latentkit/gan';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const networks = () => gan.mlp({ shape: [2], latentSize: 1, seed: 1, hidden: [2] });
const data = () => ones([2, 2]);

let made: gan.Gan | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= gan.gan(networks());
  return made;
};

/** A method of a model. */
function method(name: keyof gan.Gan, args: () => Record<string, unknown>, more: Partial<Call> = {}): Call {
  const call = (model: gan.Gan) => model[name] as (...args: unknown[]) => unknown;
  return {
    name: `gan.${name}`,
    call: (...given: unknown[]) => call(shared())(...given),
    args,
    disposed: () => {
      const model = gan.gan(networks());
      model.dispose();
      return call(model)(...Object.values(args()));
    },
    ...more,
  };
}

/** A published GAN: the arguments of `gan`. */
function alias(name: string, call: typeof gan.gan): Call {
  return {
    name,
    call,
    args: () => ({ networks: networks(), options: { criticSteps: 1 } }),
    optional: ['options'],
  };
}

export const rows: Rows = {
  gan: [
    {
      name: 'gan',
      call: gan.gan,
      args: () => ({ networks: networks(), options: { criticSteps: 1 } }),
      optional: ['options'],
    },
    method('step', () => ({ batch: data() })),
    method('checkData', () => ({})),
    method('decode', () => ({ codes: ones([2, 1]) })),
    method('judge', () => ({ data: data() })),
    method('sample', () => ({ count: 2, key: gan.key(1) })),
    method('interpolate', () => ({ from: ones([2, 1]), to: ones([2, 1]), steps: 2 })),
    method('restore', () => ({ state: shared().state() })),
    method('state', () => ({})),
  ],
  wganGp: alias('wganGp', gan.wganGp),
  lsgan: alias('lsgan', gan.lsgan),
  hingeGan: alias('hingeGan', gan.hingeGan),
  key: randomRows.key!,
  mlp: {
    name: 'mlp',
    call: gan.mlp,
    args: () => ({ options: { shape: [2], latentSize: 1, seed: 1 } }),
  },
  dcgan: {
    name: 'dcgan',
    call: gan.dcgan,
    args: () => ({ options: { shape: [4, 4, 1], latentSize: 1, seed: 1, filters: [2] } }),
  },
  points: { name: 'points', call: gan.points, args: () => ({ options: { seed: 1 } }) },
};
