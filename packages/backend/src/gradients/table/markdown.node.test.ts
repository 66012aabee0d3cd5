import { expect, it } from 'vitest';
import cpu from '../../../docs/gradients/cpu.json';
import wasm from '../../../docs/gradients/wasm.json';
import webgl from '../../../docs/gradients/webgl.json';
import webgpu from '../../../docs/gradients/webgpu.json';
import { markdown, type Verdicts } from './markdown.ts';
import { sections } from './sections.ts';

const backends = { cpu, wasm, webgl, webgpu } as unknown as Readonly<Record<string, Verdicts>>;

it('the page shows what was found on every backend', async () => {
  await expect(markdown(sections, backends)).toMatchFileSnapshot('../../../docs/gradients.md');
});

it('no op is missing, and none is wrong', () => {
  const names = sections.flatMap(({ cases }) => cases.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  for (const verdicts of Object.values(backends)) {
    expect(Object.keys(verdicts)).toEqual(names);
    for (const { first, second } of Object.values(verdicts)) {
      expect([first, second].join()).toMatch(/^(right|error: .+),(right|error: .+)$/);
    }
  }
});
