import { assertFunction, assertMethods, assertTensor, checkOptions, show } from '@latentkit/check';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { assertVariables } from '../assertVariables.ts';
import type { ApplyOptions, Context, ContextSizes, Network } from '../network.ts';
import { joinParts, partOptions } from './parts.ts';
import { assertValues } from './values.ts';

/** The parts of a composed network as functions; `context` is added to that of the whole. */
export type ComposedParts<N> = { readonly [name in keyof N]: (input: Tensor, context?: Context) => Tensor };

/** The options of `compose`. */
export interface ComposeOptions {
  /** The names of the context that `apply` itself gives to the parts, so that nobody else has to. Default none. */
  readonly provides?: readonly string[];
}

/**
 * Several named networks as one, for whatever is not a straight line: a U-Net, a trunk with heads, a mapping and a
 * synthesis.
 *
 * Variables and buffers are named by part, `mapping/0/kernel`; values reach each part under their own names. In call `c`
 * of part `i` of `n`, counted from 0, the key is `foldIn(key, i + c · n)`: no two calls share randomness.
 *
 * @param parts networks by name, at least one; a name has no slash
 * @param apply the whole: from the parts, the input and the options to the output. Whatever else it makes is freed
 * @param options the names of the context that `apply` adds
 * @returns a network that owns the variables of its parts
 * @throws TypeError unless `parts` are networks by name and `apply` a function; RangeError where two parts share a variable
 * @example
 * const trunk = sequential([dense(8), relu], { inputShape: [2], key: key(1) });
 * const head = sequential([dense(1)], { inputShape: [8], key: key(2) });
 * const network = compose({ trunk, head }, (parts, input) => concat([input, parts.head(parts.trunk(input))], 1));
 * network.apply(ones([4, 2])).shape;  // [4, 3]
 */
export function compose<const N extends Readonly<Record<string, Network>>>(
  parts: N,
  apply: (parts: ComposedParts<N>, input: Tensor, options: ApplyOptions) => Tensor,
  options: ComposeOptions = {},
): Network {
  const { provides = [] } = checkOptions('compose', options, ['provides']);
  assertParts(parts);
  assertFunction('compose', 'apply', apply, 'a function of the parts, an input and options');
  const entries = Object.entries(parts);
  const { variables, buffers, contextSizes, optionalContextSizes } = joinParts('compose', entries);
  const others = (sizes: ContextSizes) =>
    Object.fromEntries(Object.entries(sizes).filter(([name]) => !provides.includes(name)));
  return {
    variables,
    buffers,
    contextSizes: others(contextSizes),
    optionalContextSizes: others(optionalContextSizes),
    apply(input, options = {}) {
      assertTensor('compose', 'input', input, ['float32', 'int32']);
      assertValues('compose', variables, options.values);
      const callable = entries.map(([name, network], i) => {
        let calls = 0;
        const call = (input: Tensor, context?: Context) =>
          network.apply(input, {
            ...partOptions(options, name, i + entries.length * calls++),
            ...(context && { context: { ...options.context, ...context } }),
          });
        return [name, call];
      });
      return tidy(() => {
        const output = apply(Object.fromEntries(callable) as ComposedParts<N>, input, options);
        assertTensor('compose', 'apply()', output);
        return output;
      });
    },
  };
}

function assertParts(parts: unknown): void {
  if (Object(parts) !== parts || Array.isArray(parts) || Object.keys(parts as object).length === 0) {
    throw new TypeError(`compose: parts is ${show(parts)} but networks by name were expected.`);
  }
  for (const [name, network] of Object.entries(parts as object)) {
    if (name === '' || name.includes('/')) {
      throw new TypeError(`compose: parts has the name ${show(name)} but one without a slash was expected.`);
    }
    assertMethods('compose', `parts.${name}`, network, ['apply']);
    assertVariables('compose', `parts.${name}.variables`, network.variables);
  }
}
