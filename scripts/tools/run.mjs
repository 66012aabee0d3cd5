import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const windows = process.platform === 'win32'; // npm, npx and pnpm are .cmd files there, which only a shell starts

/** Nothing asks, nothing calls home, nothing updates itself. */
const quiet = {
  CI: 'true',
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  NO_UPDATE_NOTIFIER: '1',
  npm_config_update_notifier: 'false',
};

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

/**
 * Runs a command at the top of the repository and waits for it.
 * @param {string[]} command
 * @param {{ capture?: boolean, env?: Record<string, string | undefined> }} [options] `capture` keeps the output instead of showing it
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run([file = '', ...args], { capture = false, env = {} } = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...quiet, ...env },
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
      shell: windows,
    });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const end = (/** @type {boolean} */ ok) => {
      running.delete(child);
      resolve({ ok, output });
    };
    child.on('error', (error) => {
      output += `${file}: ${error.message}\n`;
      if (!capture) console.error(`${file}: ${error.message}`);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/**
 * Whether a command runs and ends well; its output, trimmed, or undefined.
 * @param {string[]} command
 * @returns {string | undefined}
 */
export function tryRun([file = '', ...args]) {
  const { status, stdout } = spawnSync(file, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: windows,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** The package manager's version that package.json asks for. */
const pnpmVersion = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')).devEngines.packageManager.version;

/** @type {string[] | undefined} */
let pnpmCommand;

/**
 * A pnpm command line: the pnpm on the PATH where its version is the one asked for, else that version through npx.
 * @param {string[]} args
 */
export function pnpm(...args) {
  pnpmCommand ??= tryRun(['pnpm', '--version']) === pnpmVersion ? ['pnpm'] : ['npx', '--yes', `pnpm@${pnpmVersion}`];
  return [...pnpmCommand, ...args];
}

/** Ends the program with a clear line where Node is older than package.json's `engines` asks for. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `LatentKit needs Node 20.19 or newer, and this is Node ${process.versions.node}: see https://nodejs.org.`,
  );
  process.exit(1);
}

/** @param {string} path a file's, from the top of the repository */
export function exists(path) {
  return existsSync(`${root}/${path}`);
}
