import fc from 'fast-check';

// The same examples in every run: a test does not fail by chance..
fc.configureGlobal({ seed: 1 });

export { fc };
