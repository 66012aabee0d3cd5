import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocks } from 'virtual:documentation/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

describe('documentation', () => {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'documentation-'));
  // A program may write files: not here.
  beforeAll(() => process.chdir(folder));
  afterAll(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it('has code', () => expect(blocks.length).toBeGreaterThan(0));
  for (const block of blocks) it(block.name, { timeout: 300_000 }, () => run(block));
});
