import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../tools/run.mjs';

/** One name for one thing: the words that are not used, and those that are. */
const words: readonly (readonly [word: RegExp, use: string])[] = [
  // Program code, error codes and exit codes have their name; an encoder's output has another.
  [/(?<!\b(character|error|exit|status|country|source)[ -])\bcodes\b/i, 'latents'],
  [/\blatent codes?\b|\bcode (size|shape|space|vector)\b|\bcode(Size|Shape|Of)\b/, 'latent'],
  [/\bjudg(e|es|ed|ing|e?ment)\b/i, 'score'],
  [/\bopinions?\b/i, 'score'],
  [/\bimagin(e|es|ed|ing)\b/i, 'generate, sample'],
  [/\bpric(e|es|ed|ing)\b/i, 'penalty weight, cost'],
  [/\bmay be told\b/i, 'options of'],
  [/\bmend(s|ed|ing)?\b/i, 'fix, patch'],
  [/\bput(s|ting)? right\b/i, 'fix, patch'],
  [/\bfail(s|ed|ing)? aloud\b/i, 'throw'],
  [/\bwithout a word\b/i, 'silently'],
  [/\bto be had\b/i, 'available'],
  [/\bin vain\b/i, 'wasted'],
  [/\blikeness(es)?\b/i, 'kernel'],
  [/\bdescend\b/, 'minimize'],
  [/(?<![.\w])(exact|monteCarlo|variational)\(/, 'divergence, estimateDivergence, fGan'],
];

/** Where a word is meant otherwise, or is still to go. `path` is a file or the beginning of a folder's. */
const exceptions: readonly { readonly path: string; readonly word?: string; readonly reason: string }[] = [
  { path: 'scripts/gates/words.node.test.ts', reason: 'names them' },
];

const isText = /\.(ts|mjs|md|svelte|html|css|py|ya?ml)$/;
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((path) => isText.test(path) && !path.includes('.generated.'));

const isExcepted = (path: string, found: string) =>
  exceptions.some((one) => path.startsWith(one.path) && (one.word === undefined || one.word === found.toLowerCase()));

/** What of a file's lines should be said in other words, with its place. */
function faultsIn(path: string): string[] {
  return readFileSync(join(root, path), 'utf8')
    .split('\n')
    .flatMap((line, i) =>
      words.flatMap(([word, use]) => {
        const found = word.exec(line)?.[0];
        return found && !isExcepted(path, found) ? [`${path}:${i + 1}: '${found}': use ${use}`] : [];
      }),
    );
}

it('says one thing by one name', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap(faultsIn)).toEqual([]);
});
