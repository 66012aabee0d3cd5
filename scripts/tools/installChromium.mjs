import { existsSync } from 'node:fs';
import { chromiumPath } from '../chromium.mjs';
import { pnpm, run, tryRun } from './run.mjs';

/** The commands that install Chromium, by package manager; all but brew want to be root. */
const managers = {
  'apt-get': [
    ['apt-get', 'update'],
    ['apt-get', '-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', 'chromium'],
  ],
  dnf: [['dnf', 'install', '-y', 'chromium']],
  zypper: [['zypper', '--non-interactive', 'install', 'chromium']],
  pacman: [['pacman', '-S', '--noconfirm', 'chromium']],
  apk: [['apk', 'add', 'chromium']],
};

/** @param {string | undefined} path */
function works(path) {
  return path !== undefined && existsSync(path) && (process.platform === 'win32' || !!tryRun([path, '--version']));
}

/** The browser that Playwright has downloaded, if it has. */
async function playwrightChromium() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return works(path) ? path : undefined;
}

async function byPackageManager() {
  if (process.platform === 'darwin') {
    if (tryRun(['brew', '--version'])) await run(['brew', 'install', '--cask', 'google-chrome']);
    return;
  }
  if (process.platform !== 'linux') return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (sudo.length > 0 && tryRun(['sudo', '-n', 'true']) === undefined) return;
  for (const [manager, commands] of Object.entries(managers)) {
    if (tryRun(['which', manager]) === undefined) continue;
    for (const command of commands) await run([...sudo, ...command], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    return;
  }
}

/**
 * Chromium's path; where there is none, it is installed by the platform's package manager or else by Playwright.
 * @returns {Promise<string>}
 * @throws Error saying in one line what to do, where nothing worked
 */
export async function installChromium() {
  if (process.env.CHROMIUM_PATH && !works(process.env.CHROMIUM_PATH))
    throw new Error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but no browser starts from there.`);
  const find = async () => (works(chromiumPath()) ? chromiumPath() : await playwrightChromium());
  let path = await find();
  if (path !== undefined) return path;
  console.log('No Chromium here: installing it.');
  await byPackageManager();
  path = await find();
  if (path !== undefined) return path;
  const withDependencies = process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : [];
  await run(pnpm('exec', 'playwright', 'install', ...withDependencies, 'chromium'));
  path = await find();
  if (path !== undefined) return path;
  throw new Error(
    'The tests need Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}
