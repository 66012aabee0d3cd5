import { copyFile } from 'node:fs/promises';
import { defineConfig } from 'tsup';
import shared from '../../tsup.config.ts';

/** The digits are a file of their own beside the code, so that only who asks for them loads them. */
export default defineConfig({
  ...shared,
  onSuccess: () => copyFile('src/digits.bin', 'dist/digits.bin'),
});
