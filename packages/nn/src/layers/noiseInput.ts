import { assertBackend, assertBatchOf, assertShape, showShape } from '@latentkit/check';
import { normal } from '@latentkit/random';
import { add, expandDims, mul, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Layer } from '../network.ts';
import { makeVariable } from './makeVariable.ts';
import { valuesOf } from './values.ts';

/**
 * Adds noise, one draw of N(0, 1) at each position, as strong in each channel as is learned: where strokes end and hairs lie
 * needs no latent then.
 *
 *   y = x + strength · noise
 *
 * While training the noise is drawn from the key given to `apply`, for each example; otherwise it is the same for all, drawn
 * when the layer is built, so that the same latent gives the same picture.
 *
 * Variables: `strength` `[channels]`, which begins at 0; buffers: `noise` `[...positions, 1]`.
 *
 * @throws TypeError by `apply` while training without a key
 * @example
 * const network = sequential([conv2d(4, { kernelSize: 3 }), noiseInput], { inputShape: [7, 7, 1], key: key(1) });
 * network.apply(ones([2, 7, 7, 1]), { training: true, key: key(2) }).shape;  // [2, 7, 7, 4]
 *
 * Karras, Laine, Aila: A style-based generator architecture for generative adversarial networks. CVPR 2019.
 */
export const noiseInput: Layer = (inputShape, key) => {
  assertShape('noiseInput', 'inputShape', inputShape);
  const channels = inputShape.at(-1);
  if (channels === undefined) {
    throw new RangeError(`noiseInput: inputShape is ${showShape(inputShape)} but at least one axis was expected.`);
  }
  assertBackend('noiseInput');
  const shape = [...inputShape.slice(0, -1), 1];
  const strength = makeVariable({ caller: 'noiseInput', initializer: 'zeros' }, () => zeros([channels]));
  const fixed = makeVariable({ caller: 'noiseInput', initializer: 'normal' }, () => normal(key, shape), false);
  return {
    inputShape,
    outputShape: inputShape,
    variables: { strength },
    buffers: { noise: fixed },
    apply(input, options = {}) {
      assertBatchOf('noiseInput', 'input', input, inputShape);
      const values = valuesOf('noiseInput', { strength }, options);
      const { training = false, key } = options;
      if (training && !key) {
        throw new TypeError('noiseInput: options.key is undefined but a key was expected, as training is true.');
      }
      return tidy(() => {
        const noise = training ? normal(key!, [input.shape[0]!, ...shape]) : expandDims(fixed, 0);
        return add(input, mul(noise, values.strength));
      });
    },
  };
};
