import { defineConfig } from 'tsup';

/** How every package is built: ESM, CommonJS and declarations. Run from the package's own folder. */
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'es2022',
  dts: true,
  clean: true,
  treeshake: true,
  shims: true,
  tsconfig: '../../tsconfig.build.json',
  // The argument checks are private and small, so each package carries its own copy. tfjs-core's gradients cannot be
  // imported by path in plain Node (their files are ES modules without extensions), so `backend` carries them too.
  noExternal: ['@latentkit/check', /^@tensorflow\/tfjs-core\/dist\//],
});
