import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Demo, launch, serve } from './harness.ts';

let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const open = (search = '', options = {}) => Demo.open(browser, server.address + search, options);

// WebGL is computed by the processor here: smaller batches and fewer of them, or it would take minutes.
describe.each([
  ['wasm', 128, 200],
  ['webgl', 16, 80],
])('on %s', (backend, batchSize, steps) => {
  it.each(['ae', 'vae', 'gan'])(`%s learns digits for ${steps} steps`, { timeout: 600_000 }, async (model) => {
    const demo = await open(`?dataset=digits&model=${model}&backend=${backend}&batchSize=${batchSize}`);
    await demo.ready();
    const loss = await demo.number('loss');
    const samples = await demo.picture('samples');
    expect(samples.colours).toBeGreaterThan(8);

    await demo.trainTo(steps);
    await demo.pause();
    const later = await demo.number('loss');
    expect(Number.isFinite(later)).toBe(true);
    if (model !== 'gan') expect(later).toBeLessThan(loss / 2);
    const learnt = await demo.picture('samples');
    expect(learnt.text).not.toBe(samples.text);
    expect(learnt.colours).toBeGreaterThan(8);
    expect(await demo.get('reconstructions').count()).toBe(model === 'gan' ? 0 : 1);
    expect(await demo.get('error').count()).toBe(0);
    expect(demo.complaints).toEqual([]);
    await demo.close();
  });
});

// Steps that take long beside a message from the page to its worker: what counts is the steps, and not how busy the machine is.
it.each([
  ['wasm', 512],
  ['webgl', 16],
])('pauses within five steps on %s', { timeout: 120_000 }, async (backend, batchSize) => {
  const demo = await open(`?dataset=digits&model=vae&backend=${backend}&batchSize=${batchSize}`);
  await demo.ready();
  await demo.trainTo(20);
  const [asked, stopped] = await demo.page.evaluate(async () => {
    const steps = () => Number(document.querySelector('[data-testid="step-count"]')!.textContent);
    const before = steps();
    document.querySelector<HTMLButtonElement>('[data-testid="pause"]')!.click();
    while (!document.querySelector('[data-testid="start"]')) await new Promise(requestAnimationFrame);
    return [before, steps()] as const;
  });
  expect(stopped - asked).toBeLessThanOrEqual(5);
  // It has really stopped: the next thing that happens is the single step one asks for.
  await demo.get('step').click();
  await expect.poll(() => demo.number('step-count')).toBe(stopped + 1);
  expect(demo.complaints).toEqual([]);
  await demo.close();
});

it.each([
  ...['ring', 'grid', 'moons', 'circles', 'swissRoll', 'pinwheel', 'checkerboard'].map((dataset) => [dataset, 'gan']),
  ['moons', 'splineFlow'],
  ['digits', 'made'],
])('draws and learns %s by %s', { timeout: 120_000 }, async (dataset, model) => {
  const demo = await open(`?dataset=${dataset}&model=${model}`);
  await demo.ready();
  const before = await demo.picture('samples');
  await demo.trainTo(20);
  await demo.pause();
  expect((await demo.picture('samples')).text).not.toBe(before.text);
  expect(demo.complaints).toEqual([]);
  await demo.close();
});

describe('the address', () => {
  it('carries every choice, and Back takes the last one back', async () => {
    const demo = await open();
    await demo.get('dataset').selectOption('moons');
    await demo.get('model').selectOption('gan');
    await demo.get('seed').fill('7');
    await demo.get('seed').blur();
    const asked = new URL(demo.page.url()).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ dataset: 'moons', model: 'gan', backend: 'wasm', seed: '7' });
    await demo.page.goBack();
    await expect.poll(() => demo.get('seed').inputValue()).toBe('1');
    await demo.page.goBack();
    await expect.poll(() => demo.get('model').inputValue()).toBe('vae');
    await demo.close();
  });

  it('repeats a run, to the pixel', async () => {
    const pictures: string[] = [];
    for (let run = 0; run < 2; run++) {
      const demo = await open('?dataset=digits&model=vae&seed=5&batchSize=16');
      await demo.ready();
      for (let step = 1; step <= 3; step++) {
        await demo.get('step').click();
        await expect.poll(() => demo.number('step-count')).toBe(step);
        await demo.ready();
      }
      pictures.push((await demo.picture('samples')).text, String(await demo.number('loss')));
      await demo.close();
    }
    expect(pictures.slice(0, 2)).toEqual(pictures.slice(2));
  });

  it('says what it asked for that is not there', async () => {
    const demo = await open('?model=transformer');
    await expect.poll(() => demo.get('error').textContent()).toMatch(/“transformer” is not one of ae, .*, gan, .*\./);
    await demo.get('error').getByRole('button', { name: 'Dismiss' }).click();
    expect(await demo.get('error').count()).toBe(0);
    await demo.close();
  });
});

describe('checkpoints', () => {
  it('go on where they were saved, whatever the page showed before', { timeout: 120_000 }, async () => {
    const demo = await open('?dataset=digits&model=ae&batchSize=32&seed=3');
    await demo.ready();
    await demo.trainTo(10);
    const downloading = demo.page.waitForEvent('download');
    await demo.get('save').click();
    const file = await (await downloading).path();
    const step = await demo.number('step-count');
    const samples = await demo.picture('samples');

    await demo.page.goto(`${server.address}?dataset=digits&model=vae`);
    await demo.ready();
    await demo.get('checkpoint-file').setInputFiles({
      name: 'run.safetensors',
      mimeType: 'application/octet-stream',
      buffer: readFileSync(file),
    });
    await expect.poll(() => demo.number('step-count'), { timeout: 30_000 }).toBe(step);
    expect(await demo.get('model').inputValue()).toBe('ae');
    expect(await demo.get('seed').inputValue()).toBe('3');
    await expect.poll(async () => (await demo.picture('samples')).text).toBe(samples.text);
    await demo.get('step').click();
    await expect.poll(() => demo.number('step-count')).toBe(step + 1);
    expect(demo.complaints).toEqual([]);
    await demo.close();
  });

  it('are kept unasked, for the next visit', { timeout: 120_000 }, async () => {
    const demo = await open('?dataset=moons&model=vae');
    await demo.ready();
    await demo.trainTo(10);
    await demo.pause();
    const step = await demo.number('step-count');
    await expect.poll(() => demo.page.getByTestId('saved').count(), { timeout: 30_000 }).toBe(1);
    await demo.page.reload();
    await demo.get('resume').click();
    await expect.poll(() => demo.number('step-count')).toBe(step);
    await demo.close();
  });

  it('that are damaged are refused, and the run goes on', async () => {
    const demo = await open('?dataset=ring&model=ae');
    await demo.ready();
    await demo.get('step').click();
    await expect.poll(() => demo.number('step-count')).toBe(1);
    await demo.get('checkpoint-file').setInputFiles({
      name: 'broken.safetensors',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('not a checkpoint'),
    });
    await demo.get('error').waitFor();
    expect(await demo.number('step-count')).toBe(1);
    await demo.get('step').click();
    await expect.poll(() => demo.number('step-count')).toBe(2);
    await demo.close();
  });
});

describe('own pictures', () => {
  it('are learned from', { timeout: 120_000 }, async () => {
    const demo = await open('?dataset=images&model=ae&batchSize=4');
    const buffers = await demo.page.evaluate(async () => {
      const pictures: string[] = [];
      for (let i = 0; i < 8; i++) {
        const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 });
        const context = canvas.getContext('2d')!;
        context.fillStyle = `hsl(${i * 45} 80% 50%)`;
        context.fillRect(0, 0, 40, 30);
        context.fillStyle = 'white';
        context.fillRect(4 * i, 5, 8, 20);
        pictures.push(canvas.toDataURL('image/png').split(',')[1]!);
      }
      return pictures;
    });
    const files = buffers.map((base64, i) => ({
      name: `${i}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(base64, 'base64'),
    }));
    await demo.get('files').setInputFiles(files);
    await demo.ready();
    const before = await demo.picture('reconstructions');
    await demo.trainTo(10);
    await demo.pause();
    expect((await demo.picture('reconstructions')).text).not.toBe(before.text);

    await demo
      .get('files')
      .setInputFiles([...files, { name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') }]);
    await expect.poll(() => demo.get('error').textContent()).toContain('broken.png');
    await demo.close();
  });
});

it('says that a backend is not available, and offers the others', { timeout: 120_000 }, async () => {
  const without = await launch({ webgpu: false });
  const demo = await Demo.open(without, `${server.address}?dataset=ring&backend=webgpu`);
  await expect.poll(() => demo.get('error').textContent(), { timeout: 30_000 }).toContain('WebGPU cannot start');
  await demo.get('error').getByRole('button', { name: 'Use WASM' }).click();
  await demo.ready();
  expect(await demo.get('error').count()).toBe(0);
  expect(await demo.get('backend').inputValue()).toBe('wasm');
  await without.close();
});

it('says in a field what it would take there', { timeout: 120_000 }, async () => {
  const demo = await open('?dataset=ring&model=ae');
  await demo.ready();
  await demo.get('learningRate').fill('2');
  await demo.get('learningRate').blur();
  await expect.poll(() => demo.page.getByRole('alert').textContent()).toContain('Learning rate: “2” is not a number');
  expect(new URL(demo.page.url()).searchParams.get('learningRate')).toBe('0.001');
  await demo.close();
});

it('says that a run diverged, and starts afresh on Reset', { timeout: 120_000 }, async () => {
  const demo = await open('?dataset=ring&model=vae&learningRate=1');
  await demo.ready();
  await demo.get('start').click();
  await expect.poll(() => demo.get('error').textContent(), { timeout: 60_000 }).toContain('Lower the learning rate');
  await demo.get('reset').click();
  await demo.ready();
  expect(await demo.number('step-count')).toBe(0);
  expect(await demo.get('error').count()).toBe(0);
  await demo.close();
});

it('can be used with the keyboard alone', async () => {
  const demo = await open('?dataset=ring&model=vae');
  await demo.ready();
  const focused = () => demo.page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
  const seen: unknown[] = [];
  for (let i = 0; i < 30 && (await focused()) !== 'start'; i++) {
    await demo.page.keyboard.press('Tab');
    seen.push(await focused());
  }
  expect(seen.slice(0, 3)).toEqual(['dataset', 'model', 'backend']);
  await demo.page.keyboard.press('Enter');
  await expect.poll(() => demo.number('step-count')).toBeGreaterThan(0);
  expect(await focused()).toBe('pause');
  await demo.page.keyboard.press('Enter');
  await expect.poll(focused).toBe('start');
  await demo.page.keyboard.press('Tab');
  expect(await focused()).toBe('step');
  await demo.close();
});

describe('accessibility', () => {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

  it.each([
    ['light', '?dataset=digits&model=vae', 1280],
    ['dark', '?dataset=digits&model=vae', 1280],
    ['light', '?dataset=ring&model=gan&learningRate=7', 1280],
    ['dark', '?dataset=ring&model=gan&learningRate=7', 390],
  ])('in %s, %s, %i pixels wide', async (colorScheme, search, width) => {
    const demo = await open(search, { colorScheme, viewport: { width, height: 800 } });
    await demo.ready();
    await demo.page.addScriptTag({ path: axe });
    const violations = await demo.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: unknown[] }> } };
      return (await axe.run()).violations;
    });
    expect(violations).toEqual([]);
    await demo.close();
  });
});
