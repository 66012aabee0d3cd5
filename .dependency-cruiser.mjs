/** Which way imports may go. A package may import from the layers below its own, never from above or beside. */
const layers = [
  ['check', 'shared'],
  ['backend', 'random'],
  ['nn'],
  ['distributions'],
  ['losses', 'divergences'],
  ['model'],
  ['train', 'datasets', 'ae', 'vae', 'gan', 'mle', 'metrics'],
];

/** Tests, what only tests use, and what is run by hand. */
const test = '\\.test(-util)?\\.ts$|/test/|/gradients/table/|^packages/[^/]+/scripts/';
const packages = (/** @type {string[]} */ names) => `^packages/(${names.join('|')})/`;

const upward = layers.flatMap((layer, height) =>
  layer.map((name) => ({
    name: `${name}-imports-only-from-below`,
    comment: `${name} may import ${layers.slice(0, height).flat().join(', ') || 'no package'} (and its tests anything).`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: test },
    to: {
      path: packages(
        layers
          .slice(height)
          .flat()
          .filter((other) => other !== name),
      ),
    },
  })),
);

export default {
  forbidden: [
    ...upward,
    {
      name: 'testing-only-from-tests',
      comment: 'The conformance suites and matchers are private: what is published cannot import them.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [test, '^packages/testing/'] },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'every-package-has-a-layer',
      comment: 'A new package is added to `layers` in .dependency-cruiser.mjs.',
      severity: 'error',
      from: {},
      to: { path: '^packages/', pathNot: packages(['testing', ...layers.flat()]) },
    },
    { name: 'nothing-imports-apps', severity: 'error', from: { path: '^(?!apps/)' }, to: { path: '^apps/' } },
    {
      name: 'packages-stand-alone',
      comment: 'Examples and benchmarks join the packages, not the other way round.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(examples|bench)/' },
    },
    {
      name: 'no-way-around-the-index',
      comment: 'Packages meet by name (`@latentkit/x`), never by a path into each other.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'a-package-that-exists',
      severity: 'error',
      from: {},
      to: { path: '^@latentkit/', couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
