import type { Environment } from '../environment.ts';
import { body, imports } from '../program.ts';
import { command } from '../runs.ts';

const test = `import { test } from 'vitest';\n${imports}test('trains', async () => {\n${body}\n}, 60_000);\n`;

/** Vitest, in Node with the globals of a page. */
export const vitest: Environment = {
  name: 'vitest',
  tools: ['vitest', 'happy-dom'],
  files: { 'happy.test.js': test },
  runs: { 'happy-dom': command('npx', 'vitest', 'run', '--environment', 'happy-dom') },
};
