import { publicPackages } from './scripts/tools/packages.mjs';

/** The most that the whole of a package may weigh, minified and gzipped, without TensorFlow.js and its sister packages. */
const limits = {
  '@latentkit/ae': '1.5 kB',
  // A third each: what every page loads, and the kernels in their two variants, of which WASM loads one.
  '@latentkit/backend': '80 kB',
  '@latentkit/datasets': '15 kB',
  '@latentkit/gan': '2.5 kB',
  '@latentkit/losses': '20 kB',
  '@latentkit/mle': '11 kB',
  '@latentkit/nn': '10 kB',
  '@latentkit/random': '3.5 kB',
  '@latentkit/train': '10 kB',
  '@latentkit/vae': '2 kB',
};

export default publicPackages().map(({ name, folder }) => {
  const limit = /** @type {Record<string, string>} */ (limits)[name];
  if (limit === undefined) throw new Error(`.size-limit.mjs has no limit for ${name}.`);
  return {
    name,
    path: `${folder}/dist/index.js`,
    limit,
    gzip: true,
    modifyEsbuildConfig: (/** @type {object} */ config) => ({ ...config, format: 'esm' }),
    // What only who reads pictures in Node, makes a PNG or reads a table loads.
    ignore: ['@latentkit/*', '@tensorflow/*', 'node:*', 'fast-png', 'jpeg-js', 'papaparse'],
  };
});
