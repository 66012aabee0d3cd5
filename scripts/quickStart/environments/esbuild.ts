import type { Environment } from '../environment.ts';
import { program } from '../program.ts';
import { html, leftBehind, page } from '../runs.ts';

/** A page by esbuild, on the command line. */
export const esbuild: Environment = {
  name: 'esbuild',
  tools: ['esbuild'],
  files: { 'main.js': program, 'dist/index.html': html('/main.js') },
  build: [['npx', 'esbuild', 'main.js', '--bundle', '--format=esm', '--outdir=dist', '--log-limit=0']],
  runs: { built: page('dist', { complaints: leftBehind }) },
};
