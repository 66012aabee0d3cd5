import { assertBackend, assertBatchOf } from '@latentkit/check';
import { key } from '@latentkit/random';
import { softmax, type Tensor, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs-core';
import { digitNetworks, variablesOf } from './digitNetworks.ts';
import { unpackWeights } from './packedWeights.ts';

/** A classifier of handwritten digits. What it returns is the caller's to dispose. */
export interface DigitClassifier {
  /**
   * How likely each class is.
   *
   * @param images `[n, 28, 28, 1]` in [0, 1], white on black
   * @returns probabilities `[n, 10]`
   */
  readonly classify: (images: Tensor) => Tensor2D;
  /**
   * What its last layer reads, at least 0: features for the metrics of samples.
   *
   * @param images `[n, 28, 28, 1]` in [0, 1], white on black
   * @returns `[n, 64]`
   */
  readonly features: (images: Tensor) => Tensor2D;
  /** Frees its weights. */
  readonly dispose: () => void;
}

/**
 * A small convolutional network that tells digits apart, for `evaluateSamples`: features of samples of digits, and their classes.
 *
 * It has been trained on the training digits of `@latentkit/datasets` alone, shifted, turned and scaled a little, by
 * `scripts/trainDigitClassifier.ts`; of the 997 test digits it classifies 98.8 % rightly. Its weights, 91 KB, are a file of
 * their own beside the code, which only who calls this loads.
 *
 * Distances of its features are for comparisons within LatentKit: they are no FID, which has the features of Inception.
 *
 * @returns the classifier, once its weights are loaded
 * @throws Error where no backend is in use; its functions throw TypeError, RangeError for other images
 * @example
 * const { classify, dispose } = await digitClassifier();
 * const { test } = await digits();
 * argMax(classify(test.toTensor(5)), 1); // [1, 7, 3, 6, 0]
 * dispose();
 */
export async function digitClassifier(): Promise<DigitClassifier> {
  assertBackend('digitClassifier');
  const { base64 } = await import('./digitWeights.generated.ts');
  const networks = digitNetworks(key(0));
  const variables = variablesOf(networks);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const weights = unpackWeights(
    bytes,
    variables.map(({ shape }) => shape),
  );
  tidy(() => {
    for (const [i, variable] of variables.entries()) variable.assign(tensor(weights[i]!, variable.shape));
  });
  let isDisposed = false;
  const check = (caller: string, images: Tensor) => {
    if (isDisposed) throw new Error(`${caller}: the classifier has been disposed.`);
    assertBatchOf(caller, 'images', images, [28, 28, 1]);
  };
  return {
    classify(images) {
      check('digitClassifier.classify', images);
      return tidy(() => softmax(networks.head.apply(networks.trunk.apply(images)) as Tensor2D));
    },
    features(images) {
      check('digitClassifier.features', images);
      return networks.trunk.apply(images) as Tensor2D;
    },
    dispose() {
      isDisposed = true;
      for (const variable of variables) variable.dispose();
    },
  };
}
