/**
 * The declarations of every package compile in a program that has neither the library `dom` nor Node's types: a type of
 * theirs that a signature needs is spelt out. TensorFlow.js's own do not, but `skipLibCheck` leaves those alone and makes
 * of a name that is missing an `any`, which would silently stop checking what it stands for.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { publicPackages } from '../scripts/tools/packages.mjs';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** What TypeScript says of a name that it does not know, in one way or another. */
const isUnknownName = ({ messageText }: ts.Diagnostic) =>
  /^Cannot find (name|namespace)/.test(ts.flattenDiagnosticMessageText(messageText, ' '));

/** The declarations that an entry needs, those it imports included, by path. */
function declarationsOf(entry: string, files = new Map<string, string>()): Map<string, string> {
  const name = entry.replace(/\.ts$/, '.d.ts');
  if (files.has(name)) return files;
  const { outputText } = ts.transpileDeclaration(readFileSync(entry, 'utf8'), { fileName: entry });
  files.set(name, outputText);
  for (const [, path] of outputText.matchAll(/from '(\..+\.ts)'/g)) declarationsOf(join(dirname(entry), path!), files);
  return files;
}

test.each(publicPackages().map(({ name, folder }) => [name, folder]))('%s', (_, folder) => {
  const files = declarationsOf(join(folder, 'src/index.ts'));
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target) =>
    files.has(name) ? ts.createSourceFile(name, files.get(name)!, target) : library(name, target, getSourceFile);
  // What one file imports is an `any` here: it has been found as a file of its own.
  host.resolveModuleNameLiterals = (names) => names.map(() => ({ resolvedModule: undefined }));
  const program = ts.createProgram([...files.keys()], options, host);
  const found = [...files.keys()].flatMap((name) => program.getSemanticDiagnostics(program.getSourceFile(name)));
  expect(found.filter(isUnknownName).map(({ file, messageText }) => `${file?.fileName}: ${messageText}`)).toEqual([]);
});

const libraries = new Map<string, ts.SourceFile | undefined>();

/** TypeScript's own files, parsed once. */
function library(
  name: string,
  target: ts.ScriptTarget | ts.CreateSourceFileOptions,
  parse: ts.CompilerHost['getSourceFile'],
) {
  if (!libraries.has(name)) libraries.set(name, parse(name, target));
  return libraries.get(name);
}
