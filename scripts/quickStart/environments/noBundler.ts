import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/run.mjs';
import type { Environment } from '../environment.ts';
import { page } from '../runs.ts';

const example = readFileSync(join(root, 'examples', 'no-bundler', 'index.html'), 'utf8');

/** A page without a bundler, by an import map: the example, from what npm installed. */
export const noBundler: Environment = {
  name: 'no-bundler',
  files: { 'dist/index.html': example.replace('steps: 140, reportEvery: 70', 'steps: 4, reportEvery: 2') },
  build: [['node', '-e', "require('fs').symlinkSync('../../node_modules', 'dist/node_modules', 'junction')"]],
  runs: { served: page('dist') },
};
