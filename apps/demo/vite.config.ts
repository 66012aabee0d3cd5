import { readdirSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** While developing, the packages are read from their sources; a build takes their `dist`, as any user would. */
const sources = readdirSync(new URL('../../packages', import.meta.url)).map((name) => ({
  find: new RegExp(`^@latentkit/${name}$`),
  replacement: new URL(`../../packages/${name}/src/index.ts`, import.meta.url).pathname,
}));

/** Makes the page cross-origin isolated: so WASM may use threads. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig(({ command, isPreview }) => ({
  base: './',
  plugins: [svelte()],
  resolve: { alias: command === 'serve' && !isPreview ? sources : [] },
  worker: { format: 'es' },
  server: { headers },
  preview: { headers },
  build: { target: 'es2022', modulePreload: { polyfill: false } },
}));
