import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where an installer puts it on the systems that do not put programs on the PATH. */
const usualPlaces = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/** What Chromium is started with: quiet, without calls home, and able to run as root in a container. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where Chromium is: the variable CHROMIUM_PATH, or the first of the usual commands and places that exists.
 * Undefined leaves the choice to Playwright, which may have a browser of its own.
 * @returns {string | undefined}
 */
export function chromiumPath() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const command of process.platform === 'win32' ? [] : commands) {
    try {
      return execFileSync('which', [command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // not this one
    }
  }
  const places = process.platform === 'darwin' || process.platform === 'win32' ? usualPlaces[process.platform] : [];
  return places.find((place) => existsSync(place));
}

/**
 * For Playwright's `chromium.launch()`: Chromium with WebGPU, or without.
 * @param {{ webgpu?: boolean }} [options]
 * @returns {{ args: string[], executablePath?: string }}
 */
export function launchOptions({ webgpu = true } = {}) {
  const args = webgpu ? [...chromiumArguments, '--enable-unsafe-webgpu'] : chromiumArguments;
  const executablePath = chromiumPath();
  return executablePath === undefined ? { args } : { args, executablePath };
}
