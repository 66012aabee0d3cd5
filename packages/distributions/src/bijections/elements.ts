import type { NamedTensors, NamedVariables } from '@latentkit/nn';
import {
  add,
  exp,
  mul,
  neg,
  ones,
  slice,
  squeeze,
  sub,
  type Tensor,
  tanh,
  tidy,
  variable,
} from '@tensorflow/tfjs-core';

/** The images of features, `[batch, features]`, and the logarithm of the slope of each. */
export interface MappedElements {
  readonly value: Tensor;
  readonly logSlope: Tensor;
}

/** From features `[batch, features]` and their parameters, `[batch, features, parameterCount]`. */
export type ElementMap = (x: Tensor, parameters: Tensor, values: NamedTensors) => MappedElements;

/** An increasing map of single features whose parameters a network gives: what couplings and autoregressive flows apply. */
export interface Elements {
  /** How many parameters a feature has. With all of them 0 it is the identity. */
  readonly parameterCount: number;
  /** Variables of its own, for so many features. */
  makeVariables(size: number): NamedVariables;
  readonly forward: ElementMap;
  readonly inverse: ElementMap;
}

/** y = shift + exp(logScale) x, with the parameters `[shift, logScale]`. */
export const affineElements: Elements = affineBy(
  () => ({}),
  (raw) => raw,
);

/** That of RealNVP: logScale = scale · tanh(raw), bounded by a `scale` that is trained, for each feature, and begins at 1. */
export const boundedAffineElements: Elements = affineBy(
  (size) => ({ scale: tidy(() => variable(ones([size]))) }),
  (raw, { scale }) => mul(scale!, tanh(raw)),
);

function affineBy(
  makeVariables: Elements['makeVariables'],
  logScaleOf: (raw: Tensor, values: NamedTensors) => Tensor,
): Elements {
  const read = (parameters: Tensor, values: NamedTensors) => ({
    shift: parameter(parameters, 0),
    logScale: logScaleOf(parameter(parameters, 1), values),
  });
  return {
    parameterCount: 2,
    makeVariables,
    forward(x, parameters, values) {
      const { shift, logScale } = read(parameters, values);
      return { value: add(shift, mul(exp(logScale), x)), logSlope: logScale };
    },
    inverse(y, parameters, values) {
      const { shift, logScale } = read(parameters, values);
      return { value: mul(sub(y, shift), exp(neg(logScale))), logSlope: neg(logScale) };
    },
  };
}

/** One parameter of every feature, `[batch, features]`. */
function parameter(parameters: Tensor, index: number): Tensor {
  return squeeze(slice(parameters, [0, 0, index], [-1, -1, 1]), [2]);
}
