import { assertInteger, assertPositive, assertSameShape, checkOptions, showShape } from '@latentkit/check';
import {
  add,
  concat,
  depthwiseConv2d,
  div,
  mean,
  mul,
  relu,
  reshape,
  split,
  square,
  sub,
  type Tensor,
  type Tensor4D,
  tensor1d,
  tile,
} from '@tensorflow/tfjs-core';

/** Options of {@link ssim}; the defaults are those of the paper. */
export interface SsimOptions {
  /** Height and width of the Gaussian window through which the images are compared, in pixels. Default 11. */
  readonly windowSize?: number;
  /** Standard deviation of the window's weights, in pixels. Default 1.5. */
  readonly standardDeviation?: number;
  /** K₁: luminances whose square is below (K₁ range)² hardly count. Default 0.01. */
  readonly k1?: number;
  /** K₂: contrasts whose square is below (K₂ range)² hardly count. Default 0.03. */
  readonly k2?: number;
  /** The distance from black to white. Default 1. */
  readonly range?: number;
}

/** The names of the options. */
export const ssimOptionNames = ['windowSize', 'standardDeviation', 'k1', 'k2', 'range'] as const;

/** The options, checked and complete. */
export type SsimSettings = Required<SsimOptions>;

/** @throws RangeError or TypeError where an option is not what is expected */
export function ssimSettings(caller: string, options: SsimOptions): SsimSettings {
  const {
    windowSize = 11,
    standardDeviation = 1.5,
    k1 = 0.01,
    k2 = 0.03,
    range = 1,
  } = checkOptions(caller, options, ssimOptionNames);
  const settings = { windowSize, standardDeviation, k1, k2, range };
  assertInteger(caller, 'windowSize', settings.windowSize, 2);
  for (const name of ['standardDeviation', 'k1', 'k2', 'range'] as const) assertPositive(caller, name, settings[name]);
  return settings;
}

/** @throws RangeError unless both are `[batch, height, width, channels]`, alike, and at least `least` high and wide */
export function assertImages(caller: string, images: Record<string, Tensor>, least: number): void {
  assertSameShape(caller, images);
  const [name, { shape }] = Object.entries(images)[0]!;
  if (shape.length !== 4) {
    throw new RangeError(
      `${caller}: ${name} has shape ${showShape(shape)} but [batch,height,width,channels] was expected.`,
    );
  }
  if (Math.min(shape[1]!, shape[2]!) < least) {
    throw new RangeError(
      `${caller}: ${name} has shape ${showShape(shape)} but a height and width of at least ${least} was expected.`,
    );
  }
}

/** What each place lacks of similarity: 0 where the windows there are alike. */
export interface StructuralTerms {
  /** 1 − (2 μ₁μ₂ + C₁) / (μ₁² + μ₂² + C₁), `[batch, height − size + 1, width − size + 1, channels]` */
  readonly luminance: Tensor;
  /** 1 − (2 σ₁₂ + C₂) / (σ₁² + σ₂² + C₂), the same shape */
  readonly structure: Tensor;
}

/**
 * Compares two images at every place where the window fits.
 *
 * By the sum s and the difference d of the images: 1 − (2 σ₁₂ + C₂) / (σ₁² + σ₂² + C₂) = 2 σ_d² / (σ_s² + σ_d² + 2 C₂), and
 * likewise with the means: what is small is computed as something small, never as a difference from 1.
 */
export function structuralTerms(first: Tensor, second: Tensor, settings: SsimSettings): StructuralTerms {
  const both = concat([add(first, second), sub(first, second)], 3);
  // A variance is E x² − (E x)², which cancels least around 0: the mean of the whole image is taken off before.
  const middle = mean(both, [1, 2], true);
  const centred = sub(both, middle);
  const [deviation, energy] = split(blur(concat([centred, square(centred)], 3), settings), 2, 3) as [Tensor, Tensor];
  // Below 0 a variance is rounding.
  const variance = relu(sub(energy, square(deviation)));
  const lacking = (squares: Tensor, constant: number) => {
    const [sum, difference] = split(squares, 2, 3) as [Tensor, Tensor];
    return div(mul(difference, 2), add(add(sum, difference), 2 * constant));
  };
  return {
    luminance: lacking(square(add(deviation, middle)), (settings.k1 * settings.range) ** 2),
    structure: lacking(variance, (settings.k2 * settings.range) ** 2),
  };
}

/** 1 − SSIM at each place: 1 − (1 − luminance) (1 − structure). */
export function dissimilarityOf({ luminance, structure }: StructuralTerms): Tensor {
  return sub(add(luminance, structure), mul(luminance, structure));
}

/** The Gaussian mean around every place where the window fits: down, then across. */
function blur(x: Tensor, { windowSize, standardDeviation }: SsimSettings): Tensor {
  const channels = x.shape[3]!;
  const heights = Array.from({ length: windowSize }, (_, i) =>
    Math.exp(-0.5 * ((i - (windowSize - 1) / 2) / standardDeviation) ** 2),
  );
  const total = heights.reduce((a, b) => a + b, 0);
  const column = reshape(tensor1d(heights.map((height) => height / total)), [windowSize, 1, 1, 1]);
  const down = tile(column, [1, 1, channels, 1]) as Tensor4D;
  const across = reshape(down, [1, windowSize, channels, 1]) as Tensor4D;
  return depthwiseConv2d(depthwiseConv2d(x as Tensor4D, down, 1, 'valid'), across, 1, 'valid');
}
