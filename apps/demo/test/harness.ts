import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { preview } from 'vite';
// @ts-expect-error a script without declarations
import { launchOptions } from '../../../scripts/chromium.mjs';

const root = new URL('..', import.meta.url).pathname;

/** Serves the built demo on a free port. */
export async function serve(): Promise<{ address: string; close(): Promise<void> }> {
  if (!existsSync(`${root}/dist/index.html`)) throw new Error('The demo is not built: run `pnpm build` first.');
  const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as { port: number };
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** Chromium, with WebGPU or without. */
export function launch({ webgpu = true } = {}): Promise<Browser> {
  return chromium.launch(launchOptions({ webgpu }));
}

/** The page as a visitor would drive it, and everything it complained about. */
export class Demo {
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {}

  /** Opens the demo in a context of its own: no storage, nothing left by other tests. */
  static async open(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Demo> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(280_000);
    const demo = new Demo(await context.newPage());
    demo.watch(new URL(address).origin);
    await demo.page.goto(address);
    return demo;
  }

  private watch(origin: string) {
    const { page, complaints } = this;
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.context().on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== origin) complaints.push(`asked ${url.href}`);
    });
    page.context().on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
    });
  }

  get(testid: string) {
    return this.page.getByTestId(testid);
  }

  /** The number that an element shows. */
  async number(testid: string): Promise<number> {
    return Number(await this.get(testid).textContent());
  }

  /** Waits until the model stands: only then can one take a single step. */
  async ready(): Promise<void> {
    await this.page.waitForSelector('[data-testid="step"]:not([disabled])');
  }

  async trainTo(step: number): Promise<void> {
    await this.get('start').click();
    await this.page.waitForFunction(
      (wanted) => Number(document.querySelector('[data-testid="step-count"]')?.textContent) >= wanted,
      step,
    );
  }

  async pause(): Promise<void> {
    await this.get('pause').click();
    await this.get('start').waitFor();
  }

  /** What a canvas shows: something to compare, and how many different values there are. */
  async picture(testid: string): Promise<{ text: string; colours: number }> {
    return this.get(testid).evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return { text: canvas.toDataURL(), colours: new Set(new Uint32Array(data.buffer)).size };
    });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
