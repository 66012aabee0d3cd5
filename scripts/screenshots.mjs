/**
 * Writes the pictures of the demo that the README shows: docs/images/demo.png and demo-dark.png, a VAE on digits in the
 * middle of its training. Needs a built demo (`pnpm build`) and Chromium.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { launchOptions } from './chromium.mjs';

const steps = 800;
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const server = await preview({
  root: fileURLToPath(new URL('../apps/demo/', import.meta.url)),
  preview: { host: '127.0.0.1', port: 0 },
});
const address = /** @type {import('node:net').AddressInfo} */ (server.httpServer.address());
const browser = await chromium.launch(launchOptions({ webgpu: false }));

try {
  await mkdir(folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(300_000);
  await page.goto(`http://127.0.0.1:${address.port}/?dataset=digits&model=vae&backend=wasm`);
  await page.getByTestId('start').click();
  await page.waitForFunction(
    (wanted) => Number(document.querySelector('[data-testid="step-count"]')?.textContent) >= wanted,
    steps,
  );
  for (const [colorScheme, name] of /** @type {const} */ ([
    ['light', 'demo.png'],
    ['dark', 'demo-dark.png'],
  ])) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}${name}` });
    console.log(`docs/images/${name}`);
  }
} finally {
  await browser.close();
  await server.close();
}
