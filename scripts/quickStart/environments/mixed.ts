import type { Environment } from '../environment.ts';
import { body, imports } from '../program.ts';
import { command } from '../runs.ts';

/** ESM and CommonJS in one process: the data and the loop of one with the model and the backend of the other. */
export const mixed: Environment = {
  name: 'mixed',
  project: 'bare',
  files: {
    'main.mjs': `import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
${imports}
const require = createRequire(import.meta.url);
const common = { ...require('@latentkit/backend'), ...require('@latentkit/vae') };
{
${body}
}
{
const { mlp, useBackend, vae } = common;
${body}
}
// Errors are told apart by name: each has a class of its own.
for (const start of [useBackend, common.useBackend])
  await assert.rejects(start('webgl'), { name: 'BackendUnavailableError' });
`,
  },
  runs: { 'ESM with CommonJS': command('node', 'main.mjs') },
};
