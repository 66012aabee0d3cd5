import { blocks } from 'virtual:documentation/browser';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

describe('documentation', () => {
  it('is found', () => expect(blocks).toBeInstanceOf(Array));
  for (const block of blocks) it(block.name, () => run(block));
});
