import ts from 'typescript';

/**
 * A piece of code in the documentation, to be executed.
 * @typedef {object} Block
 * @property {string} file where it stands, from the root
 * @property {number} line of its first line of code, from 1
 * @property {'program' | 'example'} kind a README's, complete with imports, or a docstring's, which gets them
 * @property {'node' | 'browser'} runs where
 * @property {string} code
 */

/**
 * The fenced blocks of a text: ```ts runs in Node, ```ts browser in Chromium, ```typescript and all other languages not.
 * @param {readonly string[]} lines
 * @returns {{ runs: 'node' | 'browser', line: number, code: string }[]} `line` is an index into `lines`
 */
function fences(lines) {
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent = '', ticks, info = ''] = /^(\s*)(`{3,})\s*(.*?)\s*$/.exec(lines[i] ?? '') ?? [];
    if (ticks === undefined) continue;
    const close = lines.findIndex((text, j) => j > i && text.trim() === ticks);
    if (close < 0) throw new Error(`the block that begins with ${ticks}${info} has no end.`);
    const [language, ...words] = info.split(/\s+/);
    if (language === 'ts') {
      if (words.join() !== '' && words.join() !== 'browser')
        throw new Error(`a block is marked "${info}" but "ts", "ts browser" or "typescript" was expected.`);
      const code = lines
        .slice(i + 1, close)
        .map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text));
      const runs = words.length ? /** @type {const} */ ('browser') : /** @type {const} */ ('node');
      found.push({ runs, line: i + 1, code: code.join('\n') });
    }
    i = close;
  }
  return found;
}

/**
 * @param {string} text of a README
 * @param {string} file its path from the root
 * @returns {Block[]}
 */
export function programs(text, file) {
  return located(file, () => fences(text.split('\n'))).map(({ line, ...rest }) => ({
    file,
    kind: 'program',
    line: line + 1,
    ...rest,
  }));
}

/**
 * What stands under each `@example` of a source file: its fenced blocks, or else the lines up to the first empty one.
 * @param {string} text of a TypeScript source
 * @param {string} file its path from the root
 * @returns {Block[]}
 */
export function examples(text, file) {
  /** @type {Block[]} */
  const found = [];
  for (const { line, lines } of exampleTags(text, file)) {
    const place = `${file}:${line}`;
    const fenced = located(place, () => fences(lines));
    const hasFence = lines.some((content) => content.trimStart().startsWith('```'));
    const end = lines.findIndex((content) => content.trim() === '');
    const plain = end < 0 ? lines : lines.slice(0, end);
    if (!hasFence && lines.slice(plain.length).some((content) => /;\s*(\/\/.*)?$/.test(content)))
      throw new Error(`${place}: code after an empty line of an @example would not run: put all of it in a fence.`);
    const blocks = hasFence ? fenced : [{ runs: /** @type {const} */ ('node'), line: 0, code: plain.join('\n') }];
    for (const block of blocks) found.push({ file, kind: 'example', ...block, line: line + 1 + block.line });
  }
  return found;
}

/**
 * @param {string} text
 * @param {string} file
 * @returns {{ line: number, lines: string[] }[]} the line of each `@example`, from 1, and the lines under it
 */
function exampleTags(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {Set<number>} */
  const seen = new Set();
  /** @type {{ line: number, lines: string[] }[]} */
  const tags = [];
  const visit = (/** @type {ts.Node} */ node) => {
    for (const { pos, end } of ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)) {
      if (seen.has(pos)) continue;
      seen.add(pos);
      const first = source.getLineAndCharacterOfPosition(pos).line;
      const lines = text
        .slice(pos, end)
        .replace(/\s*\*\/$/, '')
        .split('\n')
        .map((line) => line.replace(/^\s*(\/\*\*|\*) ?/, ''));
      lines.forEach((content, i) => {
        if (!/^@example\b/.test(content)) return;
        let fenced = false;
        const next = lines.findIndex((line, j) => {
          if (j > i && line.trimStart().startsWith('```')) fenced = !fenced;
          return j > i && !fenced && /^@[a-zA-Z]/.test(line);
        });
        tags.push({ line: first + i + 1, lines: lines.slice(i + 1, next < 0 ? undefined : next) });
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return tags;
}

/**
 * @template T
 * @param {string} place
 * @param {() => T} body
 * @returns {T}
 */
function located(place, body) {
  try {
    return body();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : error}`);
  }
}
