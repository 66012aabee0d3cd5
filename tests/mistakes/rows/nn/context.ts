import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import { ones, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Call, Row, Rows } from '../../call.ts';

const labels = () => tensor1d([0, 1], 'int32');

/** A layer that reads labels, applied: the mistakes of its input, and those of its labels. */
function conditioned(name: string, layer: nn.Layer): Call[] {
  let built: nn.Network | undefined;
  const call = (input: Tensor, label: Tensor) => {
    built ??= layer([2], key(1));
    return built.apply(input, { context: { label } });
  };
  return [{ name, call, args: () => ({ input: ones([2, 2]), label: labels() }) }];
}

const ofClasses = (name: string, layer: typeof nn.projection | typeof nn.conditionalBatchNorm): Row => [
  { name, call: layer, args: () => ({ name: 'label', classes: 2, options: {} }), optional: ['options'] },
  ...conditioned(name, layer('label', 2)),
];

/** Layers that read the context. */
export const rows: Rows = {
  concatContext: [
    { name: 'concatContext', call: nn.concatContext, args: () => ({ name: 'label', size: 2 }) },
    ...conditioned('concatContext', nn.concatContext('label', { classes: 2 })),
  ],
  film: [
    { name: 'film', call: nn.film, args: () => ({ name: 'label', size: 2, options: {} }), optional: ['options'] },
    ...conditioned('film', nn.film('label', { classes: 2 })),
  ],
  conditionalBatchNorm: ofClasses('conditionalBatchNorm', nn.conditionalBatchNorm),
  projection: ofClasses('projection', nn.projection),
};
