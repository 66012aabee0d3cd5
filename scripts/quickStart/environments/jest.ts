import type { Environment } from '../environment.ts';
import { body, requires } from '../program.ts';
import { command } from '../runs.ts';

const test = `${requires}test('trains', async () => {\n${body}\n}, 60_000);\n`;

/** Jest as it is without a configuration: CommonJS, in a realm of its own. */
export const jest: Environment = {
  name: 'jest',
  tools: ['jest', 'jest-environment-jsdom'],
  files: {
    'package.json': '{}',
    'node.test.js': test,
    'jsdom.test.js': `/** @jest-environment jsdom */\n${test}`,
  },
  runs: { node: command('npx', 'jest', 'node.test.js'), jsdom: command('npx', 'jest', 'jsdom.test.js') },
};
