/** Every export and every field of one is documented, every exported function has an example, every package a README. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Application, ReflectionKind } from 'typedoc';
import { publicPackages } from '../tools/packages.mjs';
import { root } from '../tools/run.mjs';

const packages = publicPackages();
/** `./dist/node.js` is built from `src/node.ts`. */
const sources = packages.flatMap(({ folder, manifest }) =>
  Object.values(manifest.exports)
    .map((target) => target.import?.default)
    .filter((file) => typeof file === 'string' && file.endsWith('.js'))
    .map((file) => join(folder, file.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))),
);

let problems = 0;
const problem = (/** @type {string} */ message) => {
  problems += 1;
  console.log(message);
};

for (const source of sources.filter((file) => !existsSync(file)))
  problem(
    `${relative(root, source)}: an entry of package.json's exports is built from this file, which does not exist.`,
  );

for (const { name, folder } of packages) {
  const readme = join(folder, 'README.md');
  if (!existsSync(readme)) problem(`${name} has no README.md.`);
  else if (!/^```ts\b/m.test(readFileSync(readme, 'utf8')))
    problem(`${name}: README.md has no \`\`\`ts block that runs.`);
}

const app = await Application.bootstrapWithPlugins({ options: root, entryPoints: sources, logLevel: 'Warn' });
const project = await app.convert();
if (!project) problem('typedoc could not read the packages: see above.');
else {
  app.validate(project);
  for (const reflection of project.getReflectionsByKind(ReflectionKind.Function)) {
    const signatures = /** @type {import('typedoc').DeclarationReflection} */ (reflection).signatures ?? [];
    const comments = [reflection.comment, ...signatures.map((signature) => signature.comment)];
    const nested = !reflection.parent?.kindOf([ReflectionKind.Module, ReflectionKind.Project]);
    if (nested || comments.some((comment) => comment?.getTag('@example'))) continue;
    const source = signatures[0]?.sources?.[0];
    problem(`${source?.fileName}:${source?.line}: ${reflection.name} has no @example.`);
  }
}
problems += app.logger.errorCount + app.logger.warningCount;
console.log(problems === 0 ? `${sources.length} entry points documented` : `${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
