import {
  FusedConv2D,
  type FusedConv2DAttrs,
  FusedDepthwiseConv2D,
  type NamedAttrMap,
  reshape,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { convolutionGradients } from './conv2D.ts';
import { depthwiseGradients } from './depthwiseConv2d.ts';
import { repairEngine } from './engineTape.ts';
import { sumTo } from './sumTo.ts';

/** The ops, by the names that tfjs gives their customGrad on the tape. */
const gradients = { fusedConv2d__op: convolutionGradients, fusedDepthwiseConv2d__op: depthwiseGradients };

/**
 * Gives tf.fused.conv2d and tf.fused.depthwiseConv2d, of which tfjs-layers builds its layers, gradients where they are
 * dilated. Theirs are written into the ops and not registered, so ours are put on the tape instead; the dilations are
 * those of the kernel that the op has just run.
 */
export function fusedConvolutions(): void {
  repairEngine('fusedConvolutions', (tape) => {
    const { addTapeNode, runKernel } = tape;
    let latest: NamedAttrMap = {};
    tape.runKernel = function (name, inputs, attrs) {
      if (name === FusedConv2D || name === FusedDepthwiseConv2D) latest = attrs ?? {};
      return runKernel.call(this, name, inputs, attrs);
    };
    tape.addTapeNode = function (name, inputs, outputs, gradient, saved, attrs) {
      const ours = Object.hasOwn(gradients, name) ? gradients[name as keyof typeof gradients] : undefined;
      const options = latest as unknown as FusedConv2DAttrs;
      // Other activations tfjs takes apart while it records, and channels that come first it refuses.
      const known = ours && options.activation === 'linear' && options.dataFormat === 'NHWC';
      addTapeNode.call(this, name, inputs, outputs, known ? slopes(ours, options) : gradient, saved, attrs);
    };
  });
}

/** By the input, the filter and, where there is one, the bias. */
function slopes(gradientsOf: typeof convolutionGradients | typeof depthwiseGradients, options: FusedConv2DAttrs) {
  return (dy: Tensor | Tensor[], saved: Tensor[]): Record<string, () => Tensor> => {
    const [filter, x, y, bias] = saved as [Tensor4D, Tensor4D, Tensor4D, Tensor?];
    // One picture comes without a batch.
    const whole = reshape(dy as Tensor, y.shape) as Tensor4D;
    const byArgument = gradientsOf(whole, x, filter, options);
    return { 0: byArgument.x, 1: byArgument.filter, ...(bias && { 2: () => sumTo(bias.shape, whole) }) };
  };
}
