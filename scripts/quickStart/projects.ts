import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packAll } from '../tools/packages.mjs';
import { pnpm } from '../tools/run.mjs';
import { runIn } from './command.ts';
import type { Environment } from './environment.ts';
import { installLine } from './program.ts';
import { serveTarballs } from './registry.ts';
import { versions } from './tools.ts';

const byNpm = installLine;
const byPnpm = pnpm('add', ...installLine.slice(2));

/**
 * The projects that the packages are installed into, each empty before: how, and under which name. Environments that
 * do not see each other's tools, or do not mind, share one, since that is what takes the time.
 */
export const projects = {
  /** With every bundler and test runner. */
  shared: { folder: 'shared', install: byNpm },
  /** With nothing that has types, or packages, of its own. */
  bare: { folder: 'bare', install: byNpm },
  /** Beside other copies, and all the rest, of TensorFlow.js. */
  tfjs: { folder: 'tfjs', install: byNpm },
  /** In a folder whose name means something else in an address. */
  strange: { folder: process.platform === 'win32' ? 'a #1 100%20' : 'a #1 100%20 ?', install: byNpm },
  /** Where packages see only what they name themselves. */
  pnpm: { folder: 'pnpm', install: byPnpm },
} as const;

/** The name of a project. */
export type ProjectName = keyof typeof projects;

/** Where the projects are: outside the repository, so that nothing is found in its node_modules. */
const top = realpathSync(mkdtempSync(join(tmpdir(), 'latentkit-quick-start-')));

let registry: ReturnType<typeof serveTarballs> | undefined;

/** A registry with the packages as they would be published. */
function packages() {
  registry ??= packAll(join(top, 'tarballs')).then((all) => serveTarballs(all.map(({ tarball }) => tarball)));
  return registry;
}

/** Writes the environments' files into a new project, each into a folder of its own, and installs what they need. */
export async function createProject(name: ProjectName, environments: readonly Environment[]): Promise<void> {
  const { folder, install } = projects[name];
  const tools = environments.flatMap(({ tools = [] }) => tools);
  const manifest = {
    private: true,
    devDependencies: Object.fromEntries(tools.map((tool) => [tool, versions[tool]])),
    ...Object.assign({}, ...environments.map(({ settings }) => settings)),
  };
  const files = environments.flatMap((environment) =>
    Object.entries(environment.files).map(([path, text]) => [join(folderOf(environment), path), text] as const),
  );
  const project = join(top, folder);
  files.push([join(project, 'package.json'), JSON.stringify(manifest, null, 2)]);
  files.push([join(project, '.npmrc'), `@latentkit:registry=${(await packages()).address}\n`]);
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  await runIn(project, install);
}

/** Where an environment's files are. */
export function folderOf({ name, project = 'shared' }: Environment): string {
  return join(top, projects[project].folder, name);
}

/** Removes all projects. */
export async function removeProjects(): Promise<void> {
  (await registry)?.close();
  rmSync(top, { recursive: true, force: true, maxRetries: 5 });
}
