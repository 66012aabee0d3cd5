import { dense, type Layer } from '@latentkit/nn';
import { mul, type Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';

/** The degrees of what goes into a layer and of what comes out. */
export interface Degrees {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * A dense layer in which an output sees only the inputs of lower degree, or of at most its own where `includes` says so.
 * The weights of the others are trained as little as they count: they are multiplied by 0 in every `apply`.
 */
export function maskedDense(
  { inputs, outputs }: Degrees,
  includes: boolean,
  options: Parameters<typeof dense>[1],
): Layer {
  const mask = Float32Array.from({ length: inputs.length * outputs.length }, (_, at) => {
    const [input, output] = [inputs[Math.floor(at / outputs.length)]!, outputs[at % outputs.length]!];
    return (includes ? input <= output : input < output) ? 1 : 0;
  });
  const layer = dense(outputs.length, options);
  return (inputShape, key) => {
    const { applyThen, ...inner } = layer(inputShape, key);
    const masked = <O extends { readonly values?: Readonly<Record<string, Tensor>> }>(given: O) => ({
      ...given,
      values: {
        ...given.values,
        kernel: mul(given.values?.kernel ?? inner.variables.kernel!, tensor2d(mask, [inputs.length, outputs.length])),
      },
    });
    return {
      ...inner,
      apply: (input, given = {}) => tidy(() => inner.apply(input, masked(given))),
      applyThen: (input, activation, given = {}) => tidy(() => applyThen!(input, activation, masked(given))),
    };
  };
}
