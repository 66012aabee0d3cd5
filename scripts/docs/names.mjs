import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import ts from 'typescript';
import { publicPackages } from '../tools/packages.mjs';

/** @typedef {Map<string, ReadonlyMap<string, 'value' | 'type'>>} Exports what each module exports, by the name it is imported by */

const TENSORFLOW = '@tensorflow/tfjs-core';
/** Names that several packages export, all of them the one of this package. */
const REEXPORTED = new Map([['key', '@latentkit/random']]);
/** Types leave no trace at run time, so those an example may want are listed. */
const TENSORFLOW_TYPES = ['Scalar', 'Tensor1D', 'Tensor2D', 'Tensor3D', 'Tensor4D', 'TensorLike', 'Shape', 'Rank'];

/**
 * What the packages and tfjs-core export.
 * @returns {Exports}
 */
export function exportsOfPackages() {
  /** @type {Exports} */
  const all = new Map();
  for (const { name, folder, manifest } of publicPackages()) {
    for (const entry of Object.keys(manifest.exports)) {
      const source = join(folder, 'src', entry === '.' ? 'index.ts' : `${entry.slice(2)}.ts`);
      if (existsSync(source)) all.set(posix.join(name, entry), exportsOf(source));
    }
  }
  const types = TENSORFLOW_TYPES.map((name) => /** @type {const} */ ([name, 'type']));
  const values = Object.keys(tf).map((name) => /** @type {const} */ ([name, 'value']));
  return all.set(TENSORFLOW, new Map([...types, ...values]));
}

/**
 * What an index file exports: names, and all that another index file does.
 * @param {string} file
 */
function exportsOf(file) {
  /** @type {Map<string, 'value' | 'type'>} */
  const names = new Map();
  for (const statement of ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements) {
    if (!ts.isExportDeclaration(statement)) continue;
    if (!statement.exportClause) {
      const { text } = /** @type {ts.StringLiteral} */ (statement.moduleSpecifier);
      for (const [name, kind] of exportsOf(join(dirname(file), text))) names.set(name, kind);
      continue;
    }
    if (!ts.isNamedExports(statement.exportClause)) continue;
    for (const { name, isTypeOnly } of statement.exportClause.elements)
      names.set(name.text, isTypeOnly || statement.isTypeOnly ? 'type' : 'value');
  }
  return names;
}

/**
 * The imports that a piece of code lacks: for every name it uses and does not declare, from its own package first, then
 * any other package, then tfjs-core.
 * @param {string} code
 * @param {string} own the package it stands in, such as `@latentkit/vae`
 * @param {Exports} all
 * @returns {Map<string, string>} the module of each name
 */
export function missingImports(code, own, all) {
  const used = freeNames(code);
  /** @type {Map<string, string>} */
  const modules = new Map();
  /** @type {Map<string, string[]>} */
  const unclear = new Map();
  for (const name of used) {
    const packages = [...all]
      .filter(([module, names]) => module !== TENSORFLOW && names.has(name))
      .map(([module]) => module);
    const mine = packages.find((module) => module === own) ?? packages.find((module) => module.startsWith(`${own}/`));
    const sole = packages.length === 1 ? packages[0] : REEXPORTED.get(name);
    const only = mine ?? sole;
    if (only) modules.set(name, only);
    else if (packages.length > 1) unclear.set(name, packages);
    else if (all.get(TENSORFLOW)?.has(name)) modules.set(name, TENSORFLOW);
  }
  // Several packages have an `mlp`: the one meant is that of the `vae` beside it.
  for (const [name, packages] of unclear) {
    const beside = packages.filter((module) => [...modules.values()].includes(module));
    if (beside.length !== 1)
      throw new Error(`${name} is exported by ${packages.join(', ')}: the example has to import it.`);
    modules.set(name, /** @type {string} */ (beside[0]));
  }
  return modules;
}

/**
 * The names a piece of code uses and does not declare.
 * @param {string} code
 * @returns {Set<string>}
 */
export function freeNames(code) {
  const used = new Set();
  const declared = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isIdentifier(node)) {
      const role = roleOf(node);
      if (role === 'declared') declared.add(node.text);
      if (role === 'used') used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
  return new Set([...used].filter((name) => !declared.has(name)));
}

/**
 * @param {ts.Identifier} node
 * @returns {'used' | 'declared' | 'neither'}
 */
function roleOf(node) {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent))
    return parent.name === node ? 'neither' : 'used';
  if (ts.isPropertySignature(parent) || ts.isLabeledStatement(parent) || ts.isGetAccessor(parent)) return 'neither';
  if (ts.isQualifiedName(parent)) return parent.left === node ? 'used' : 'neither';
  if (ts.isBindingElement(parent)) {
    if (parent.propertyName === node) return 'neither';
    return parent.name === node ? 'declared' : 'used';
  }
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return 'declared';
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent)
  ) {
    return parent.name === node ? 'declared' : 'used';
  }
  return 'used';
}
