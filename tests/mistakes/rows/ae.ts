import * as ae from '@latentkit/ae';
import { ones, type Tensor } from '@tensorflow/tfjs-core';
import type { Call, Rows } from '../call.ts';
import { rows as modelRows } from './model.ts';
import { rows as randomRows } from './random.ts';

const architecture = () => ae.mlp({ hidden: [2] });
const options = () => ({ shape: [2], latentSize: 1, seed: 1 });
const data = () => ones([2, 2]);

let made: ae.Ae | undefined;
/** The model of all calls that are to be refused, and so change nothing. */
const shared = () => {
  made ??= ae.ae(architecture(), options());
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
      const model = ae.ae(architecture(), options());
      model.dispose();
      return call(model)(...Object.values(args()));
    },
    ...more,
  };
}

/** A method of the indices of a VQ-VAE. */
function ofIndices(name: 'encode' | 'decode', args: () => Record<string, unknown>): Call {
  const make = () =>
    ae.vqVae(architecture(), { shape: [2], latentShape: [2, 1], codebookSize: 2, seed: 1 }).indices[name];
  let used: ReturnType<typeof make> | undefined;
  return {
    name: `vqVae.indices.${name}`,
    call: (given: Tensor) => {
      used ??= make();
      return used(given);
    },
    args,
  };
}

/** The models that are options of `ae`, by name. */
const { denoisingAe, sparseAe, klSparseAe, contractiveAe, raeL2, raeGp, waeMmd } = ae;
const aliases: Rows = Object.fromEntries(
  Object.entries({ denoisingAe, sparseAe, klSparseAe, contractiveAe, raeL2, raeGp, waeMmd }).map(([name, call]) => [
    name,
    { name, call, args: () => ({ architecture: architecture(), options: options() }) },
  ]),
);

/** The values that take a weight. */
const { l1Sparse, contraction, latentNorm, decoderNorm, decoderGradient } = ae;
const weighted: Rows = Object.fromEntries(
  Object.entries({ l1Sparse, contraction, latentNorm, decoderNorm, decoderGradient }).map(([name, call]) => [
    name,
    { name, call, args: () => ({ options: { weight: 1 } }) },
  ]),
);

/** What makes a corruption, and the corruption. */
const corruption = <O extends object>(name: string, make: (options: O) => ae.Corruption, options: () => O): Call[] => [
  { name, call: make, args: () => ({ options: options() }) },
  {
    name,
    call: (data: Tensor, key: ae.Key) => make(options())(data, key),
    args: () => ({ data: data(), key: ae.key(1) }),
  },
];

export const rows: Rows = {
  ae: [
    {
      name: 'ae',
      call: ae.ae,
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
    method('anomalyScore', () => ({ data: data() })),
    method('reconstruct', () => ({ data: data() })),
    method('interpolate', () => ({ from: data(), to: data(), steps: 2, options: { kind: 'linear' } }), {
      optional: ['options'],
    }),
    method('traverse', () => ({ latents: ones([2, 1]), options: { dimension: 0, steps: 2 } })),
    method('restore', () => ({ state: shared().state() })),
    method('state', () => ({})),
  ],
  mlp: {
    name: 'mlp',
    call: ae.mlp,
    args: () => ({ options: { hidden: [2] } }),
    optional: ['options'],
  },
  conv: {
    name: 'conv',
    call: ae.conv,
    args: () => ({ options: { filters: [2] } }),
    optional: ['options'],
  },
  residualConv: modelRows.residualConv!,
  ...aliases,
  aae: { name: 'aae', call: ae.aae, args: () => ({ architecture: architecture(), options: options() }) },
  vqVae: [
    {
      name: 'vqVae',
      call: ae.vqVae,
      args: () => ({
        architecture: architecture(),
        options: { shape: [2], latentShape: [2, 1], codebookSize: 2, seed: 1 },
      }),
    },
    ofIndices('encode', () => ({ data: data() })),
    ofIndices('decode', () => ({ indices: ones([2, 2], 'int32') })),
  ],
  fitPrior: modelRows.fitPrior!,
  vectorQuantized: {
    name: 'vectorQuantized',
    call: ae.vectorQuantized,
    args: () => ({ options: { codebookSize: 2 } }),
  },
  vqVaeEma: {
    name: 'vqVaeEma',
    call: ae.vqVaeEma,
    args: () => ({
      architecture: architecture(),
      options: { shape: [2], latentShape: [2, 1], codebookSize: 2, seed: 1 },
    }),
  },
  vectorQuantizedEma: {
    name: 'vectorQuantizedEma',
    call: ae.vectorQuantizedEma,
    args: () => ({ options: { codebookSize: 2 } }),
  },
  ...weighted,
  klSparse: { name: 'klSparse', call: ae.klSparse, args: () => ({ options: { rate: 0.1 } }), optional: ['options'] },
  mmdMatched: {
    name: 'mmdMatched',
    call: ae.mmdMatched,
    args: () => ({ options: { weight: 1 } }),
    optional: ['options'],
  },
  inverseMultiquadrics: { name: 'inverseMultiquadrics', call: ae.inverseMultiquadrics, args: () => ({ size: 2 }) },
  gaussianNoise: corruption('gaussianNoise', ae.gaussianNoise, () => ({ standardDeviation: 1 })),
  masking: corruption('masking', ae.masking, () => ({ rate: 0.5 })),
  saltAndPepper: corruption('saltAndPepper', ae.saltAndPepper, () => ({ rate: 0.5 })),
  priorMatched: { name: 'priorMatched', call: ae.priorMatched, args: () => ({ prior: () => ({}) as never }) },
  identity: { none: 'a bottleneck, which the model calls' },
  key: randomRows.key!,
  points: { none: 'takes nothing' },
};
