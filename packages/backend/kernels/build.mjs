/**
 * Compiles the kernels into `src/wasm/engine/*.generated.ts`, unless they are there already. Runs on `pnpm install` and
 * `pnpm build`. The constants that `gemm` reads its arguments by come from the record that its caller uses.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { transformSync } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`../src/wasm/engine/${name}.generated.ts`, import.meta.url));

/** What each variant asks of WebAssembly. Threads need no third: `shareMemory.ts`. @type {[string, string[]][]} */
const variants = [
  ['simd', ['simd']],
  ['relaxed', ['simd', 'relaxed-simd']],
];

const constantCase = (/** @type {string} */ name) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** @param {string} to @param {string[]} features */
async function compile(to, features) {
  const { error, stderr } = await asc.main([
    join(folder, 'index.ts'),
    ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '-O3', '--disableWarning', '112'],
    ...features.flatMap((feature) => ['--enable', feature]),
    ...['--outFile', to],
  ]);
  if (error) throw new Error(stderr.toString(), { cause: error });
  return readFileSync(to);
}

const record = readFileSync(new URL('../src/wasm/engine/productFields.ts', import.meta.url), 'utf8');
const { code } = transformSync(record, { loader: 'ts' });
/** @type {{ fields: Record<string, number> }} */
const { fields } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const constants = Object.entries(fields).map(([name, word]) => `export const ${constantCase(name)}: i32 = ${word};\n`);
writeFileSync(join(folder, 'productFields.generated.ts'), constants.join(''));

const hash = createHash('sha256').update(asc.version);
for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
const stamp = `// ${hash.digest('hex')}`;

const isCurrent = ([name = '']) => existsSync(target(name)) && readFileSync(target(name), 'utf8').startsWith(stamp);

if (!variants.every(isCurrent)) {
  const scratch = mkdtempSync(join(tmpdir(), 'kernels-'));
  for (const [name, features] of variants) {
    const binary = await compile(join(scratch, `${name}.wasm`), features);
    const lines = [stamp, `export const binary = '${binary.toString('base64')}';`];
    if (name === 'simd') {
      const kernels = WebAssembly.Module.exports(new WebAssembly.Module(binary));
      lines.push(`export type KernelName = ${kernels.map((kernel) => `'${kernel.name}'`).join(' | ')};`);
    }
    writeFileSync(target(name), `${lines.join('\n')}\n`);
  }
  rmSync(scratch, { recursive: true });
}
