import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';

const section = /^## Quick start\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';

function find(pattern: RegExp, what: string): string {
  const found = pattern.exec(section)?.[1];
  if (found === undefined) throw new Error(`README.md: "## Quick start" has no ${what}.`);
  return found;
}

/** The packages that the README says to install. */
export const packages = find(/^(?:npm i|npm install) (.*)$/m, 'line `npm i …`').split(/\s+/);

/** The README's program, with steps enough to see a loss twice. */
export const program = find(/^```ts\n([\s\S]*?)^```$/m, '```ts block')
  .replace(/\bsteps: [\d_]+/, 'steps: 4')
  .replace(/\breportEvery: [\d_]+/, 'reportEvery: 2');
if (!program.includes('steps: 4, reportEvery: 2'))
  throw new Error('README.md: the quick start has no `steps: …, reportEvery: …` to shorten.');

const statement = /^import \{([^}]*)\} from ('[^']*');\n/gm;
const body = program.replace(statement, '').trim();
const main = `async function main() {\n${body}\n}\nmain();\n`;

/** The same program as a CommonJS module. */
export const commonJs = `${[...program.matchAll(statement)].map(([, names, from]) => `const {${names}} = require(${from});\n`).join('')}${main}`;

/** The same program in TypeScript's spelling of a CommonJS module. */
export const commonTs = [...program.matchAll(statement)].map(([line]) => line).join('') + main;
