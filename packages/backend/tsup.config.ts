import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { defineConfig, type Options } from 'tsup';
import shared, { apart } from '../../tsup.config.ts';

const core = '@tensorflow/tfjs-core';
const require = createRequire(import.meta.url);
const coreExports = require(core) as Record<string, unknown>;
const namespaces = ['util', 'backend_util', 'broadcast_util', 'slice_util'] as const;

/** Modules of tfjs-core that hold global state, or all of it: never carry a second copy of these. */
const stateful: Record<string, string> = {
  'engine.js': `import { engine } from '${core}'; export const ENGINE = engine();`,
  'tensor.js': `import { Tensor } from '${core}'; export { Tensor }; export const getGlobalTensorClass = () => Tensor;`,
  'environment.js': `export { env } from '${core}'; import { env } from '${core}'; export const ENV = env();`,
  'base.js': `export { backend_util } from '${core}';`,
};

/**
 * tfjs-core's gradients can only be had by path, and plain Node cannot follow that path, so `dist` carries them. What
 * they import is in tfjs-core's public API for the most part: taken from there, they cost 12 KB and not 40 (gzip).
 */
const slimGradients: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'slim-gradients',
  setup(build) {
    build.onLoad({ filter: /tfjs-core[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const file = path.split(/tfjs-core[\\/]dist[\\/]/).pop()!;
      if (file.startsWith('gradients')) return undefined;
      if (stateful[file]) return { contents: stateful[file] };
      const names = await exportsOf(path, build.esbuild);
      if (names.every((name) => name in coreExports)) {
        return { contents: `export { ${names.join(', ')} } from '${core}';` };
      }
      const home = namespaces.find((space) => names.every((name) => name in (coreExports[space] as object)));
      if (home) {
        return { contents: `import { ${home} } from '${core}'; export const { ${names.join(', ')} } = ${home};` };
      }
      return undefined;
    });
  },
};

async function exportsOf(
  path: string,
  { build }: Parameters<typeof slimGradients.setup>[0]['esbuild'],
): Promise<string[]> {
  const { metafile } = await build({ entryPoints: [path], format: 'esm', bundle: true, write: false, metafile: true });
  return Object.values(metafile.outputs)[0]!.exports;
}

const wasmFolder = '@tensorflow/tfjs-backend-wasm/dist/';

/**
 * The binaries go beside `dist/index.js`: `new URL('./file', import.meta.url)` is the one form that Vite (also where it
 * pre-bundles), webpack, Parcel and plain browsers all follow. The sources name them by package.
 */
const wasmBeside: typeof slimGradients = {
  name: 'wasm-beside',
  setup(build) {
    build.onLoad({ filter: /shippedFiles\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(wasmFolder, './'),
      loader: 'ts',
    }));
  },
};

const inlined = {
  simdBinary: 'src/wasm/binary/simdBinary.generated.ts',
  plainBinary: 'src/wasm/binary/plainBinary.generated.ts',
};

export default defineConfig({
  ...shared,
  entry: { index: 'src/index.ts', ...inlined },
  dts: { entry: 'src/index.ts' },
  esbuildPlugins: [slimGradients, wasmBeside, ...apart(inlined)],
  async onSuccess() {
    for (const file of ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm']) {
      await copyFile(require.resolve(wasmFolder + file), `dist/${file}`);
    }
  },
});
