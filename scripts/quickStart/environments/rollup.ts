import type { Environment } from '../environment.ts';
import { program } from '../program.ts';
import { html, leftBehind, page } from '../runs.ts';

/** A page by Rollup, with the two plugins without which it finds no package. */
export const rollup: Environment = {
  name: 'rollup',
  tools: ['rollup', '@rollup/plugin-node-resolve', '@rollup/plugin-commonjs'],
  files: {
    'main.js': program,
    'rollup.config.mjs': `import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
export default {
  input: 'main.js',
  output: { dir: 'dist' },
  plugins: [nodeResolve({ browser: true }), commonjs()],
};`,
    'dist/index.html': html('/main.js'),
  },
  build: [['npx', 'rollup', '-c']],
  runs: { built: page('dist', { complaints: leftBehind }) },
};
