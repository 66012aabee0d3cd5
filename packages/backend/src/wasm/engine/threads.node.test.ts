import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('does not keep Node alive', () => {
  const script = `
    import * as tf from '@tensorflow/tfjs-core';
    import { useBackend } from '@latentkit/backend';
    const { threads } = await useBackend('wasm', { threads: 2 });
    console.log(threads, tf.sum(tf.matMul(tf.ones([99, 99]), tf.ones([99, 99]))).dataSync()[0]);`;
  // The packed package, from where it is installed: so this runs after a build.
  const folder = new URL('../../../../../tests/', import.meta.url);
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(output).toContain(`2 ${99 ** 3}`);
});
