import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collect, write } from './collect.mjs';
import { toModule } from './toModule.mjs';

const PREFIX = 'virtual:documentation/';
const check = fileURLToPath(new URL('./check.ts', import.meta.url));

/**
 * For the tests: `virtual:documentation/node` and `virtual:documentation/browser` export the `blocks` of the documentation
 * that run there, each with a `load` that runs it.
 * @returns {import('vite').Plugin}
 */
export function documentation() {
  return {
    name: 'documentation',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const where = id.slice(PREFIX.length + 1);
      const blocks = collect().filter(({ runs }) => runs === where);
      const written = write(where, blocks, (block, all, folder) => toModule(block, all, relative(folder, check)));
      const items = written.map(
        ({ path, ...item }) => `{ ...${JSON.stringify(item)}, load: () => import(${JSON.stringify(path)}) }`,
      );
      return `export const blocks = [${items.join(',\n')}];`;
    },
  };
}
