import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './scripts/chromium.mjs';
import { documentation } from './scripts/docs/plugin.mjs';
import { BalancedSequencer } from './scripts/tools/shards.mjs';

/** Tests run against the sources; the packed packages have a test of their own (scripts/quickStart). */
const alias = [
  { find: /^@latentkit\/([^/]+)$/, replacement: fileURLToPath(new URL('./packages/$1/src/index.ts', import.meta.url)) },
  {
    find: /^@latentkit\/([^/]+)\/(.+)$/,
    replacement: fileURLToPath(new URL('./packages/$1/src/$2.ts', import.meta.url)),
  },
];

const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };

/** One project after the other (`groupOrder`): a browser that shares its cores with other tests meets no deadline. */
export default defineConfig({
  test: {
    sequence: { sequencer: BalancedSequencer },
    projects: [
      {
        resolve: { alias },
        plugins: [documentation()],
        test: {
          name: 'node',
          // One module graph for all files of a worker, on every core: the sources are compiled twice, not ninety times.
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
          include: [
            'packages/*/src/**/*.test.ts',
            'tests/**/*.test.ts',
            'scripts/**/*.test.ts',
            'examples/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
          ],
          exclude: ['**/*.{browser,e2e,process}.test.ts', '**/node_modules/**'],
          server: { deps: { inline: [/tfjs-core\/dist\//] } },
          ...timeouts,
        },
      },
      {
        resolve: { alias },
        test: {
          // Files that change what the others find: a process for each.
          name: 'process',
          sequence: { groupOrder: 1 },
          include: ['packages/*/src/**/*.process.test.ts', 'tests/**/*.process.test.ts'],
          server: { deps: { inline: [/tfjs-core\/dist\//] } },
          ...timeouts,
        },
      },
      {
        resolve: { alias },
        plugins: [documentation()],
        // A cache for each of the vitests that run side by side: see scripts/tools/vitest.mjs.
        cacheDir: `node_modules/.vite/browser-${process.env.VITEST_SHARD ?? 1}`,
        // Isolated, so that WASM has threads.
        server: {
          headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
        },
        test: {
          name: 'browser',
          // One page for all files: what they import is fetched once, which takes a third off.
          isolate: false,
          sequence: { groupOrder: 2 },
          include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'scripts/**/*.browser.test.ts'],
          exclude: ['**/*.{node,process}.test.ts', '**/node_modules/**'],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
          ...timeouts,
        },
      },
      {
        test: {
          // What is built: the demo, and the packed packages. So after `pnpm build`.
          name: 'e2e',
          sequence: { groupOrder: 3 },
          include: ['apps/*/test/**/*.test.ts', 'scripts/**/*.e2e.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
