import { assertFunction, assertNotNegative, checkOptions, show, showShape } from '@latentkit/check';
import type { Network } from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { type Tensor, tile } from '@tensorflow/tfjs-core';
import type { Encoded } from './bottleneck.ts';
import type { StepContext } from './phase.ts';

/** What a regulariser is given: a batch on its way through an auto-encoder. */
export interface Pass extends StepContext {
  readonly training: boolean;
  /** What the encoder was given: while training, after the corruption, if there is one. */
  readonly data: Tensor;
  /** What is decoded, `[samples · batch, ...latentShape]`. */
  readonly latents: Tensor;
  /** Encodes as the model does when it is not training, so each example by itself: `[batch, ...latentShape]`. */
  encode(data: Tensor): Tensor;
  /** Decodes likewise, to the parameters of the likelihood: those of the mean for a Gaussian, logits for a Bernoulli. */
  decode(latents: Tensor): Tensor;
  /** The network that decodes, for what concerns its weights. */
  readonly decoder: Network;
}

/** A term that is added to the loss of an auto-encoder, whatever its bottleneck: of its latents, encoder or decoder. */
export interface Regularizer {
  /** Its weight in the loss, at least 0. The term is logged without it. */
  readonly weight: number;
  /** `[batch]`, `[samples · batch]`, or a scalar for what only the whole batch, or the weights, have. */
  term(pass: Pass): Tensor;
}

/** @throws TypeError, RangeError unless regularisers by names that no other term has */
export function assertRegularizers(kind: string, regularizers: Readonly<Record<string, Regularizer>>): void {
  if (typeof regularizers !== 'object' || regularizers === null || Array.isArray(regularizers)) {
    throw new TypeError(`${kind}: regularizers is ${show(regularizers)} but regularisers by name were expected.`);
  }
  for (const [name, regularizer] of Object.entries(regularizers)) {
    assertName(kind, name, ['loss', 'reconstruction']);
    const argument = `regularizers.${name}`;
    const { weight, term } = checkOptions(kind, regularizer, ['weight', 'term'], argument);
    assertNotNegative(kind, `${argument}.weight`, weight);
    assertFunction(kind, `${argument}.term`, term, 'a function of a pass');
  }
}

/** What the bottleneck gave, with the terms of the regularisers beside its own. */
export function regularized<K extends string, R extends string>(
  kind: string,
  encoded: Encoded<K>,
  regularizers: Readonly<Record<R, Regularizer>>,
  passOf: () => Pass,
): Encoded<K | R> {
  if (Object.keys(regularizers).length === 0) return encoded as unknown as Encoded<K | R>;
  const pass = passOf();
  const { samples = 1 } = encoded;
  const terms: Record<string, Tensor> = { ...encoded.terms };
  const weights: Record<string, number | undefined> = { ...encoded.weights };
  const [batch, all] = [pass.data.shape[0]!, pass.latents.shape[0]!];
  for (const [i, [name, { weight, term }]] of Object.entries<Regularizer>(regularizers).entries()) {
    assertName(kind, name, Object.keys(encoded.terms));
    const value = term({ ...pass, key: foldIn(pass.key, i) });
    if (value.rank > 1 || (value.rank === 1 && ![batch, all].includes(value.shape[0]!))) {
      throw new RangeError(
        `${kind}: regularizers.${name} gave shape ${showShape(value.shape)} but [${batch}] or a scalar was expected.`,
      );
    }
    terms[name] = value.rank === 1 && value.shape[0] !== all ? tile(value, [samples]) : value;
    weights[name] = weight;
  }
  return { ...encoded, terms, weights } as unknown as Encoded<K | R>;
}

function assertName(kind: string, name: string, taken: readonly string[]): void {
  if (!taken.includes(name)) return;
  throw new RangeError(`${kind}: regularizers has ${show(name)}, which another term is called: use another name.`);
}
