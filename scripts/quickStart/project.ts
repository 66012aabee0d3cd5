import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packAll } from '../tools/packages.mjs';
import { packages } from './program.ts';

/** Where the projects are: outside the repository, so that nothing is found in its node_modules. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latentkit-quick-start-')));

/** The environment of someone's terminal, without what npm, pnpm and vitest put there for this run. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package_|lifecycle_|command|execpath|node_execpath|config_(user_agent|local_prefix|frozen_lockfile|npm_version))|pnpm_|VITE|NODE_ENV|NODE_PATH|NODE_OPTIONS|MODE$|DEV$|PROD$|TEST$|BASE_URL$|SSR$|FORCE_COLOR|INIT_CWD)/i.test(
        name,
      ),
  ),
);
Object.assign(environment, { NO_COLOR: '1', npm_config_update_notifier: 'false' });

const shell = process.platform === 'win32';
const execute = promisify(execFile);

/** Runs a command in a project; its standard output. */
export async function runIn(project: string, [file, ...args]: [string, ...string[]]): Promise<string> {
  const options = { cwd: project, env: environment, shell, maxBuffer: 1e8, timeout: 300_000 };
  try {
    return (await execute(file, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[file, ...args].join(' ')} failed in ${project}:\n${stdout}${stderr || error}`);
  }
}

/** Starts a server in a project and waits for the address it prints. */
export async function serveIn(
  project: string,
  args: string[],
): Promise<{ address: string; stop: () => Promise<void>; output: () => string }> {
  const server: ChildProcess = spawn(process.execPath, args, { cwd: project, env: environment, stdio: 'pipe' });
  let output = '';
  const gone = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = /Local:\s+(http:\S+)/.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    gone.then(() => reject(new Error(`node ${args.join(' ')} ended:\n${output}`)));
  });
  const stop = () => {
    server.kill();
    return gone;
  };
  return { address, stop, output: () => output };
}

let packed: Promise<Map<string, string>> | undefined;

/** The tarball of every public package, by name. */
function tarballs(): Promise<Map<string, string>> {
  packed ??= packAll(join(folder, 'tarballs')).then((all) => new Map(all.map((item) => [item.name, item.tarball])));
  return packed;
}

/**
 * A new project with these files, into which the packages of the README's `npm i` are installed from their tarballs,
 * and so are the LatentKit packages that they ask for.
 */
export async function createProject(
  name: string,
  {
    type,
    files,
    tools = {},
  }: { type: 'module' | 'commonjs'; files: Record<string, string>; tools?: Record<string, string> },
): Promise<string> {
  const all = await tarballs();
  const source = (wanted: string) => (all.has(wanted) ? `file:${all.get(wanted)}` : '^4.22.0');
  const manifest = {
    name,
    private: true,
    type,
    dependencies: Object.fromEntries(packages.map((wanted) => [wanted, source(wanted)])),
    devDependencies: tools,
    overrides: Object.fromEntries([...all.keys()].filter((n) => !packages.includes(n)).map((n) => [n, source(n)])),
  };
  const project = join(folder, name);
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest, null, 2) })) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
  await runIn(project, ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']);
  return project;
}

/** Removes all projects. */
export function removeProjects(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
