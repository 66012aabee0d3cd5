import { publicPackages } from './scripts/tools/packages.mjs';

/** The most that the whole of a package may weigh, minified and gzipped, without TensorFlow.js and its sister packages. */
const limits = {
  '@latentkit/ae': '6.5 kB',
  // A third each: what every page loads, and the kernels in their two variants, of which WASM loads one.
  '@latentkit/backend': '82 kB',
  '@latentkit/datasets': '20 kB',
  '@latentkit/divergences': '14.5 kB',
  '@latentkit/distributions': '18.5 kB',
  '@latentkit/gan': '14.5 kB',
  '@latentkit/losses': '7 kB',
  '@latentkit/metrics': '12 kB',
  '@latentkit/mle': '17.5 kB',
  '@latentkit/model': '12.5 kB',
  '@latentkit/nn': '16.5 kB',
  '@latentkit/random': '4 kB',
  '@latentkit/train': '10.5 kB',
  '@latentkit/vae': '10 kB',
};

/** An import that esbuild would warn of, since it is kept though it has no side effects, fails. */
const modifyEsbuildConfig = (/** @type {object} */ config) => ({
  ...config,
  format: 'esm',
  logOverride: { 'ignored-bare-import': 'error' },
});

const packages = publicPackages().map(({ name, folder }) => {
  const limit = /** @type {Record<string, string>} */ (limits)[name];
  if (limit === undefined) throw new Error(`.size-limit.mjs has no limit for ${name}.`);
  return {
    name,
    path: `${folder}/dist/index.js`,
    limit,
    gzip: true,
    modifyEsbuildConfig,
    // What only who reads pictures in Node, makes a PNG, reads a table, decomposes a covariance, classifies digits, or has a bundler that left files behind, loads.
    ignore: [
      ...['@latentkit/*', '@tensorflow/*', 'node:*', 'fast-png', 'jpeg-js', 'ml-matrix', 'papaparse'],
      ...['./*Binary.js', './digitsCopy.js', './digitWeights.js'],
    ],
  };
});

/** A value costs itself and what it needs of tfjs-core, and not the gradients of what trains: docs/decisions/0006. */
const forwardKl = {
  name: "import { forwardKl } from '@latentkit/divergences', with tfjs-core",
  path: 'packages/divergences/dist/index.js',
  import: '{ forwardKl }',
  limit: '25 kB',
  gzip: true,
  modifyEsbuildConfig,
  // esbuild wraps all modules that a dynamic import may reach, used or not, and then keeps 7 KB more of tfjs-core.
  ignore: ['@tensorflow/tfjs-backend-*'],
};

export default [...packages, forwardKl];
