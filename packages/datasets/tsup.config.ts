import { copyFile } from 'node:fs/promises';
import { defineConfig } from 'tsup';
import shared, { apart } from '../../tsup.config.ts';

const inlined = { digitsCopy: 'src/digits.generated.ts' };

/** The digits are a file of their own beside the code, so that only who asks for them loads them. */
export default defineConfig({
  ...shared,
  entry: { index: 'src/index.ts', ...inlined },
  dts: { resolve: ['@latentkit/check', '@latentkit/shared'], entry: 'src/index.ts' },
  esbuildPlugins: apart(inlined),
  onSuccess: () => copyFile('src/digits.bin', 'dist/digits.bin'),
});
