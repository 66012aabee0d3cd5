import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** The environment of someone's terminal, without what npm, pnpm and vitest put there for this run. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package_|lifecycle_|command|execpath|node_execpath|config_(user_agent|local_prefix|frozen_lockfile|npm_version))|pnpm_|VITE|NODE_ENV|NODE_PATH|NODE_OPTIONS|MODE$|DEV$|PROD$|TEST$|BASE_URL$|SSR$|FORCE_COLOR|INIT_CWD)/i.test(
        name,
      ),
  ),
);
Object.assign(environment, {
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  npm_config_update_notifier: 'false',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true',
  // The tools bring their binaries as packages; what else they would compile or fetch is not needed.
  npm_config_ignore_scripts: 'true',
});

const shell = process.platform === 'win32';
const execute = promisify(execFile);

/** Runs a command in a folder, for four minutes at most; all that it prints. */
export async function runIn(folder: string, [file = '', ...args]: readonly string[]): Promise<string> {
  // A group of its own, so that what the command has started ends with it.
  const running = execute(file, args, {
    cwd: folder,
    env: environment,
    shell,
    maxBuffer: 1e8,
    ...{ detached: !shell },
  });
  const timer = setTimeout(() => process.kill(shell ? running.child.pid! : -running.child.pid!), 240_000);
  try {
    const { stdout, stderr } = await running;
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[file, ...args].join(' ')} failed in ${folder}:\n${stdout}${stderr || error}`);
  } finally {
    clearTimeout(timer);
  }
}

/** A server that runs. */
export interface Server {
  readonly address: string;
  /** What it has printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a server with Node in a folder and waits for the address it prints. */
export async function serveIn(folder: string, args: readonly string[]): Promise<Server> {
  const server: ChildProcess = spawn(process.execPath, args, { cwd: folder, env: environment, stdio: 'pipe' });
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
