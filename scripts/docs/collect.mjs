import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { publicPackages } from '../tools/packages.mjs';
import { root } from '../tools/run.mjs';
import { examples, programs } from './blocks.mjs';
import { exportsOfPackages } from './names.mjs';

/** @typedef {import('./blocks.mjs').Block} Block */

/**
 * Every block of the documentation: the READMEs at the top and of the packages, `docs`, and the docstrings of the
 * packages.
 * @returns {Block[]}
 */
export function collect() {
  const folders = publicPackages().map(({ folder }) => folder);
  const texts = [root, ...folders]
    .map((folder) => join(folder, 'README.md'))
    .concat(filesIn(join(root, 'docs'), /\.md$/));
  const sources = folders.flatMap((folder) => filesIn(join(folder, 'src'), /(?<!\.test|\.d)\.ts$/));
  const read = (/** @type {string} */ path, /** @type {typeof programs} */ extract) => {
    const text = readIfAny(path);
    return text === undefined ? [] : extract(text, relative(root, path).split(sep).join('/'));
  };
  return [...texts.flatMap((path) => read(path, programs)), ...sources.flatMap((path) => read(path, examples))];
}

/**
 * Writes each block as a file into a folder of `.tmp/docs`, which is emptied first.
 * @param {string} name of the folder
 * @param {Block[]} blocks
 * @param {(block: Block, all: import('./names.mjs').Exports, folder: string) => string} make what is written
 * @returns {{ name: string, path: string, choosesBackend: boolean }[]}
 */
export function write(name, blocks, make) {
  const folder = join(root, '.tmp/docs', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const all = exportsOfPackages();
  return blocks.map((block) => {
    const place = `${block.file}:${block.line}`;
    const path = join(folder, `${place.replace(/[^\w.-]/g, '_')}.ts`);
    writeFileSync(
      path,
      attempt(place, () => make(block, all, folder)),
    );
    return { name: place, path, choosesBackend: /\buseBackend\(/.test(block.code) };
  });
}

/**
 * A block of which no module can be made is a module that says so: one mistake is one test that fails.
 * @param {string} place
 * @param {() => string} make
 */
function attempt(place, make) {
  try {
    return make();
  } catch (error) {
    return `throw new Error(${JSON.stringify(`${place}: ${error instanceof Error ? error.message : error}`)});\nexport {};\n`;
  }
}

/** @param {string} path */
function readIfAny(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The files of a folder, and of those in it, whose path matches.
 * @param {string} folder
 * @param {RegExp} pattern
 * @returns {string[]}
 */
export function filesIn(folder, pattern) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .sort()
    .map((path) => join(folder, path));
}
