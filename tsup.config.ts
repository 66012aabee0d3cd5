import { defineConfig, type Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * CommonJS loads with `require`: Jest in its default set-up has no dynamic `import()`, and bundlers recognise an optional
 * package by `require` within `try`. Every `import()` here is awaited, so what it gives need not be a promise.
 */
const requireInCommonJs: NonNullable<Options['plugins']>[number] = {
  name: 'require-in-commonjs',
  renderChunk(code) {
    return this.format === 'cjs' ? { code: code.replace(/\bimport\((['"][^'"]+['"])\)/g, 'require($1)') } : undefined;
  },
};

/** Keeps entries out of the CommonJS build of the others, which has one file for each entry: ESM does so by itself. */
export function apart(entries: Readonly<Record<string, string>>): EsbuildPlugin[] {
  return Object.entries(entries).map(([name, path]) => ({
    name: `apart-${name}`,
    setup(build) {
      if (build.initialOptions.define?.TSUP_FORMAT !== '"cjs"') return;
      const file = path.slice(path.lastIndexOf('/') + 1);
      build.onResolve({ filter: /\.generated\.ts$/ }, ({ path: wanted, kind }) =>
        kind === 'dynamic-import' && wanted.endsWith(`/${file}`)
          ? { path: `./${name}.cjs`, external: true }
          : undefined,
      );
    },
  }));
}

/** How every package is built: ESM, CommonJS and declarations. Run from the package's own folder. */
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'es2022',
  // The types among them that public declarations name are in check's `published.d.ts`.
  dts: { resolve: ['@latentkit/check', '@latentkit/shared'] },
  clean: true,
  // An import that is left unused has no side effects: no `import './chunk.js'` stays behind.
  treeshake: { moduleSideEffects: 'no-external' },
  tsconfig: '../../tsconfig.build.json',
  plugins: [requireInCommonJs],
  // The argument checks and what else several packages need are private and small, so each package carries its own copy. tfjs-core's gradients cannot be
  // imported by path in plain Node (their files are ES modules without extensions), so `backend` carries them too.
  noExternal: ['@latentkit/check', '@latentkit/shared', /^@tensorflow\/tfjs-core\/dist\//],
}) as Options;
