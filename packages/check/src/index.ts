export * from './assert.ts';
export * from './assertMethods.ts';
