import * as tf from '@tensorflow/tfjs-core';

/** Tensors of the type that is looked at: numbers of both signs, or truth values. */
export type Make = <R extends tf.Rank = tf.Rank.R4>(...shape: number[]) => tf.Tensor<R>;

type Call = (make: Make) => tf.Tensor | tf.Tensor[];

const filter = [2, 2, 2, 2] as const;
const picture = [1, 4, 4, 2] as const;
const ones = (shape: readonly number[]) => tf.ones<tf.Rank.R4>([...shape] as [number, number, number, number]);

/**
 * Ops of every kernel of tfjs's that ours take the place of, with whatever arguments may be of another type. Gradients
 * are computed of floats alone: tfjs refuses others.
 */
export const rows: Readonly<Record<string, readonly Call[]>> = {
  [tf.Abs]: [(make) => tf.abs(make(2, 3))],
  [tf.Square]: [(make) => tf.square(make(2, 3))],
  [tf.Elu]: [(make) => tf.elu(make(2, 3))],
  [tf.Erf]: [(make) => tf.erf(make(2, 3))],
  [tf.Exp]: [(make) => tf.exp(make(2, 3))],
  [tf.LeakyRelu]: [(make) => tf.leakyRelu(make(2, 3), 0.3)],
  [tf.Log]: [(make) => tf.log(make(2, 3))],
  [tf.Relu]: [(make) => tf.relu(make(2, 3))],
  [tf.Relu6]: [(make) => tf.relu6(make(2, 3))],
  [tf.Sigmoid]: [(make) => tf.sigmoid(make(2, 3))],
  [tf.Softplus]: [(make) => tf.softplus(make(2, 3))],
  [tf.Tanh]: [(make) => tf.tanh(make(2, 3))],
  [tf.BatchMatMul]: [
    (make) => tf.matMul(make(2, 3), make(3, 4)),
    (make) => tf.matMul(make(2, 3), make(4, 3), false, true),
    (make) => tf.matMul(make(3, 2), make(3, 4), true),
    (make) => tf.matMul(make(2, 3), tf.ones([3, 4])),
    (make) => tf.matMul(make(2, 1, 2, 3), make(1, 3, 3, 2)),
    (make) => tf.dot(make(3), make(3)),
  ],
  [tf._FusedMatMul]: [
    (make) => tf.fused.matMul({ a: make(2, 3), b: make(3, 4), bias: make(4), activation: 'relu' }),
    (make) => tf.fused.matMul({ a: tf.ones([2, 3]), b: tf.ones([3, 4]), bias: make(4) }),
  ],
  [tf.Bincount]: [(make) => tf.bincount(tf.tensor1d([1, 0, 4, 1, 1, 9], 'int32'), make<tf.Rank.R1>(6), 5)],
  [tf.Cast]: (['float32', 'int32', 'bool'] as const).map((dtype) => (make: Make) => tf.cast(make(2, 3), dtype)),
  [tf.ClipByValue]: [(make) => tf.clipByValue(make(2, 3), -1, 2), (make) => tf.clipByValue(make(2, 3), 1, 1)],
  [tf.Conv2D]: [(make) => tf.conv2d(make<tf.Rank.R4>(...picture), make<tf.Rank.R4>(...filter), 1, 'same')],
  [tf.FusedConv2D]: [
    (make) =>
      tf.fused.conv2d({
        x: make<tf.Rank.R4>(...picture),
        filter: make<tf.Rank.R4>(...filter),
        strides: 1,
        pad: 'same',
      }),
    (make) => tf.fused.conv2d({ x: ones(picture), filter: ones(filter), strides: 1, pad: 'same', bias: make(2) }),
  ],
  [tf.Conv2DBackpropFilter]: [
    (make) =>
      tf.grad((w) => tf.conv2d(ones(picture), w as tf.Tensor4D, 1, 'same'))(ones(filter), make<tf.Rank.R4>(...picture)),
  ],
  [tf.Conv2DBackpropInput]: [
    (make) => tf.conv2dTranspose(make<tf.Rank.R4>(...picture), make<tf.Rank.R4>(...filter), [1, 8, 8, 2], 2, 'same'),
    (make) =>
      tf.grad((x) => tf.conv2d(x as tf.Tensor4D, ones(filter), 1, 'same'))(ones(picture), make<tf.Rank.R4>(...picture)),
  ],
  [tf.Conv3DBackpropInputV2]: [
    (make) => tf.conv3dTranspose(make<tf.Rank.R5>(1, 2, 2, 2, 2), make(2, 2, 2, 1, 2), [1, 4, 4, 4, 1], 2, 'same'),
  ],
  [tf.Conv3DBackpropFilterV2]: [
    (make) => {
      const convolve = (w: tf.Tensor5D) => tf.conv3d(tf.ones<tf.Rank.R5>([1, 3, 3, 3, 1]), w, 1, 'same');
      return tf.grad(convolve as (w: tf.Tensor) => tf.Tensor)(tf.ones([2, 2, 2, 1, 2]), make(1, 3, 3, 3, 2));
    },
  ],
  [tf.DepthwiseConv2dNative]: [
    (make) => tf.depthwiseConv2d(make<tf.Rank.R4>(...picture), make<tf.Rank.R4>(...filter), 1, 'same'),
  ],
  [tf.FusedDepthwiseConv2D]: [
    (make) =>
      tf.fused.depthwiseConv2d({
        x: make<tf.Rank.R4>(...picture),
        filter: make<tf.Rank.R4>(...filter),
        strides: 1,
        pad: 'same',
      }),
    (make) =>
      tf.fused.depthwiseConv2d({ x: ones(picture), filter: ones(filter), strides: 1, pad: 'same', bias: make(4) }),
  ],
  [tf.DepthwiseConv2dNativeBackpropFilter]: [
    (make) =>
      tf.grad((w) => tf.depthwiseConv2d(ones(picture), w as tf.Tensor4D, 1, 'same'))(ones(filter), make(1, 4, 4, 4)),
  ],
  [tf.DepthwiseConv2dNativeBackpropInput]: [
    (make) =>
      tf.grad((x) => tf.depthwiseConv2d(x as tf.Tensor4D, ones(filter), 1, 'same'))(ones(picture), make(1, 4, 4, 4)),
  ],
  [tf.Dilation2D]: [(make) => tf.dilation2d(make<tf.Rank.R4>(...picture), make<tf.Rank.R3>(2, 2, 2), 1, 'same')],
  [tf.Einsum]: [
    (make) => tf.einsum('ij,jk->ik', make(2, 3), make(3, 4)),
    (make) => tf.einsum('ij->i', make(2, 3)),
    (make) => tf.einsum('ij->ji', make(2, 3)),
    (make) => tf.einsum('ij,ij->ij', make(2, 3), make(2, 3)),
  ],
  [tf.Maximum]: [(make) => tf.maximum(make(2, 3), make(3)), (make) => tf.maximum(make(2, 3), 0.5)],
  [tf.Minimum]: [(make) => tf.minimum(make(2, 3), make(3)), (make) => tf.minimum(make(2, 3), 0.5)],
  [tf.GatherV2]: [(make) => tf.gather(make(4, 3), [2, 0]), (make) => tf.gather(make(4, 3), [[2], [0]], 1)],
  [tf.Identity]: [(make) => tf.clone(make(2, 3))],
  [tf.MaxPool]: [
    (make) => tf.maxPool(make<tf.Rank.R4>(...picture), 2, 2, 'same'),
    (make) => tf.maxPool(make<tf.Rank.R4>(...picture), 1, 1, 'same'),
  ],
  [tf.AvgPool]: [(make) => tf.avgPool(make<tf.Rank.R4>(...picture), 2, 2, 'same')],
  [tf.MaxPool3D]: [(make) => tf.maxPool3d(make<tf.Rank.R5>(1, 4, 4, 4, 1), 2, 2, 'same')],
  [tf.AvgPool3D]: [(make) => tf.avgPool3d(make<tf.Rank.R5>(1, 4, 4, 4, 1), 2, 2, 'same')],
  [tf.MaxPoolWithArgmax]: [
    (make) => {
      const found = tf.maxPoolWithArgmax(make<tf.Rank.R4>(...picture), 2, 2, 'same') as {
        result: tf.Tensor;
        indexes: tf.Tensor;
      };
      return [found.result, found.indexes];
    },
  ],
  [tf.MaxPoolGrad]: [
    (make) => tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'))(make<tf.Rank.R4>(...picture)),
  ],
  [tf.AvgPoolGrad]: [
    (make) => tf.grad((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'same'))(ones(picture), make(1, 2, 2, 2)),
  ],
  [tf.MaxPool3DGrad]: [
    (make) =>
      tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'same'))(tf.ones([1, 4, 4, 4, 1]), make(1, 2, 2, 2, 1)),
  ],
  [tf.AvgPool3DGrad]: [
    (make) =>
      tf.grad((x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'same'))(tf.ones([1, 4, 4, 4, 1]), make(1, 2, 2, 2, 1)),
  ],
  [tf.Prelu]: [(make) => tf.prelu(make(2, 3), make(3)), (make) => tf.prelu(make(2, 3), make(2, 1))],
  [tf.Prod]: [(make) => tf.prod(make(2, 3), 1), (make) => tf.prod(make(2, 3))],
  [tf.Sign]: [(make) => tf.sign(make(2, 3))],
  [tf.Slice]: [(make) => tf.slice(make(4, 3), [1, 0], [2, 2])],
  [tf.Sum]: [(make) => tf.sum(make(2, 3), 0), (make) => tf.sum(make(2, 3)), (make) => tf.sum(make(2, 3, 2), 1)],
  [tf.Mean]: [(make) => tf.mean(make(2, 3), 0), (make) => tf.mean(make(2, 3)), (make) => tf.mean(make(2, 3, 2), 1)],
  [tf.UnsortedSegmentSum]: [(make) => tf.unsortedSegmentSum(make(4, 3), tf.tensor1d([0, 2, 0, 1], 'int32'), 3)],
  [tf.TensorScatterUpdate]: [(make) => tf.tensorScatterUpdate(make(4), [[1], [2]], make(2))],
};

/** Of these tfjs has the result in floats on cpu, and in the type of the argument on its other backends, as we do. */
export const valuesOnly: readonly string[] = [tf.MaxPool3D, tf.UnsortedSegmentSum];
