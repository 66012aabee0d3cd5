import { createRequire } from 'node:module';

const { devDependencies } = createRequire(import.meta.url)('../../package.json');

/** The tools that environments may ask for, each in the version it is tested with. All run on Node 20.19. */
export const versions = {
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@types/node': '20.19.0',
  buffer: '6.0.3',
  esbuild: '0.28.2',
  'happy-dom': '21.0.4',
  jest: '30.5.2',
  'jest-environment-jsdom': '30.5.2',
  next: '16.4.6',
  parcel: '2.16.4',
  process: '0.11.10',
  react: '19.3.1',
  'react-dom': '19.3.1',
  rollup: '4.68.8',
  typescript: devDependencies.typescript as string,
  vite: devDependencies.vite as string,
  vitest: devDependencies.vitest as string,
  webpack: '5.113.0',
  '@tensorflow/tfjs': '4.22.0',
  'tfjs-core-4.21': 'npm:@tensorflow/tfjs-core@4.21.0',
};

/** A tool's name on npm. */
export type Tool = keyof typeof versions;
