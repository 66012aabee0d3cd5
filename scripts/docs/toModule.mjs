import ts from 'typescript';
import { freeNames, missingImports } from './names.mjs';

/** @typedef {import('./blocks.mjs').Block} Block */

/**
 * A block with the imports it lacks, as a user would write it.
 * @param {Block} block
 * @param {import('./names.mjs').Exports} all
 * @returns {{ head: string, code: string }}
 */
export function complete({ kind, file, code }, all) {
  if (kind === 'program') return { head: '', code };
  const own = `@latentkit/${file.split('/')[1]}`;
  const imports = [...missingImports(code, own, all)].map(([name, module]) => {
    const specifier = all.get(module)?.get(name) === 'type' ? `type ${name}` : name;
    return `import { ${specifier} } from '${module}';`;
  });
  if (freeNames(code).has('tf')) imports.push(`import * as tf from '@tensorflow/tfjs-core';`);
  return { head: imports.join(' '), code };
}

/**
 * The module that runs a block: every expression statement followed by a comment in JSON is compared with it.
 * @param {Block} block
 * @param {import('./names.mjs').Exports} all
 * @param {string} checkPath where `check` is imported from
 * @returns {string} the code, line by line where it was
 */
export function toModule(block, all, checkPath) {
  const { head, code } = complete(block, all);
  const source = ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
  let result = code;
  for (const statement of [...source.statements].reverse()) {
    if (!ts.isExpressionStatement(statement)) continue;
    const comment = ts.getTrailingCommentRanges(code, statement.end)?.[0];
    const expected = comment && json(code.slice(comment.pos + 2, comment.end).trim(), block);
    if (expected === undefined) continue;
    const line = block.line + source.getLineAndCharacterOfPosition(statement.getStart()).line;
    const checked = `await __check(${shown(statement.expression).getText()}, ${expected}, '${block.file}:${line}');`;
    result = `${result.slice(0, statement.getStart())}${checked}${result.slice(statement.end)}`;
  }
  return `import { check as __check } from '${checkPath}'; ${head}\n${result}\nexport { __check };\n`;
}

/**
 * `console.log(x); // 4` is about x.
 * @param {ts.Expression} expression
 */
function shown(expression) {
  if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'console.log') return expression;
  const [argument, ...more] = expression.arguments;
  return argument && more.length === 0 ? argument : expression;
}

/**
 * @param {string} text
 * @param {Block} block
 * @returns {string | undefined} the text again where it is JSON
 */
function json(text, block) {
  try {
    JSON.parse(text);
    return text;
  } catch {
    // In a docstring a value that does not parse is a mistake, for it would never be compared. A README may have prose.
    if (block.kind === 'example' && /^([[{"]|-?\d)/.test(text))
      throw new Error(`"// ${text}" is no JSON, so it cannot be compared with what the example gives.`);
    return undefined;
  }
}
