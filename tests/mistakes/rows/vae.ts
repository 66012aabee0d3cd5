import { coupling, planar } from '@latentkit/distributions';
import * as vae from '@latentkit/vae';
import { ones } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as modelRows } from './model.ts';
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

/** A published name, with what it takes besides the options of all. */
function variant(name: keyof typeof vae, own: object): Call {
  return {
    name,
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: nothing bundles a test
    call: vae[name] as (...args: unknown[]) => unknown,
    args: () => ({ architecture: architecture(), options: { ...options(), ...own } }),
  };
}

export const rows: Rows = {
  fitPrior: modelRows.fitPrior!,
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
    method('interpolate', () => ({ from: data(), to: data(), steps: 2, options: { kind: 'linear' } }), {
      optional: ['options'],
    }),
    method('traverse', () => ({ latents: ones([2, 1]), options: { dimension: 0, steps: 2 } })),
    method('logLikelihood', () => ({ data: data(), options: { samples: 2, key: vae.key(1) } })),
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
  flowPosterior: {
    name: 'flowPosterior',
    call: vae.flowPosterior,
    args: () => ({ bijection: planar, options: { beta: 2 } }),
    optional: ['options'],
  },
  hierarchicalGaussian: {
    name: 'hierarchicalGaussian',
    call: vae.hierarchicalGaussian,
    args: () => ({ options: { levels: [{ size: 1, hidden: [2] }], beta: 2 } }),
  },
  bottomUp: { none: 'a value' },
  ladder: { none: 'a value' },
  vampPrior: {
    name: 'vampPrior',
    call: vae.vampPrior,
    args: () => ({ options: { components: 2, range: [0, 1], data: ones([2, 2]) } }),
  },
  flowPrior: { name: 'flowPrior', call: vae.flowPrior, args: () => ({ bijection: coupling() }) },
  mixturePrior: { name: 'mixturePrior', call: vae.mixturePrior, args: () => ({ options: { components: 2 } }) },
  points: { none: 'takes nothing' },
  notesVae: variant('notesVae', { weight: 1 }),
  betaVae: variant('betaVae', { beta: 4 }),
  capacityVae: variant('capacityVae', { capacity: 1 }),
  freeBitsVae: variant('freeBitsVae', { minimum: 1 }),
  flowPosteriorVae: variant('flowPosteriorVae', { bijection: planar, beta: 2 }),
  hierarchicalVae: variant('hierarchicalVae', { levels: [{ size: 1 }], beta: 2 }),
  iwae: variant('iwae', { samples: 2, doublyReparameterized: true }),
  betaTcVae: variant('betaTcVae', { datasetSize: 10, beta: 2 }),
  infoVae: variant('infoVae', { alpha: 0, lambda: 1 }),
  factorVae: variant('factorVae', { gamma: 1 }),
  vaeGan: variant('vaeGan', { featureSize: 3, reconstructionWeight: 1 }),
  conditionalVae: {
    name: 'conditionalVae',
    call: vae.conditionalVae,
    args: () => ({ recipe: vae.mlp, options: { ...options(), conditions: { label: { classes: 2 } } } }),
  },
  notesGaussian: {
    name: 'notesGaussian',
    call: vae.notesGaussian,
    args: () => ({ options: { weight: 2 } }),
    optional: ['options'],
  },
  mmdGaussian: {
    name: 'mmdGaussian',
    call: vae.mmdGaussian,
    args: () => ({ options: { alpha: 0, lambda: 2 } }),
    optional: ['options'],
  },
  totalCorrelation: {
    name: 'totalCorrelation',
    call: vae.totalCorrelation,
    args: () => ({ options: { datasetSize: 10, alpha: 1, beta: 2, gamma: 3 } }),
  },
  importanceWeighted: {
    name: 'importanceWeighted',
    call: vae.importanceWeighted,
    args: () => ({ options: { samples: 2, doublyReparameterized: true } }),
  },
  klCapacity: { name: 'klCapacity', call: vae.klCapacity, args: () => ({ capacity: 1 }) },
  klFreeBits: { name: 'klFreeBits', call: vae.klFreeBits, args: () => ({ minimum: 1 }) },
  minibatchWeighted: { none: 'a value' },
  minibatchStratified: { none: 'a value' },
};
