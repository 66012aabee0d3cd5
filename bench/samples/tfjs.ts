/** The formulas as one writes them down, on stock TensorFlow.js and its own WASM kernels. Nothing of LatentKit may be imported. */
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { serve } from '../children/serve.ts';
import { bandwidthsOf, program } from './program.ts';

if (!(await tf.setBackend('wasm'))) throw new Error("tfjs: the backend 'wasm' does not start.");

const lengths = (x: tf.Tensor2D, keepDims: boolean) => tf.sum(tf.square(x), 1, keepDims);
const squaredDistances = (x: tf.Tensor2D, y: tf.Tensor2D) =>
  tf.relu(tf.sub(tf.add(lengths(x, true), lengths(y, false)), tf.mul(tf.matMul(x, y, false, true), 2)));

/** Sums by rows first: in one go its float32 sum of 4 million numbers is wrong in the fourth digit. */
function mmd(x: tf.Tensor2D, y: tf.Tensor2D, bandwidths: number[]): tf.Scalar {
  const sum = (a: tf.Tensor2D, b: tf.Tensor2D) =>
    tf.tidy(() => {
      const distances = squaredDistances(a, b);
      const parts = bandwidths.map((s) => tf.tidy(() => tf.sum(tf.sum(tf.exp(tf.mul(distances, -0.5 / s ** 2)), 1))));
      return tf.div(tf.addN(parts), bandwidths.length);
    });
  const n = x.shape[0];
  const own = (a: tf.Tensor2D) => tf.div(tf.sub(sum(a, a), n), n * (n - 1));
  return tf.sub(tf.add(own(x), own(y)), tf.mul(sum(x, y), 2 / n ** 2));
}

function transport(x: tf.Tensor2D, y: tf.Tensor2D, epsilon: number, iterations: number): tf.Scalar {
  return tf.tidy(() => {
    const scaled = tf.mul(squaredDistances(x, y), -1 / epsilon);
    const weight = -Math.log(x.shape[0]);
    let [f, g] = [tf.zeros([x.shape[0], 1]), tf.zeros([1, y.shape[0]])];
    for (let i = 0; i < iterations; i++) {
      [f, g] = tf.tidy(() => {
        const nextF = tf.neg(tf.logSumExp(tf.add(tf.add(scaled, g), weight), 1, true));
        return [nextF, tf.neg(tf.logSumExp(tf.add(tf.add(scaled, nextF), weight), 0, true))];
      });
    }
    return tf.mul(tf.add(tf.mean(f), tf.mean(g)), epsilon);
  });
}

await serve({
  mmd: program((x, y, settings) => tf.tidy(() => mmd(x, y, bandwidthsOf(settings)))),
  sinkhorn: program((x, y, settings) => {
    const [epsilon, iterations] = [Number(settings.epsilon), Number(settings.iterations)];
    const of = (a: tf.Tensor2D, b: tf.Tensor2D) => transport(a, b, epsilon, iterations);
    return tf.tidy(() => tf.sub<tf.Scalar>(of(x, y), tf.mul(tf.add(of(x, x), of(y, y)), 0.5)));
  }),
});
