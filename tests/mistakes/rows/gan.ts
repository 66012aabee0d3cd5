import * as gan from '@latentkit/gan';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as randomRows } from './random.ts';

const architecture = () => gan.mlpGan({ hidden: [2] });
const options = () => ({ shape: [2], latentSize: 1, seed: 1 });
const data = () => ones([2, 2]);

let made: gan.Gan | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= gan.gan(architecture(), options());
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
      const model = gan.gan(architecture(), options());
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
    args: () => ({ architecture: architecture(), options: options() }),
  };
}

export const rows: Rows = {
  gan: [
    {
      name: 'gan',
      call: gan.gan,
      args: () => ({ architecture: architecture(), options: options() }),
    },
    method('step', () => ({ batch: data() })),
    method('checkData', () => ({})),
    method('decode', () => ({ latents: ones([2, 1]) })),
    method('score', () => ({ data: data() })),
    method('evaluate', () => ({ batch: data(), options: {} }), {
      optional: ['options'],
      allowed: { batch: ['batch object'] },
    }),
    method('sample', () => ({ count: 2, key: gan.key(1) })),
    method('interpolate', () => ({ from: ones([2, 1]), to: ones([2, 1]), steps: 2, options: { kind: 'linear' } }), {
      optional: ['options'],
    }),
    method('restore', () => ({ state: shared().state() })),
    method('state', () => ({})),
  ],
  wganGp: alias('wganGp', gan.wganGp),
  lsgan: alias('lsgan', gan.lsgan),
  hingeGan: alias('hingeGan', gan.hingeGan),
  r3gan: alias('r3gan', gan.r3gan),
  sngan: alias('sngan', gan.sngan),
  infoGan: {
    name: 'infoGan',
    call: gan.infoGan,
    args: () => ({
      architecture: gan.mlpInfoGan({ codeCount: 2, hidden: [2] }),
      options: { ...options(), codeCount: 2, featureSize: 2 },
    }),
  },
  mlpInfoGan: { name: 'mlpInfoGan', call: gan.mlpInfoGan, args: () => ({ options: { codeCount: 2, hidden: [2] } }) },
  projectionGan: {
    name: 'projectionGan',
    call: gan.projectionGan,
    args: () => ({ options: { classes: 2, hidden: [2] } }),
  },
  spectrallyNormalized: {
    name: 'spectrallyNormalized',
    call: gan.spectrallyNormalized,
    args: () => ({ architecture: gan.pointsGan() }),
  },
  key: randomRows.key!,
  mlpGan: {
    name: 'mlpGan',
    call: gan.mlpGan,
    args: () => ({ options: { hidden: [2] } }),
    optional: ['options'],
  },
  dcgan: {
    name: 'dcgan',
    call: gan.dcgan,
    args: () => ({ options: { filters: [2] } }),
    optional: ['options'],
  },
  pointsGan: { none: 'takes nothing' },
};
