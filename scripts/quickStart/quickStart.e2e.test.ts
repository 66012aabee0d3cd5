import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser } from './browser.ts';
import { runIn } from './command.ts';
import { environments } from './environments/all.ts';
import { type Engine, losses } from './losses.ts';
import { createProject, folderOf, type ProjectName, projects, removeProjects } from './projects.ts';

/**
 * The README's quick start, from the packages as they would be published, installed by the README's command into empty
 * projects outside the repository, everywhere that it has to run.
 */
const timeout = 600_000;

/** The losses of every run, by the engine that computed them and the run's name. */
const found: Record<Engine, Record<string, string[]>> = { Node: {}, Chromium: {} };

afterAll(async () => {
  await Promise.all([closeBrowser(), removeProjects()]);
});

describe.each(Object.keys(projects) as ProjectName[])('%s', (project) => {
  const here = environments.filter((environment) => (environment.project ?? 'shared') === project);

  it('installs', { timeout }, () => createProject(project, here));

  it.each(here.map((environment) => [environment.name, environment] as const))(
    '%s',
    async (name, environment) => {
      const folder = folderOf(environment);
      for (const command of environment.build ?? []) await runIn(folder, command);
      for (const [way, run] of Object.entries(environment.runs)) {
        const printed = await run(folder).catch((error) => {
          throw new Error(`${name}, ${way}: ${error.message}`, { cause: error });
        });
        if (printed) found[printed.engine][`${name}, ${way}`] = losses(printed.text);
      }
    },
    timeout,
  );
});

it.each(['Node', 'Chromium'] as const)('ends at the same loss everywhere in %s, to the last bit', (engine) => {
  const all = found[engine];
  const [first] = Object.values(all);
  for (const value of first ?? []) {
    expect(Number(value)).toBeGreaterThan(100); // nats per digit
    expect(Number(value)).toBeLessThan(700);
  }
  expect(all).toEqual(Object.fromEntries(Object.keys(all).map((name) => [name, first])));
});

// Where only one of them has fused multiply-add instructions, the last bit may differ.
it('ends at the same loss in Node and Chromium', () => {
  const [node = [], chromium = []] = [found.Node, found.Chromium].map((all) => Object.values(all)[0]?.map(Number));
  node.forEach((loss, i) => {
    expect(Math.abs(chromium[i]! / loss - 1)).toBeLessThan(2 ** -22);
  });
});
