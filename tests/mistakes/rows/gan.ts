import * as gan from '@latentkit/gan';
import { ones, tensor1d } from '@tensorflow/tfjs-core';
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

/** A recipe for pictures. */
function architectureOf(name: string, call: Call['call']): Call {
  return { name, call, args: () => ({ options: { filters: [2] } }), optional: ['options'] };
}

/** A method of another model, that of all its calls that are to be refused. */
function methodOf<M extends { dispose(): void }>(
  name: string,
  make: () => M,
  method: keyof M,
  args: () => Record<string, unknown>,
  more: Partial<Call> = {},
): Call {
  let model: M | undefined;
  const call = (of: M) => of[method] as (...args: unknown[]) => unknown;
  return {
    name,
    call: (...given: unknown[]) => {
      model ??= make();
      return call(model)(...given);
    },
    args,
    disposed: () => {
      const other = make();
      other.dispose();
      return call(other)(...Object.values(args()));
    },
    ...more,
  };
}

const makeAcGan = () => gan.acGan(architecture(), { ...options(), classes: 2 });
const makeInfoGan = () => gan.infoGan(architecture(), { ...options(), code: { digit: gan.categoricalCode(2) } });
const makeBiGan = () => gan.biGan(architecture(), options());
const pictureOptions = () => ({ shape: [4, 4, 1], seed: 1 });
const pictures = () => ones([2, 4, 4, 1]);
const labels = () => tensor1d([0, 1], 'int32');
const makeCycleGan = () => gan.cycleGan(gan.residualCycleGan({ filters: 1, blocks: 0 }), pictureOptions());
const makePix2Pix = () => gan.pix2pix(gan.unetPix2Pix({ filters: [1] }), pictureOptions());

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
    method('measure', () => ({ batch: data(), options: {} }), {
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
  wgan: alias('wgan', gan.wgan),
  pacgan: alias('pacgan', gan.pacgan),
  watchGan: {
    name: 'watchGan',
    call: gan.watchGan,
    args: () => ({ model: shared(), options: { batch: data(), key: gan.key(1) } }),
  },
  watchCollapse: {
    name: 'watchCollapse',
    call: gan.watchCollapse,
    args: () => ({ options: { spread: 0.1, patience: 2 } }),
    optional: ['options'],
  },
  watchDivergence: {
    name: 'watchDivergence',
    call: gan.watchDivergence,
    args: () => ({ options: { factor: 10, patience: 2 } }),
    optional: ['options'],
  },
  packing: { name: 'packing', call: gan.packing, args: () => ({ count: 2 }) },
  augmented: {
    name: 'augmented',
    call: (augmentation: gan.Augmentation) => gan.augmented(augmentation),
    args: () => ({ 'augmentations[0]': gan.color() }),
  },
  adaptiveAugmentation: {
    name: 'adaptiveAugmentation',
    call: gan.adaptiveAugmentation,
    args: () => ({ options: { augmentations: [gan.color()], target: 0.6, examples: 100 } }),
  },
  chainViews: {
    name: 'chainViews',
    call: (view: ReturnType<typeof gan.packing>) => gan.chainViews(view),
    args: () => ({ 'views[0]': gan.packing(2) }),
  },
  instanceNoise: { name: 'instanceNoise', call: gan.instanceNoise, args: () => ({ deviation: 0.1 }) },
  color: { none: 'takes nothing' },
  cutout: { name: 'cutout', call: gan.cutout, args: () => ({ options: { ratio: 0.5 } }), optional: ['options'] },
  translation: {
    name: 'translation',
    call: gan.translation,
    args: () => ({ options: { ratio: 0.5 } }),
    optional: ['options'],
  },
  acGan: [
    {
      name: 'acGan',
      call: gan.acGan,
      args: () => ({ architecture: architecture(), options: { ...options(), classes: 2 } }),
    },
    methodOf('acGan.step', makeAcGan, 'step', () => ({ batch: { data: data(), label: labels() } }), {
      allowed: { batch: ['batch object'] },
    }),
    methodOf('acGan.classify', makeAcGan, 'classify', () => ({ data: data() })),
  ],
  infoGan: [
    {
      name: 'infoGan',
      call: gan.infoGan,
      args: () => ({
        architecture: architecture(),
        options: { ...options(), code: { digit: gan.categoricalCode(2) } },
      }),
    },
    methodOf('infoGan.step', makeInfoGan, 'step', () => ({ batch: data() })),
    methodOf('infoGan.guess', makeInfoGan, 'guess', () => ({ data: data() })),
    methodOf('infoGan.sample', makeInfoGan, 'sample', () => ({ count: 2, key: gan.key(1) })),
  ],
  categoricalCode: { name: 'categoricalCode', call: gan.categoricalCode, args: () => ({ classes: 2 }) },
  uniformCode: {
    name: 'uniformCode',
    call: gan.uniformCode,
    args: () => ({ size: 2, options: { standardDeviation: 1 } }),
    optional: ['size', 'options'],
  },
  biGan: [
    { name: 'biGan', call: gan.biGan, args: () => ({ architecture: architecture(), options: options() }) },
    methodOf('biGan.step', makeBiGan, 'step', () => ({ batch: data() })),
    methodOf('biGan.encode', makeBiGan, 'encode', () => ({ data: data() })),
    methodOf('biGan.reconstruct', makeBiGan, 'reconstruct', () => ({ data: data() })),
    methodOf('biGan.score', makeBiGan, 'score', () => ({ data: data(), latents: ones([2, 1]) }), {
      optional: ['latents'],
    }),
  ],
  cycleGan: [
    {
      name: 'cycleGan',
      call: gan.cycleGan,
      args: () => ({ architecture: gan.residualCycleGan({ filters: 1, blocks: 0 }), options: pictureOptions() }),
    },
    methodOf('cycleGan.step', makeCycleGan, 'step', () => ({ batch: { data: pictures(), target: pictures() } }), {
      allowed: { batch: ['batch object'] },
    }),
    methodOf('cycleGan.translate', makeCycleGan, 'translate', () => ({ data: pictures() })),
    methodOf('cycleGan.translateBack', makeCycleGan, 'translateBack', () => ({ target: pictures() })),
    methodOf('cycleGan.reconstruct', makeCycleGan, 'reconstruct', () => ({ data: pictures() })),
  ],
  pix2pix: [
    {
      name: 'pix2pix',
      call: gan.pix2pix,
      args: () => ({ architecture: gan.unetPix2Pix({ filters: [1] }), options: pictureOptions() }),
    },
    methodOf('pix2pix.step', makePix2Pix, 'step', () => ({ batch: { data: pictures(), target: pictures() } }), {
      allowed: { batch: ['batch object'] },
    }),
    methodOf('pix2pix.translate', makePix2Pix, 'translate', () => ({ data: pictures() })),
  ],
  residualCycleGan: {
    name: 'residualCycleGan',
    call: gan.residualCycleGan,
    args: () => ({ options: { filters: 2, blocks: 1 } }),
    optional: ['options'],
  },
  unetPix2Pix: {
    name: 'unetPix2Pix',
    call: gan.unetPix2Pix,
    args: () => ({ options: { filters: [2] } }),
    optional: ['options'],
  },
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
    args: () => ({ options: { filters: [2], criticBatchNorm: true } }),
    optional: ['options'],
  },
  residualGan: architectureOf('residualGan', gan.residualGan),
  resnextGan: architectureOf('resnextGan', gan.resnextGan),
  styleGan: architectureOf('styleGan', gan.styleGan),
  pointsGan: { none: 'takes nothing' },
};
