import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a TypeScript module that holds a file as base64, for those whose bundler leaves the file itself behind.
 * @param {string | URL} file
 * @param {string | URL} target `….generated.ts`
 * @param {(bytes: Buffer) => Buffer} [encode]
 */
export function inline(file, target, encode = (bytes) => bytes) {
  writeFileSync(target, `export const base64: string = '${encode(readFileSync(file)).toString('base64')}';\n`);
}
