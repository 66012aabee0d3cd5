import {
  type AutoencoderArchitecture,
  aae,
  ae,
  contractiveAe,
  conv,
  denoisingAe,
  klSparseAe,
  mlp,
  points,
  raeGp,
  raeL2,
  sparseAe,
  vqVae,
  vqVaeEma,
  waeMmd,
} from '@latentkit/ae';
import { chainBijections, planar } from '@latentkit/distributions';
import { adam, linear, type Optimizer, type Trainable } from '@latentkit/nn';
import { type Key, normal } from '@latentkit/random';
import {
  betaTcVae,
  capacityVae,
  factorVae,
  flowPosteriorVae,
  freeBitsVae,
  hierarchicalVae,
  infoVae,
  iwae,
  ladder,
  mixturePrior,
  notesVae,
  vae,
  vaeGan,
  vampPrior,
} from '@latentkit/vae';
import { add, moments, mul, type Scalar, sqrt, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { type ModelName, modelChoice } from '../../choices/models.ts';
import type { Settings } from '../../settings.ts';
import { type BuildInputs, type Built, isPoints, sampleKey, width } from './built.ts';
import type { DensityName } from './densities.ts';
import type { GanName } from './gans.ts';

/** An auto-encoder, variational or not. */
interface Model extends Trainable<Tensor, Readonly<Record<string, Scalar>>> {
  encode(data: Tensor): Tensor;
  decode(latents: Tensor): Tensor;
  reconstruct(data: Tensor): Tensor;
  evaluate(data: Tensor): Readonly<Record<string, Scalar>>;
}

/** One that says how its latents are distributed. */
interface Generator extends Model {
  sample(count: number, key: Key): Tensor;
}

interface Options {
  readonly shape: readonly number[];
  readonly latentSize: number;
  readonly seed: number;
  readonly optimizer: Optimizer;
}

type Make<M> = (architecture: AutoencoderArchitecture, options: Options, inputs: BuildInputs) => M;

/** How many numbers an entry of a codebook has. */
const VECTOR = 4;

type Plain =
  | 'ae'
  | 'vqVae'
  | 'vqVaeEma'
  | 'denoisingAe'
  | 'sparseAe'
  | 'klSparseAe'
  | 'contractiveAe'
  | 'raeL2'
  | 'raeGp';

/** Those whose latents have no distribution of their own. */
const plain: Readonly<Record<Plain, Make<Model>>> = {
  ae,
  vqVae: (architecture, { latentSize, ...options }) =>
    vqVae(architecture, { ...options, latentShape: [latentSize, VECTOR], codebookSize: 64 }),
  vqVaeEma: (architecture, { latentSize, ...options }) =>
    vqVaeEma(architecture, { ...options, latentShape: [latentSize, VECTOR], codebookSize: 64 }),
  denoisingAe,
  sparseAe,
  klSparseAe,
  contractiveAe: (architecture, options) => contractiveAe(architecture, { ...options, probes: 1 }),
  raeL2,
  raeGp,
};

/** Those that can be sampled. */
const generating: Readonly<Record<Exclude<ModelName, Plain | DensityName | GanName>, Make<Generator>>> = {
  aae,
  waeMmd,
  vae: (architecture, options, { settings }) => vae(architecture, { ...options, beta: settings.beta }),
  notesVae,
  freeBitsVae,
  capacityVae: (architecture, options) =>
    capacityVae(architecture, { ...options, beta: 10, capacity: linear({ from: 0, to: 25, steps: 1000 }) }),
  iwae,
  infoVae,
  betaTcVae: (architecture, options, { examples }) => betaTcVae(architecture, { ...options, datasetSize: examples }),
  factorVae,
  vaeGan,
  vampPrior: (architecture, options) => vae(architecture, { ...options, prior: vampPrior({ components: 100 }) }),
  flowPosteriorVae: (architecture, options) =>
    flowPosteriorVae(architecture, {
      ...options,
      bijection: chainBijections(Array.from({ length: 8 }, () => planar)),
    }),
  hierarchicalVae: (architecture, options) =>
    hierarchicalVae(architecture, { ...options, levels: [{ size: options.latentSize }], inference: ladder }),
  mixturePrior: (architecture, options) => vae(architecture, { ...options, prior: mixturePrior({ components: 20 }) }),
};

/** How the auto-encoders of the page are built. */
export const autoencoders = {
  ...mapped(plain, (make, name) => (inputs: BuildInputs) => {
    const model = built(make, inputs);
    return shown(model, name, (count) => guessed(model, inputs, count));
  }),
  ...mapped(generating, (make, name) => (inputs: BuildInputs) => {
    const model = built(make, inputs);
    return shown(model, name, (count) => model.sample(count, sampleKey(inputs.settings)));
  }),
};

function built<M>(make: Make<M>, inputs: BuildInputs): M {
  const { settings, shape } = inputs;
  const { latentSize, seed, learningRate } = settings;
  return make(architectureOf(settings), { shape, latentSize, seed, optimizer: adam({ learningRate }) }, inputs);
}

function architectureOf(settings: Settings): AutoencoderArchitecture {
  if (isPoints(settings)) return points();
  return settings.network === 'conv' ? conv() : mlp({ hidden: [width] });
}

function shown(model: Model, name: ModelName, sample: Built['sample']): Built {
  const { reconstruct, evaluate } = model;
  return { trainable: model, terms: Object.keys(modelChoice(name).terms), reconstruct, evaluate, sample };
}

/** Decodes guessed latents, where a model has no distribution of them: a Gaussian as wide as those of real data. */
function guessed(model: Model, { settings, reference }: BuildInputs, count: number): Tensor {
  return tidy(() => {
    const { mean, variance } = moments(model.encode(reference), 0);
    return model.decode(add(mul(sqrt(variance), normal(sampleKey(settings), [count, ...mean.shape])), mean));
  });
}

function mapped<K extends ModelName, A, B>(record: Readonly<Record<K, A>>, f: (value: A, name: K) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([name, value]) => [name, f(value, name as K)])) as Record<
    K,
    B
  >;
}
