import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright';
import { launchOptions } from '../chromium.mjs';

/** What a visit to a page brought. */
export interface Visit {
  /** What the page printed with `console.log`. */
  printed: string[];
  /** Errors: uncaught, printed, requests to another origin, failed requests, answers of 400 and above. */
  errors: string[];
  /** The JavaScript that was loaded, by path: its bytes when gzipped. */
  scripts: Map<string, number>;
  /** Whether the page is cross-origin isolated, and so has threads. */
  isolated: boolean;
}

let browser: Promise<Browser> | undefined;

/** Closes the browser that all visits share. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

/**
 * Opens a page in Chromium, with an empty cache, and stays until it has printed a line that `last` matches, or there is
 * an error that is none of the `complaints` to be expected.
 */
export async function visit(address: string, last: RegExp, complaints?: RegExp): Promise<Visit> {
  browser ??= chromium.launch(launchOptions());
  const context = await (await browser).newContext();
  const page = await context.newPage();
  const printed: string[] = [];
  const errors: string[] = [];
  const complain = (text: string) => {
    if (!complaints?.test(text)) errors.push(text);
  };
  const scripts = new Map<string, number>();
  const reading: Promise<unknown>[] = [];
  const origin = new URL(address).origin;
  const isHere = (url: string) => /^(data|blob):/.test(url) || new URL(url).origin === origin;

  page.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`);
    else printed.push(message.text());
  });
  page.on('pageerror', (error) => complain(String(error)));
  page.on('request', (request) => {
    if (!isHere(request.url())) complain(`asked another origin: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') complain(`${reason}: ${request.url()}`);
  });
  page.on('response', (response) => {
    const url = response.url();
    if (response.status() >= 400) complain(`${response.status()}: ${url}`);
    if (!/\.m?js($|\?)/.test(url) || response.status() !== 200) return;
    const read = response.body().then(
      (body) => scripts.set(new URL(url).pathname, gzipSync(body, { level: 9 }).length),
      () => undefined, // the page was left before it was read: Vite reloads once in development
    );
    reading.push(read);
  });

  try {
    await page.goto(address);
    const deadline = Date.now() + 120_000;
    while (!printed.some((line) => last.test(line)) && errors.length === 0 && Date.now() < deadline)
      await page.waitForTimeout(50);
    await page.waitForTimeout(300);
    await Promise.all(reading);
    return { printed, errors, scripts, isolated: await page.evaluate(() => globalThis.crossOriginIsolated) };
  } finally {
    await context.close();
  }
}
