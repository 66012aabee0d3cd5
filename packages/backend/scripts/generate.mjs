/** Writes what the sources import and git does not keep: the kernels, compiled, and the binaries of tfjs as code. */
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { inline } from '../../../scripts/tools/inline.mjs';
import '../kernels/build.mjs';

const { resolve } = createRequire(import.meta.url);
for (const [file, name] of [
  ['tfjs-backend-wasm-simd.wasm', 'simdBinary'],
  ['tfjs-backend-wasm.wasm', 'plainBinary'],
]) {
  const target = new URL(`../src/wasm/binary/${name}.generated.ts`, import.meta.url);
  inline(resolve(`@tensorflow/tfjs-backend-wasm/dist/${file}`), target, (bytes) => gzipSync(bytes, { level: 9 }));
}
