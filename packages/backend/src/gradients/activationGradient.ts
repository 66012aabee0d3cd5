import {
  add,
  cast,
  engine,
  type GradConfig,
  getBackend,
  getKernel,
  greater,
  less,
  mul,
  onesLike,
  sub,
  type Tensor,
  where,
} from '@tensorflow/tfjs-core';
import { ActivationGradient } from '../fused/kernelNames.ts';

/** An activation by tfjs's name, with the slope of a leaky rectifier's negative side. */
interface Attrs {
  readonly activation: 'linear' | 'relu' | 'relu6' | 'leakyrelu' | 'elu' | 'sigmoid';
  readonly slope: number;
}

/** dy times the derivative of the activation, as a function of what it gave: in one kernel where there is one. */
export function activationGradient<T extends Tensor>(dy: T, y: T, { activation, slope }: Attrs): T {
  if (activation === 'linear') return dy;
  if (fused.has(activation) && getKernel(ActivationGradient, getBackend())) {
    return engine().runKernel(ActivationGradient, { dy, y }, { activation, slope });
  }
  return mul(dy, derivative[activation](y, slope));
}

/** Those that {@link ActivationGradient} knows. */
const fused = new Set(['relu', 'leakyrelu', 'elu', 'sigmoid']);

const positive = (y: Tensor) => cast(greater(y, 0), 'float32');

/** The derivatives, as functions of what the activation gave. */
const derivative = {
  relu: positive,
  relu6: (y: Tensor) => mul(positive(y), cast(less(y, 6), 'float32')),
  leakyrelu: (y: Tensor, slope: number) => add(mul(positive(y), 1 - slope), slope),
  elu: (y: Tensor) => where(greater(y, 0), onesLike(y), add(y, 1)),
  sigmoid: (y: Tensor) => mul(y, sub(1, y)),
};

/** The derivatives of the derivatives, by what the activation gave; those of the piecewise linear are zero. */
const curvature: { readonly [name in Attrs['activation']]?: (y: Tensor) => Tensor } = {
  elu: (y) => cast(less(y, 0), 'float32'),
  sigmoid: (y) => sub(1, mul(y, 2)),
};

/** The gradient of the kernel, which is linear in `dy`. */
export const activationGradientGradient: GradConfig = {
  kernelName: ActivationGradient,
  inputsToSave: ['dy', 'y'],
  gradFunc: (ddx, saved, attrs) => {
    const { activation, slope } = attrs as unknown as Attrs;
    const [dy, y] = saved as [Tensor, Tensor];
    return {
      dy: () => activationGradient(ddx as Tensor, y, { activation, slope }),
      y: () => mul(mul(ddx as Tensor, dy), curvature[activation]?.(y) ?? mul(y, 0)),
    };
  },
};
