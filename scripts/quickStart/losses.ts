import { expect } from 'vitest';

/** Whose WebAssembly computes. */
export type Engine = 'Node' | 'Chromium';

/** The losses of steps 2 and 4, as the program printed them; if more than once, then always the same. */
export function losses(printed: string): string[] {
  const lines = [...printed.matchAll(/^\s*([24]) (\d+\.\d+)\s*$/gm)].map(([, step = '', loss = '']) => [step, loss]);
  const found = new Map(lines.map(([step, loss]) => [`${step} ${loss}`, loss!]));
  expect(
    [...found.keys()].map((line) => line[0]),
    printed,
  ).toEqual(['2', '4']);
  return [...found.values()];
}
