/**
 * Two 7s, one pixel off: a 7 moved aside by one pixel, and the same 7 with specks, which have exactly the same squared error.
 * A person takes the first for a 7 and the second for a mistake. What do the losses take them for?
 *
 *   pnpm --filter @latentkit/examples exec tsx two-sevens.ts
 *
 * Prints a table and writes a picture of the three. The features are what a small convolutional classifier of digits gives
 * before its softmax; the critic, of the same size, was shown digits and digits with specks. Absolute error and SSIM compare
 * place by place, and a classifier has no need to see specks: to all of them the moved 7 is the worse one. Only the critic,
 * which has learnt what digits look like wherever they are, sides with the person.
 */
import { parseArgs } from 'node:util';
import { useBackend } from '@latentkit/backend';
import { digits } from '@latentkit/datasets';
import {
  absoluteError,
  featureDistance,
  nonSaturating,
  squaredError,
  structuralDissimilarity,
} from '@latentkit/losses';
import { adam, convDown, leakyRelu, minimize, rescale, sequential } from '@latentkit/nn';
import { foldIn, key, permutation, uniform } from '@latentkit/random';
import { concat, div, less, losses, oneHot, sigmoid, type Tensor, tensor4d, tidy, where } from '@tensorflow/tfjs-core';
import { writePictures } from './pictures.ts';

const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'two-sevens.png' } } });
const root = key(1);

await useBackend('wasm');
const { train, test } = await digits({ labels: true });

/** The first 7 among the test images, as bytes. */
async function aSeven(): Promise<Uint8Array> {
  for await (const { data, label } of test.batch(100)) {
    const at = (await label.data()).indexOf(7);
    const values = await data.data();
    if (at >= 0) return Uint8Array.from(values.slice(at * 784, (at + 1) * 784), (grey) => Math.round(255 * grey));
  }
  throw new Error('no 7');
}

/** Four whole numbers whose squares sum to `total`: by Lagrange there always are. */
function fourSquares(total: number): number[] {
  for (let a = Math.floor(Math.sqrt(total)); a >= 0; a--)
    for (let b = Math.floor(Math.sqrt(total - a * a)); b >= 0; b--)
      for (let c = Math.floor(Math.sqrt(total - a * a - b * b)); c >= 0; c--) {
        const d = Math.sqrt(total - a * a - b * b - c * c);
        if (Number.isInteger(d)) return [a, b, c, d];
      }
  throw new Error('Lagrange was wrong');
}

const seven = await aSeven();
const moved = seven.map((_, at) => (at % 28 === 0 ? 0 : seven[at - 1]!));
const error = (other: Uint8Array) => other.reduce((sum, byte, at) => sum + (byte - seven[at]!) ** 2, 0);

// As many white specks on black as fit into the error, and four grey ones for the rest: not a byte's square is missing.
const white = Math.floor(error(moved) / 255 ** 2);
const greys = [...Array<number>(white).fill(255), ...fourSquares(error(moved) % 255 ** 2)];
const black = [...permutation(foldIn(root, 0), 784)].filter((at) => seven[at] === 0);
const specked = seven.slice();
for (const [i, grey] of greys.entries()) specked[black[i]!] = grey;
if (error(specked) !== error(moved)) throw new Error('the squared errors differ');

const picture = (bytes: Uint8Array) => div(tensor4d(bytes, [1, 28, 28, 1]), 255);
const [original, wrong] = [picture(seven), concat([picture(moved), picture(specked)])];

const network = (outputs: number, which: number) =>
  sequential([rescale(2, -1), convDown([outputs], { filters: [16, 32], activation: leakyRelu(0.2) })], {
    inputShape: [28, 28, 1],
    key: foldIn(root, which),
  });
const [classifier, critic] = [network(10, 1), network(1, 2)];
const [forClasses, forCritic] = [adam().bind(classifier.variables), adam().bind(critic.variables)];
const criticLoss = nonSaturating().critic;

/** The same images with specks of any grey, as many of them as in the specked 7. */
const withSpecks = (images: Tensor, step: number): Tensor => {
  const [place, grey] = [foldIn(foldIn(root, 3), step), foldIn(foldIn(root, 4), step)];
  return where(less(uniform(place, images.shape), greys.length / 784), uniform(grey, images.shape), images);
};

let step = 0;
for await (const { data, label } of train.shuffle({ seed: 1 }).batch(32)) {
  if (step++ === 120) break;
  tidy(() => {
    minimize(forClasses, () => ({ loss: losses.softmaxCrossEntropy(oneHot(label, 10), classifier.apply(data)) }));
    minimize(forCritic, () => ({ loss: criticLoss(critic.apply(data), critic.apply(withSpecks(data, step))) }));
  });
}

const features = featureDistance((x) => classifier.apply(x));
const twice = concat([original, original]);
const columns = {
  'squared error': squaredError(wrong, twice),
  'absolute error': absoluteError(wrong, twice),
  '1 - SSIM': structuralDissimilarity(wrong, twice),
  'feature distance': features(wrong, twice),
  'real, says critic': sigmoid(critic.apply(wrong)),
};
const cells = await Promise.all(Object.values(columns).map(async (column) => [...(await column.data())]));
console.log(['        ', ...Object.keys(columns)].join(' | '));
for (const [row, name] of ['moved   ', 'specked '].entries()) {
  const values = Object.keys(columns).map((title, i) => cells[i]![row]!.toFixed(4).padStart(title.length));
  console.log([name, ...values].join(' | '));
}
await writePictures(options.out, concat([original, wrong]), 3, 8);
console.log(`${greys.length} specks, wrote ${options.out}`);
