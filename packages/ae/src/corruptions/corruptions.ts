import { assertBetween, assertFinite, assertKey, assertPositive, assertTensor, checkOptions } from '@latentkit/check';
import type { Corruption } from '@latentkit/model';
import { normal, uniform } from '@latentkit/random';
import { add, cast, greaterEqual, less, mul, type Tensor, tidy, where } from '@tensorflow/tfjs-core';

/** The options of `gaussianNoise`. */
export interface GaussianNoiseOptions {
  /** Of the noise, in units of the data, above 0. */
  readonly standardDeviation: number;
}

/** The options of `masking`. */
export interface MaskingOptions {
  /** The chance of each feature to be lost, from 0 to 1. */
  readonly rate: number;
}

/** The options of `saltAndPepper`. */
export interface SaltAndPepperOptions {
  /** The chance of each feature to be replaced, from 0 to 1. */
  readonly rate: number;
  /** What half of the replaced become. Default 0. */
  readonly minimum?: number | undefined;
  /** What the other half become. Default 1. */
  readonly maximum?: number | undefined;
}

/**
 * Adds Gaussian noise to every feature: `x̃ = x + σ e, e ~ N(0, I)`. It is not cut off where data have bounds.
 *
 * @param options the standard deviation
 * @returns a corruption, `(data, key) -> data`, of any shape
 * @throws TypeError, RangeError unless the standard deviation is a finite number above 0
 * @example
 * gaussianNoise({ standardDeviation: 0.5 })(zeros([1, 1]), key(0)); // [[0.8113]]
 *
 * Vincent et al., "Stacked Denoising Autoencoders", 2010, https://www.jmlr.org/papers/v11/vincent10a.html
 */
export function gaussianNoise(options: GaussianNoiseOptions): Corruption {
  const { standardDeviation } = checkOptions('gaussianNoise', options, ['standardDeviation']);
  assertPositive('gaussianNoise', 'standardDeviation', standardDeviation);
  return corruption('gaussianNoise', (x, key) => add(x, normal(key, x.shape, { standardDeviation })));
}

/**
 * Sets features to 0, each by the chance `rate`: `x̃ = x ⊙ m, m ~ Bernoulli(1 − rate)`. What is left is not scaled, unlike
 * dropout.
 *
 * @param options the rate
 * @returns a corruption, `(data, key) -> data`, of any shape
 * @throws TypeError, RangeError unless the rate is a number from 0 to 1
 * @example
 * masking({ rate: 0.95 })(ones([3]), key(0)); // [0, 1, 0]
 *
 * Vincent et al., "Stacked Denoising Autoencoders", 2010, https://www.jmlr.org/papers/v11/vincent10a.html
 */
export function masking(options: MaskingOptions): Corruption {
  const { rate } = checkOptions('masking', options, ['rate']);
  assertBetween('masking', 'rate', rate, 0, 1);
  return corruption('masking', (x, key) => mul(x, cast(greaterEqual(uniform(key, x.shape), rate), 'float32')));
}

/**
 * Replaces features by the least or the greatest value, each by the chance `rate`, half of them by either.
 *
 * @param options the rate, the two values
 * @returns a corruption, `(data, key) -> data`, of any shape
 * @throws TypeError, RangeError unless the rate is a number from 0 to 1, and the values are finite
 * @example
 * saltAndPepper({ rate: 0.95 })(fill([3], 0.5), key(0)); // [1, 0.5, 0]
 *
 * Vincent et al., "Stacked Denoising Autoencoders", 2010, https://www.jmlr.org/papers/v11/vincent10a.html
 */
export function saltAndPepper(options: SaltAndPepperOptions): Corruption {
  const { rate, minimum = 0, maximum = 1 } = checkOptions('saltAndPepper', options, ['rate', 'minimum', 'maximum']);
  assertBetween('saltAndPepper', 'rate', rate, 0, 1);
  assertFinite('saltAndPepper', 'minimum', minimum);
  assertFinite('saltAndPepper', 'maximum', maximum);
  return corruption('saltAndPepper', (x, key) => {
    const u = uniform(key, x.shape);
    return where(less(u, rate), where(less(u, rate / 2), minimum, maximum), x);
  });
}

/** With checked arguments, in a tidy. */
function corruption(caller: string, corrupt: Corruption): Corruption {
  return (data: Tensor, key) => {
    assertTensor(caller, 'data', data);
    assertKey(caller, key);
    return tidy(() => corrupt(data, key));
  };
}
