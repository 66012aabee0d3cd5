import type { Environment } from '../environment.ts';
import { commonJs, program } from '../program.ts';
import { command } from '../runs.ts';

const inNode = {
  files: { 'main.mjs': program, 'main.cjs': commonJs },
  runs: { ESM: command('node', 'main.mjs'), CommonJS: command('node', 'main.cjs') },
};

/** Plain Node, as an ES module and as a CommonJS module. */
export const node: Environment = { name: 'node', project: 'bare', ...inNode };

/** The same in a folder whose name holds `#`, `%`, `?` and spaces. */
export const strangeFolder: Environment = { name: 'node', project: 'strange', ...inNode };

/** The same, installed by pnpm. */
export const byPnpm: Environment = { name: 'node', project: 'pnpm', ...inNode };
