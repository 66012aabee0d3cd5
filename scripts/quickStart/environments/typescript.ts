import { expect } from 'vitest';
import { runIn } from '../command.ts';
import type { Environment } from '../environment.ts';
import { commonTs, program } from '../program.ts';
import { command } from '../runs.ts';

const config = (options: object, ...files: string[]) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      target: 'ES2022',
      lib: ['ES2022', 'DOM', 'DOM.AsyncIterable', 'DOM.Iterable'],
      types: ['long'], // tfjs-core's declarations name it without importing it
      skipLibCheck: false,
      ...options,
    },
    files,
  });

/** TypeScript at its strictest, with the declarations of all libraries checked. */
export const typescript: Environment = {
  name: 'typescript',
  project: 'bare',
  tools: ['typescript', '@types/node'],
  files: {
    'main.mts': program,
    'common.cts': commonTs,
    'nodenext.json': config({ module: 'NodeNext', outDir: 'out' }, 'main.mts', 'common.cts'),
    'bundler.json': config({ module: 'Preserve', moduleResolution: 'Bundler', noEmit: true }, 'main.mts'),
    'noDom.json': config({ module: 'NodeNext', lib: ['ES2022'], types: ['node', 'long'], noEmit: true }, 'main.mts'),
  },
  build: [
    ['npx', 'tsc', '-p', 'nodenext.json'],
    ['npx', 'tsc', '-p', 'bundler.json'],
  ],
  runs: {
    ESM: command('node', 'out/main.mjs'),
    CommonJS: command('node', 'out/common.cjs'),
    async 'without the DOM library'(folder) {
      // tfjs's own declarations, and what they refer to, need it: nothing of ours may.
      const found = await runIn(folder, ['npx', 'tsc', '-p', 'noDom.json', '--pretty', 'false']).catch(String);
      const ours = found.split('\n').filter((line) => /@latentkit|^main\.mts/.test(line));
      expect(ours).toEqual([]);
      return undefined;
    },
  },
};
