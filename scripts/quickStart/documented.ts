import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/run.mjs';

const page = readFileSync(join(root, 'docs', 'bundlers.md'), 'utf8');

/** The first block of code in a section of `docs/bundlers.md`, so that what the page says is what is tested. */
export function documented(section: string): string {
  const [, text = ''] = page.split(`\n## ${section}\n`);
  const [, block] = /^```\w+\n([\s\S]*?)^```$/m.exec(text) ?? [];
  if (block === undefined) throw new Error(`docs/bundlers.md: "## ${section}" shows no code.`);
  return block;
}
