/**
 * One step of a tiny instance of every variant, on every backend, against cpu: the place for the only test that a variant has in
 * a browser. Its mathematics and its conformance are tested in its package, in Node.
 */
import {
  aae,
  ae,
  contractiveAe,
  denoisingAe,
  klSparseAe,
  mlp,
  raeGp,
  raeL2,
  residualConv,
  sparseAe,
  vqVae,
  vqVaeEma,
  waeMmd,
} from '@latentkit/ae';
import { useBackend } from '@latentkit/backend';
import { chainBijections, coupling, iaf, maf, planar, splineCoupling } from '@latentkit/distributions';
import {
  acGan,
  adaptiveAugmentation,
  biGan,
  categoricalCode,
  color,
  cutout,
  cycleGan,
  dcgan,
  gan,
  infoGan,
  mlpGan,
  pacgan,
  pix2pix,
  projectionGan,
  r3gan,
  residualCycleGan,
  residualGan,
  resnextGan,
  sngan,
  styleGan,
  translation,
  unetPix2Pix,
  uniformCode,
  wgan,
  wganGp,
} from '@latentkit/gan';
import {
  addPenalties,
  consistency,
  dualContrastive,
  hinge,
  lazyPenalty,
  orthogonalPenalty,
  r1,
  scheduledPenalty,
  topK,
} from '@latentkit/losses';
import { digitClassifier } from '@latentkit/metrics';
import { autoregressive, flow, gaussianMixture, made, pixelCnn } from '@latentkit/mle';
import type { Batch, Terms, Trainable } from '@latentkit/nn';
import { key, uniform } from '@latentkit/random';
import { backends, expectAllClose } from '@latentkit/testing';
import {
  betaTcVae,
  capacityVae,
  factorVae,
  flowPosteriorVae,
  flowPrior,
  freeBitsVae,
  hierarchicalVae,
  infoVae,
  iwae,
  ladder,
  minibatchStratified,
  mixturePrior,
  notesVae,
  vae,
  vaeGan,
  vampPrior,
} from '@latentkit/vae';
import { dispose, mul, type Scalar, type Tensor, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';

const options = { shape: [6], latentSize: 2, seed: 1 };
const hidden = [8];
const flowOptions = { shape: [6], seed: 1 };
const data = () => uniform(key(1), [4, 6]);
const labelled = () => ({ data: data(), label: tensor1d([0, 2, 1, 1], 'int32') });
const pictures = () => ({ data: uniform(key(1), [2, 4, 4, 1]), target: uniform(key(2), [2, 4, 4, 2]) });

const pictureOptions = { ...options, shape: [4, 4, 1] };
const grey = () => uniform(key(1), [4, 4, 4, 1]);
const labelledPictures = () => ({ data: grey(), label: labelled().label });

const variants: Readonly<Record<string, readonly [make: () => Trainable<Batch, Terms>, batch: () => Batch]>> = {
  ae: [() => ae(mlp({ hidden }), options), data],
  aae: [() => aae(mlp({ hidden }), options), data],
  vqVae: [() => vqVae(mlp({ hidden }), { shape: [6], latentShape: [3, 2], codebookSize: 5, seed: 1 }), data],
  denoisingAe: [() => denoisingAe(mlp({ hidden }), options), data],
  sparseAe: [() => sparseAe(mlp({ hidden }), options), data],
  klSparseAe: [() => klSparseAe(mlp({ hidden }), options), data],
  contractiveAe: [() => contractiveAe(mlp({ hidden }), options), data],
  raeL2: [() => raeL2(mlp({ hidden }), options), data],
  raeGp: [() => raeGp(mlp({ hidden }), options), data],
  waeMmd: [() => waeMmd(mlp({ hidden }), options), data],
  vqVaeEma: [() => vqVaeEma(mlp({ hidden }), { shape: [6], latentShape: [3, 2], codebookSize: 5, seed: 1 }), data],
  'ae of residual convolutions': [
    () => ae(residualConv({ filters: [2], blocks: 1 }), { ...options, shape: [4, 4, 1] }),
    () => uniform(key(1), [2, 4, 4, 1]),
  ],
  vae: [() => vae(mlp({ hidden }), options), data],
  'a vae with a VampPrior': [() => vae(mlp({ hidden }), { ...options, prior: vampPrior({ components: 5 }) }), data],
  'a vae with a flow as prior': [
    () => vae(mlp({ hidden }), { ...options, prior: flowPrior(coupling({ hidden: [4] })) }),
    data,
  ],
  'a vae with a mixture as prior': [
    () => vae(mlp({ hidden }), { ...options, prior: mixturePrior({ components: 5 }) }),
    data,
  ],
  notesVae: [() => notesVae(mlp({ hidden }), options), data],
  capacityVae: [() => capacityVae(mlp({ hidden }), { ...options, capacity: 3, beta: 2 }), data],
  freeBitsVae: [() => freeBitsVae(mlp({ hidden }), { ...options, minimum: 0.1 }), data],
  iwae: [() => iwae(mlp({ hidden }), { ...options, samples: 3, doublyReparameterized: true }), data],
  betaTcVae: [() => betaTcVae(mlp({ hidden }), { ...options, datasetSize: 50, estimator: minibatchStratified }), data],
  factorVae: [() => factorVae(mlp({ hidden }), options), data],
  vaeGan: [() => vaeGan(mlp({ hidden }), { ...options, featureSize: 5 }), data],
  infoVae: [() => infoVae(mlp({ hidden }), { ...options, lambda: 10 }), data],
  flowPosteriorVae: [
    () =>
      flowPosteriorVae(mlp({ hidden }), {
        ...options,
        bijection: chainBijections([planar, iaf({ hidden, conditions: { features: 4 } })]),
      }),
    data,
  ],
  hierarchicalVae: [() => hierarchicalVae(mlp({ hidden }), { ...options, levels: [{ size: 1, hidden }] }), data],
  'hierarchicalVae of a ladder': [
    () => hierarchicalVae(mlp({ hidden }), { ...options, levels: [{ size: 1, hidden }], inference: ladder }),
    data,
  ],
  'a conditional vae': [() => vae(mlp({ hidden, conditions: { label: { classes: 3 } } }), options), labelled],
  gan: [() => gan(mlpGan({ hidden }), options), data],
  wganGp: [() => wganGp(mlpGan({ hidden }), { ...options, criticSteps: 1 }), data],
  'a conditional gan': [() => gan(projectionGan({ classes: 3, hidden }), options), labelled],
  infoGan: [
    () => infoGan(mlpGan({ hidden }), { ...options, code: { digit: categoricalCode(3), slant: uniformCode(2) } }),
    data,
  ],
  acGan: [() => acGan(mlpGan({ hidden }), { ...options, classes: 3 }), labelled],
  biGan: [() => biGan(mlpGan({ hidden }), { ...options, featureSize: 5 }), data],
  cycleGan: [
    () => cycleGan(residualCycleGan({ filters: 2, blocks: 1 }), { shape: [4, 4, 1], targetShape: [4, 4, 2], seed: 1 }),
    pictures,
  ],
  pix2pix: [
    () => pix2pix(unetPix2Pix({ filters: [2, 2] }), { shape: [4, 4, 1], targetShape: [4, 4, 2], seed: 1 }),
    pictures,
  ],
  'a flow of RealNVP': [
    () => flow([coupling({ hidden }), coupling({ hidden, mask: 'alternating' })], flowOptions),
    data,
  ],
  'a flow of MAF': [() => flow([maf({ hidden })], flowOptions), data],
  'a flow of splines': [() => flow([splineCoupling({ hidden, bins: 3 })], flowOptions), data],
  'a flow of planes': [() => flow([planar], flowOptions), data],
  'an autoregressive model of MADE': [
    () => autoregressive(made({ hidden: [8, 6] }), { shape: [6], categories: 3, seed: 1 }),
    () => tensor2d([0, 1, 2, 2, 1, 0, 2, 2, 0, 1, 1, 0], [2, 6]),
  ],
  'an autoregressive model of PixelCNN': [
    () => autoregressive(pixelCnn({ filters: 4, blocks: 1, kernelSize: 3 }), { shape: [3, 2], seed: 1 }),
    () => tensor3d([0, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0], [2, 3, 2]),
  ],
  'a mixture of Gaussians': [() => gaussianMixture({ shape: [6], components: 2, seed: 1 }), data],
  r3gan: [() => r3gan(mlpGan({ hidden }), options), data],
  wgan: [() => wgan(mlpGan({ hidden }), { ...options, criticSteps: 1 }), data],
  pacgan: [() => pacgan(mlpGan({ hidden }), options), data],
  'a gan with augmentation, top-k and unrolling': [
    () =>
      gan(mlpGan({ hidden }), {
        ...options,
        shape: [4, 4, 2],
        loss: topK(() => 0.5, hinge()),
        view: adaptiveAugmentation({ augmentations: [color(), translation(), cutout()], examples: 4 }),
        unroll: { steps: 2, learningRate: 0.1 },
      }),
    () => uniform(key(1), [4, 4, 4, 2]),
  ],
  'a gan with penalties by schedule': [
    () =>
      gan(mlpGan({ hidden }), {
        ...options,
        loss: dualContrastive(),
        penalty: addPenalties(
          lazyPenalty(2, r1()),
          scheduledPenalty(() => 0.5, consistency({ augment: (x) => mul(x, 0.9) })),
          orthogonalPenalty(),
        ),
      }),
    data,
  ],
  sngan: [() => sngan(mlpGan({ hidden }), options), data],
  'a conditional dcgan': [() => gan(dcgan({ filters: [2], classes: 3 }), pictureOptions), labelledPictures],
  'sngan of residual networks': [
    () => sngan(residualGan({ filters: [2], classes: 3 }), pictureOptions),
    labelledPictures,
  ],
  'r3gan of ResNeXt blocks': [() => r3gan(resnextGan({ filters: [2] }), pictureOptions), grey],
  'a style-based gan': [
    () => gan(styleGan({ filters: [2], mapping: [3] }), { ...pictureOptions, penalty: r1() }),
    grey,
  ],
};

/** What a step gives, and the weights after it, by name. */
async function stepOf(
  make: () => Trainable<Batch, Terms>,
  makeBatch: () => Batch,
): Promise<Record<string, Float32Array>> {
  const model = make();
  const batch = makeBatch();
  const terms = model.step(batch) as Record<string, Scalar>;
  const numbers: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries<Tensor>({ ...terms, ...model.state().tensors })) {
    // Adam's first step goes by the sign of a gradient, which rounding decides where it is all but 0.
    if (!/optimizer/i.test(name) || name.endsWith('/m')) numbers[name] = (await tensor.data()) as Float32Array;
  }
  dispose([...Object.values(terms), ...('dataId' in batch ? [batch as Tensor] : Object.values(batch))]);
  model.dispose();
  return numbers;
}

/** What the classifier of digits gives for noise. */
async function classified(): Promise<Record<'features' | 'probabilities', Float32Array>> {
  const { features, classify, dispose } = await digitClassifier();
  const images = uniform(key(1), [2, 28, 28, 1]);
  const numbers = { features: await features(images).data(), probabilities: await classify(images).data() };
  dispose();
  return numbers as Record<keyof typeof numbers, Float32Array>;
}

let expected: Readonly<Record<string, Record<string, Float32Array>>>;
let classes: Readonly<Record<'features' | 'probabilities', Float32Array>>;
beforeAll(async () => {
  await useBackend('cpu');
  classes = await classified();
  const entries = [];
  for (const [name, [make, batch]] of Object.entries(variants))
    entries.push([name, await stepOf(make, batch)] as const);
  expected = Object.fromEntries(entries);
});

describe.each(backends.filter((backend) => backend !== 'cpu'))('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  it.each(Object.entries(variants))('%s takes the step that it takes on cpu', async (name, [make, batch]) => {
    for (const [part, numbers] of Object.entries(await stepOf(make, batch))) {
      // Weights move by the learning rate, 1e-3, whichever way: two steps apart at most where a gradient is 0 to rounding.
      const absolute = /\/m$/.test(part) ? 1e-4 : /\//.test(part) ? 2.1e-3 : 1e-4;
      await expectAllClose(numbers, expected[name]![part]!, { relative: 1e-3, absolute });
    }
  });

  it('the classifier of digits gives what it gives on cpu', async () => {
    const found = await classified();
    // Sums of up to 1,024 products in float32, in another order.
    const tolerance = { relative: 1e-3, absolute: 1e-4 };
    await expectAllClose(found.features, classes.features, tolerance);
    await expectAllClose(found.probabilities, classes.probabilities, tolerance);
  });
});
