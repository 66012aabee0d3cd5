import type { Environment } from '../environment.ts';
import { commonJs, program } from '../program.ts';
import { command } from '../runs.ts';

const start = (file: string) =>
  `import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./${file}', import.meta.url));\n`;

/** A worker thread of Node. */
export const workerThreads: Environment = {
  name: 'worker_threads',
  project: 'bare',
  files: {
    'worker.mjs': program,
    'worker.cjs': commonJs,
    'start-esm.mjs': start('worker.mjs'),
    'start-cjs.mjs': start('worker.cjs'),
  },
  runs: { ESM: command('node', 'start-esm.mjs'), CommonJS: command('node', 'start-cjs.mjs') },
};
