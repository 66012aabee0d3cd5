/** `node scripts/docs/types.mjs`: type-checks every block of the documentation as a user would write it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../tools/run.mjs';
import { collect, write } from './collect.mjs';
import { complete } from './toModule.mjs';

const files = write('types', collect(), (block, all) => {
  const { head, code } = complete(block, all);
  return `${head}\n${code}\nexport {};\n`;
});
const project = join(root, '.tmp/docs/types/tsconfig.json');
// As strict as `strict` makes it: that `split(key(0))[0]` may be undefined is more than an example can bother with.
const compilerOptions = { noUncheckedIndexedAccess: false };
writeFileSync(project, JSON.stringify({ extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'] }));
const { ok, output } = await run(
  [process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '--project', project],
  {
    capture: true,
  },
);
console.log(output.trim() || `${files.length} blocks of documentation have no type error`);
process.exitCode = ok ? 0 : 1;
