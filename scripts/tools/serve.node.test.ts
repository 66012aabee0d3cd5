import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { serve } from './serve.mjs';

const app = mkdtempSync(join(tmpdir(), 'serve-'));
mkdirSync(join(app, 'dist'));
writeFileSync(join(app, 'dist/index.html'), '<title>a page</title>');
afterAll(() => rmSync(app, { recursive: true }));

it('serves the page at the address it gives, until it is closed', async () => {
  const { address, close } = await serve(app, 0);
  expect(await (await fetch(address)).text()).toContain('a page');
  await close();
  await expect(fetch(address)).rejects.toThrow();
});

it('refuses a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.on('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(serve(app, port)).rejects.toThrow(`port ${port} is taken`);
  other.close();
});

it('finds a free port when none is asked for', async () => {
  const first = await serve(app);
  const second = await serve(app);
  expect(second.address).not.toBe(first.address);
  await Promise.all([first.close(), second.close()]);
});
