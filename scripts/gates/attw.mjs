/** Are the types wrong? For every package as it would be published, in every way of resolving that Node ≥ 16 and bundlers have. */
import { packAll } from '../tools/packages.mjs';
import { pnpm, root, run } from '../tools/run.mjs';

for (const { name, tarball } of await packAll(`${root}/.tmp/attw`)) {
  const { ok, output } = await run(pnpm('exec', 'attw', '--profile', 'node16', '--format', 'ascii', tarball), {
    capture: true,
  });
  console.log(`${ok ? 'ok' : 'FAILED'}  ${name}`);
  if (!ok) {
    console.log(output);
    process.exitCode = 1;
  }
}
