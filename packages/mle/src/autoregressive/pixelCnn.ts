import { assertInteger, checkOptions, showShape } from '@latentkit/check';
import {
  type ContextSizes,
  chain,
  conv2d,
  type Layer,
  masked,
  normalInitializer,
  readConditions,
  relu,
  reshape,
  residual,
  sequential,
} from '@latentkit/nn';
import { degreeMask } from '@latentkit/shared';
import type { AutoregressiveRecipe } from './network.ts';

/** The network of `pixelCnn`. */
export interface PixelCnnOptions {
  /** Channels of its convolutions, an even number. Default 32. */
  readonly filters?: number;
  /** How many residual blocks there are. Default 4. */
  readonly blocks?: number;
  /** Height and width of the first kernel, an odd number. Default 7. */
  readonly kernelSize?: number;
  /** What it reads from the context, by name: `{ label: { classes: 10 } }` for labels. Default nothing. */
  readonly conditions?: ContextSizes;
}

/**
 * The recipe of a PixelCNN for `autoregressive`: convolutions with masks, in which a pixel does not see itself, what is right
 * of it in its row, or the rows below.
 *
 *   convolution (mask A) → blocks of relu, 1×1, relu, 3×3, relu, 1×1 (mask B) beside a shortcut → relu, 1×1, relu, 1×1
 *
 * A channel sees those before it at its own pixel. For shapes `[height, width]`, such as a grid of indices into a codebook, and
 * `[height, width, channels]`. It has far fewer weights than `made`, which it beats on pictures, but draws a pixel by a whole
 * pass. What is above and right of a pixel it sees in part: masks of this kind leave a blind spot there.
 *
 * Variables: those of the layers, by position.
 *
 * @param options `filters`, `blocks`, `kernelSize`, `conditions`
 * @returns a recipe
 * @throws TypeError, RangeError for an option that is not as said, or, when built, for another kind of shape
 * @example
 * const network = pixelCnn({ filters: 4, blocks: 1, kernelSize: 3 });
 * const model = autoregressive(network, { shape: [2, 2], categories: 3, seed: 1 });
 * model.logProb(tensor3d([[[0, 1], [2, 2]]])).shape;  // [1]
 *
 * van den Oord, Kalchbrenner & Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016, https://arxiv.org/abs/1601.06759
 */
export function pixelCnn(options: PixelCnnOptions = {}): AutoregressiveRecipe {
  const {
    filters = 32,
    blocks = 4,
    kernelSize = 7,
    conditions,
  } = checkOptions('pixelCnn', options, ['filters', 'blocks', 'kernelSize', 'conditions']);
  assertInteger('pixelCnn', 'filters', filters, 2);
  assertInteger('pixelCnn', 'blocks', blocks, 0);
  assertInteger('pixelCnn', 'kernelSize', kernelSize);
  for (const [name, value, rest] of [
    ['filters', filters, 0],
    ['kernelSize', kernelSize, 1],
  ] as const) {
    if (value % 2 === rest) continue;
    throw new RangeError(`pixelCnn: ${name} is ${value} but an ${rest === 0 ? 'even' : 'odd'} number was expected.`);
  }
  const read = readConditions('pixelCnn', conditions);
  return ({ shape, channels, key }) => {
    const [height, width, planes = 1] = shape;
    if (shape.length < 2 || shape.length > 3) {
      throw new RangeError(
        `pixelCnn: shape is ${showShape(shape)} but [height,width] or [height,width,channels] was expected.`,
      );
    }
    // The degree of a channel is the number of the plane that it belongs to; what the context adds is seen by all.
    const degreesOf = (count: number) => Array.from({ length: count }, (_, i) => Math.floor((i * planes) / count));
    const inputs = (count: number) => [...degreesOf(planes * channels), ...Array<number>(count).fill(-1)];
    const convolution = (to: number, size: number, isFirst = false, begin = {}): Layer =>
      masked(conv2d(to, { kernelSize: size, ...begin }), ([, , from]) =>
        causalMask(
          size,
          degreeMask(isFirst ? inputs(from! - planes * channels) : degreesOf(from!), degreesOf(to), !isFirst),
        ),
      );
    const half = filters / 2;
    const block = residual(
      chain([relu, convolution(half, 1), relu, convolution(half, 3), relu, convolution(filters, 1)]),
    );
    const layers = [
      reshape([height!, width!, planes * channels]),
      ...read,
      convolution(filters, kernelSize, true),
      ...Array<Layer>(blocks).fill(block),
      relu,
      convolution(filters, 1),
      relu,
      convolution(planes * channels, 1, false, { kernelInitializer: normalInitializer(1e-3) }),
      reshape([...shape, channels]),
    ];
    return sequential(layers, { inputShape: [...shape, channels], key });
  };
}

/** The mask of a kernel `[size, size, inputs, outputs]`: ones before its centre, at which there is that of the channels. */
function causalMask(size: number, centre: Float32Array): Float32Array {
  const middle = (size * size - 1) / 2;
  const mask = new Float32Array(size * size * centre.length);
  mask.fill(1, 0, middle * centre.length);
  mask.set(centre, middle * centre.length);
  return mask;
}
