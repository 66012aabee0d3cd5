import { defineConfig } from 'tsup';
import shared from '../../tsup.config.ts';

/** Two entries, so that a page's bundler never meets `node:fs`; what they share, they share as one copy. */
export default defineConfig({ ...shared, entry: ['src/index.ts', 'src/node.ts'], splitting: true });
