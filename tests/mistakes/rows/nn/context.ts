import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import { ones, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import type { Call, Row, Rows } from '../../call.ts';
import { applied } from './built.ts';

const labels = () => tensor1d([0, 1], 'int32');

/** A layer that reads labels, applied: the mistakes of its input, and those of its labels. */
function conditioned(name: string, layer: nn.Layer, shape: nn.Shape = [2]): Call[] {
  let built: nn.Network | undefined;
  const call = (input: Tensor, label: Tensor) => {
    built ??= layer(shape, key(1));
    return built.apply(input, { context: { label } });
  };
  return [{ name, call, args: () => ({ input: ones([2, ...shape]), label: labels() }) }];
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
  modulatedConv2d: [
    {
      name: 'modulatedConv2d',
      call: nn.modulatedConv2d,
      args: () => ({ filters: 1, name: 'label', size: 2, options: { kernelSize: 3 } }),
    },
    ...conditioned('modulatedConv2d', nn.modulatedConv2d(1, 'label', { classes: 2 }, { kernelSize: 3 }), [2, 2, 1]),
  ],
  truncation: [
    { name: 'truncation', call: nn.truncation, args: () => ({ options: { momentum: 0.9 } }), optional: ['options'] },
    applied('truncation', nn.truncation(), [2]),
  ],
};
