import type { Environment } from '../environment.ts';
import { body, imports } from '../program.ts';
import { command } from '../runs.ts';

/** Runs the quick start, then the user's own program on `tf`. */
const beside = (first: string, own: string) => `import assert from 'node:assert/strict';
${first}${body}
${own}`;

const oldCore = "import * as tf from 'tfjs-core-4.21';\n";

const onOldCore = `
const gradient = tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2]));
assert.deepEqual([...(await gradient.data())], [2, 4]);
// A tensor of the one is a tensor to the other.
assert.deepEqual(tf.add(samples, 1).shape, [16, 28, 28, 1]);
const { loss } = model.step(tf.fill([128, 28, 28, 1], 0.5));
assert.ok(Number.isFinite((await loss.data())[0]));
`;

/** Beside other copies of TensorFlow.js, in one process. */
export const coexistence: Environment = {
  name: 'coexistence',
  project: 'tfjs',
  tools: ['@tensorflow/tfjs', 'tfjs-core-4.21'],
  files: {
    'tf.mjs': beside(
      `import * as tf from '@tensorflow/tfjs';\n${imports}`,
      `
const gradient = tf.grad((x) => x.square().add(x.mul(3)).sum())(tf.tensor1d([1, 2]));
assert.deepEqual([...(await gradient.data())], [5, 7]);
assert.deepEqual(samples.add(1).mean().shape, []);
`,
    ),
    'old-first.mjs': beside(oldCore + imports, onOldCore),
    'old-last.mjs': beside(imports + oldCore, onOldCore),
  },
  runs: {
    'with @tensorflow/tfjs, its gradients and chained operations': command('node', 'tf.mjs'),
    'with tfjs-core 4.21, loaded first': command('node', 'old-first.mjs'),
    'with tfjs-core 4.21, loaded last': command('node', 'old-last.mjs'),
  },
};
