export * from './assert.ts';
export * from './assertBackend.ts';
export * from './assertFunction.ts';
export * from './assertKey.ts';
export * from './assertMethods.ts';
export * from './assertOptions.ts';
export * from './assertTensor.ts';
export * from './show.ts';
