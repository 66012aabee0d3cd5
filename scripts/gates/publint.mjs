/**
 * publint over every package as it would be published; a suggestion fails as an error does. So do a tarball without a
 * licence, and a script that npm would run where the package is installed: what it runs is not in there. (pnpm leaves
 * those out of a tarball, but npm does not.)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packAll } from '../tools/packages.mjs';
import { root } from '../tools/run.mjs';

const lifecycle = /^(pre|post)?(install|prepare|pack|publish(Only)?)$/;

/**
 * What publint does not look at.
 * @param {string} tarball
 * @param {Record<string, any>} manifest of the package it was made of
 * @returns {string[]}
 */
function faultsOf(tarball, { scripts = {} }) {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split(/\r?\n/);
  return [
    ...['LICENSE', 'README.md'].filter((file) => !files.includes(`package/${file}`)).map((file) => `no ${file} in it`),
    ...Object.keys(scripts)
      .filter((script) => lifecycle.test(script))
      .map((script) => `its manifest has the script ${script}`),
  ];
}

for (const { name, tarball, manifest } of await packAll(`${root}/.tmp/publint`)) {
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
  });
  const faults = [...messages.map((one) => `${one.type}: ${formatMessage(one, pkg)}`), ...faultsOf(tarball, manifest)];
  console.log(`${faults.length === 0 ? 'ok' : 'FAILED'}  ${name}`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
