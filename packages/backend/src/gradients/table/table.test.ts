import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../../index.ts';
import { sections } from './sections.ts';
import { type Verdict, verdictOf } from './verdictOf.ts';

// WASM is the same code in Chromium, and has its turn in Node.
const backends = typeof window === 'undefined' ? (['cpu', 'wasm'] as const) : (['webgl', 'webgpu'] as const);

describe.each(backends)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend, { threads: 1 });
  });

  const verdicts: Record<string, Verdict> = {};

  it.each(sections.flatMap(({ cases }) => cases))('$name is not wrong', async (opCase) => {
    const verdict = await verdictOf(opCase);
    verdicts[opCase.name] = verdict;
    expect(Object.values(verdict).filter((cell) => cell.startsWith('wrong'))).toEqual([]);
  });

  it('is what the committed table says', async () => {
    await expect(`${JSON.stringify(verdicts, null, 2)}\n`).toMatchFileSnapshot(
      `../../../docs/gradients/${backend}.json`,
    );
  });
});
