import { layers, type SymbolicTensor, sequential } from '@tensorflow/tfjs-layers';
import { type LayerType, on, type Variant } from '../variant.ts';

const recurrent = { units: 2 };
const before = { place: 'before the model' } as const;
/** On WASM tfjs has no gradient of what is picked by index. */
const noGather = { classes: 5, plain: { wasm: 'throws' } } as const;

export const sequences = {
  simpleRNN: [on([3, 2], 'default', () => layers.simpleRNN(recurrent))],
  gru: [
    on([3, 2], 'default', () => layers.gru(recurrent)),
    on([3, 2], 'backwards', () => layers.gru({ ...recurrent, returnSequences: true, goBackwards: true })),
  ],
  lstm: [
    on([3, 2], 'default', () => layers.lstm(recurrent)),
    on([3, 2], 'dropout', () => layers.lstm({ ...recurrent, dropout: 0.3, recurrentDropout: 0.2 })),
  ],
  rnn: [on([3, 2], 'default', () => layers.rnn({ cell: layers.gruCell(recurrent), returnSequences: true }))],
  simpleRNNCell: [on([3, 2], 'in rnn', () => layers.rnn({ cell: layers.simpleRNNCell(recurrent) }))],
  gruCell: [on([3, 2], 'in rnn', () => layers.rnn({ cell: layers.gruCell(recurrent) }))],
  lstmCell: [on([3, 2], 'in rnn', () => layers.rnn({ cell: layers.lstmCell(recurrent) }))],
  stackedRNNCells: [
    on([3, 2], 'in rnn', () => {
      const cells = [layers.gruCell(recurrent), layers.lstmCell(recurrent)];
      return layers.rnn({ cell: layers.stackedRNNCells({ cells }) });
    }),
  ],
  bidirectional: [
    on([3, 2], 'default', () =>
      layers.bidirectional({ layer: layers.lstm(recurrent) as ReturnType<typeof layers.rnn>, mergeMode: 'concat' }),
    ),
  ],
  timeDistributed: [on([3, 2], 'default', () => layers.timeDistributed({ layer: layers.dense({ units: 3 }) }))],
  // A mask that is computed of something trainable has no gradient.
  masking: [
    on([3, 2], 'before lstm', () => layers.masking({ maskValue: 0 }), {
      place: 'first',
      after: (x) => layers.lstm(recurrent).apply(x) as SymbolicTensor,
    }),
  ],
  embedding: [
    on([3], 'default', () => layers.embedding({ inputDim: 5, outputDim: 2 }), noGather),
    on([3], 'masked, before gru', () => layers.embedding({ inputDim: 5, outputDim: 2, maskZero: true }), {
      ...noGather,
      after: (x) => layers.gru(recurrent).apply(x) as SymbolicTensor,
    }),
  ],
  flatten: [on([2, 3], 'default', () => layers.flatten())],
  permute: [on([2, 3], 'default', () => layers.permute({ dims: [2, 1] }))],
  repeatVector: [on([3], 'default', () => layers.repeatVector({ n: 2 }))],
  reshape: [on([2, 3], 'default', () => layers.reshape({ targetShape: [3, 2] }))],
  inputLayer: [
    on([3], 'in sequential', () => undefined, {
      model: () => sequential({ layers: [layers.inputLayer({ inputShape: [3] }), layers.dense({ units: 2 })] }),
    }),
  ],
  categoryEncoding: [
    ...(['multiHot', 'count'] as const).map((outputMode) =>
      on([3], outputMode, () => layers.categoryEncoding({ numTokens: 5, outputMode }), { ...before, classes: 5 }),
    ),
    on([1], 'oneHot', () => layers.categoryEncoding({ numTokens: 5, outputMode: 'oneHot' }), { ...before, classes: 5 }),
  ],
  centerCrop: [on([4, 4, 2], 'default', () => layers.centerCrop({ height: 2, width: 2 }), before)],
  randomWidth: [on([4, 4, 2], 'default', () => layers.randomWidth({ factor: 0.3, seed: 1 }), before)],
  rescaling: [on([3], 'default', () => layers.rescaling({ scale: 0.5, offset: 0.1 }))],
  resizing: [
    on([3, 3, 2], 'bilinear', () => layers.resizing({ height: 4, width: 5 }), before),
    on([3, 3, 2], 'nearest', () => layers.resizing({ height: 6, width: 2, interpolation: 'nearest' }), before),
  ],
} satisfies Partial<Record<LayerType, readonly Variant[]>>;
