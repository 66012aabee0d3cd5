import { defineConfig } from 'tsup';
import shared, { apart } from '../../tsup.config.ts';

const inlined = { digitWeights: 'src/digits/digitWeights.generated.ts' };

/** The weights of the classifier are a file of their own, so that only who asks for it loads them. */
export default defineConfig({
  ...shared,
  entry: { index: 'src/index.ts', ...inlined },
  dts: { resolve: ['@latentkit/check', '@latentkit/shared'], entry: 'src/index.ts' },
  esbuildPlugins: apart(inlined),
});
