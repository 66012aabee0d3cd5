import type { Environment } from '../environment.ts';
import { program } from '../program.ts';
import { html, page } from '../runs.ts';

/** A page by webpack 5, which is given an entry and nothing else. */
export const webpack: Environment = {
  name: 'webpack',
  tools: ['webpack'],
  files: {
    'src/index.js': program,
    'dist/index.html': html('/main.js', 'text/javascript'),
    'build.cjs': `require('webpack')({ mode: 'production' }, (error, stats) => {
      if (error || stats.hasErrors()) throw error ?? new Error(stats.toString('errors-only'));
    });`,
  },
  build: [['node', 'build.cjs']],
  runs: { built: page() },
};
