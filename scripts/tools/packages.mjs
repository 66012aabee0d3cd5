import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm, root, run } from './run.mjs';

/**
 * A package that is published.
 * @typedef {{ name: string, folder: string, manifest: Record<string, any> }} PublicPackage
 */

/**
 * Every package that is published.
 * @returns {PublicPackage[]}
 */
export function publicPackages() {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
}

/**
 * Packs every public package as it would be published (so after `pnpm build`).
 * @param {string} folder where the tarballs go; it is emptied first
 * @returns {Promise<(PublicPackage & { tarball: string })[]>}
 */
export async function packAll(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packages = publicPackages();
  const filters = packages.flatMap(({ name }) => ['--filter', name]);
  const { ok, output } = await run(pnpm('--recursive', ...filters, 'pack', '--pack-destination', folder), {
    capture: true,
  });
  if (!ok) throw new Error(`pnpm pack failed:\n${output}`);
  return packages.map((item) => {
    const file = `${item.name.replace('@', '').replace('/', '-')}-${item.manifest.version}.tgz`;
    const tarball = join(folder, file);
    if (!existsSync(tarball)) throw new Error(`pnpm pack wrote no ${file}.`);
    return { ...item, tarball };
  });
}
