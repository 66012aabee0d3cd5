import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';

const section = /^## Quick start\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';

function find(pattern: RegExp, what: string): string {
  const found = pattern.exec(section)?.[1];
  if (found === undefined) throw new Error(`README.md: "## Quick start" has no ${what}.`);
  return found;
}

/** The README's install line, as it stands: `npm i …`. */
export const installLine = find(/^(npm i .*)$/m, 'line `npm i …`').split(/\s+/);

/** The README's program, with steps enough to see a loss twice. */
export const program = find(/^```ts\n([\s\S]*?)^```$/m, '```ts block')
  .replace(/\bsteps: [\d_]+/, 'steps: 4')
  .replace(/\breportEvery: [\d_]+/, 'reportEvery: 2');
if (!program.includes('steps: 4, reportEvery: 2'))
  throw new Error('README.md: the quick start has no `steps: …, reportEvery: …` to shorten.');

const statement = /^import \{([^}]*)\} from ('[^']*');\n/gm;

/** Its imports. */
export const imports = [...program.matchAll(statement)].map(([line]) => line).join('');

/** Its imports in CommonJS. */
export const requires = imports.replace(statement, 'const {$1} = require($2);\n');

/** What stands below the imports; it waits for promises. */
export const body = program.replace(statement, '').trim();

const print = 'console.log(step, metrics.loss)';
if (!body.includes(print)) throw new Error(`README.md: the quick start has no \`${print}\`.`);

/** The same, with something else done with each line that it prints. */
export const bodyWith = (use: (line: string) => string) => body.replace(print, use("step + ' ' + metrics.loss"));

const main = `async function main() {\n${body}\n}\nmain();\n`;

/** The same program as a CommonJS module. */
export const commonJs = requires + main;

/** The same program in TypeScript's spelling of a CommonJS module. */
export const commonTs = imports + main;
