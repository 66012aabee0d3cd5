import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';

/** A package as a registry tells of it: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md. */
function describe(tarball: string, address: string) {
  const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const dist = { tarball: `${address}${basename(tarball)}`, integrity };
  const { name, version } = manifest;
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}

/**
 * An npm registry on this machine with these tarballs and nothing else, for the setting `@scope:registry`. So what is
 * not published yet is installed by the very command with which it will be.
 */
export async function serveTarballs(tarballs: string[]): Promise<{ address: string; close: () => void }> {
  const answers = new Map<string, string | Buffer>();
  const server = createServer((request, response) => {
    const answer = answers.get(decodeURIComponent(request.url ?? ''));
    response.statusCode = answer === undefined ? 404 : 200;
    response.setHeader('content-type', typeof answer === 'string' ? 'application/json' : 'application/octet-stream');
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const tarball of tarballs) {
    const metadata = describe(tarball, address);
    answers.set(`/${metadata.name}`, JSON.stringify(metadata));
    answers.set(`/${basename(tarball)}`, readFileSync(tarball));
  }
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address, close };
}
