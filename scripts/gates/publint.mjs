/** publint over every package as it would be published; a suggestion fails as an error does. */
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packAll } from '../tools/packages.mjs';
import { root } from '../tools/run.mjs';

for (const { name, tarball } of await packAll(`${root}/.tmp/publint`)) {
  const bytes = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
  });
  console.log(`${messages.length === 0 ? 'ok' : 'FAILED'}  ${name}`);
  for (const message of messages) console.log(`  ${message.type}: ${formatMessage(message, pkg)}`);
  if (messages.length > 0) process.exitCode = 1;
}
