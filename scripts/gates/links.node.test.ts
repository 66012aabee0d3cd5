import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn } from '../docs/collect.mjs';
import { publicPackages } from '../tools/packages.mjs';
import { root } from '../tools/run.mjs';

const pages = [
  join(root, 'README.md'),
  join(root, 'CONTRIBUTING.md'),
  ...filesIn(join(root, 'docs'), /\.md$/),
  ...publicPackages().map(({ folder }) => join(folder, 'README.md')),
].map((page) => [relative(root, page), page] as const);

/** The repository as npm's pages link to it. */
const here = /^https:\/\/github\.com\/latentkit\/latentkit\/(blob|tree)\/main\//;

/** What a page says outside of its blocks of code. */
const textOf = (page: string) => readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** The anchors that GitHub gives to a page's headings. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Why a link leads nowhere. */
function faultOf(page: string, link: string): string | undefined {
  const isHere = here.test(link);
  if (/^[a-z]+:/.test(link) && !isHere) return undefined;
  const [path = '', anchor] = link.replace(here, '').split('#');
  const target = path === '' ? page : join(isHere ? root : dirname(page), path);
  if (!existsSync(target)) return `${link}: there is no such file`;
  if (anchor === undefined) return undefined;
  const text = statSync(target).isDirectory() ? join(target, 'README.md') : target;
  return anchorsOf(text).includes(anchor) ? undefined : `${link}: there is no such heading`;
}

it.each(pages)('%s links to what is there', (_, page) => {
  const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.map((link) => faultOf(page, link)).filter((fault) => fault !== undefined)).toEqual([]);
});
