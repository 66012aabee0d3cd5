declare module 'virtual:documentation/*' {
  /** The blocks of the documentation that run here: see plugin.mjs. */
  export const blocks: readonly import('./run.ts').Runnable[];
}
