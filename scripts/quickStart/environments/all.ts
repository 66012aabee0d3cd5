import type { Environment } from '../environment.ts';
import { coexistence } from './coexistence.ts';
import { esbuild } from './esbuild.ts';
import { jest } from './jest.ts';
import { mixed } from './mixed.ts';
import { next } from './next.ts';
import { noBundler } from './noBundler.ts';
import { byPnpm, node, strangeFolder } from './node.ts';
import { parcel } from './parcel.ts';
import { rollup } from './rollup.ts';
import { serviceWorker } from './serviceWorker.ts';
import { typescript } from './typescript.ts';
import { vite } from './vite.ts';
import { vitest } from './vitest.ts';
import { webpack } from './webpack.ts';
import { workerThreads } from './workerThreads.ts';

/** Everywhere that the quick start has to run. */
export const environments: readonly Environment[] = [
  node,
  strangeFolder,
  byPnpm,
  mixed,
  coexistence,
  workerThreads,
  typescript,
  jest,
  vitest,
  vite,
  webpack,
  esbuild,
  serviceWorker,
  rollup,
  noBundler,
  next,
  parcel,
];
