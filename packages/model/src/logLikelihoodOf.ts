import { assertInteger, assertKey, assertMethods, checkOptions } from '@latentkit/check';
import { type Family, sampleWithLogProb } from '@latentkit/distributions';
import type { ApplyOptions, Context, Network } from '@latentkit/nn';
import type { Key } from '@latentkit/random';
import { repeatExamples } from '@latentkit/shared';
import { add, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { repeated } from './autoencoderSamples.ts';
import type { Bottleneck } from './bottleneck.ts';
import { importanceSampled, type LogLikelihood } from './importanceSampled.ts';
import type { Prior } from './prior.ts';

/** How a likelihood is estimated. */
export interface LogLikelihoodOptions {
  /** K, how many latents are drawn for each example; at least 2. The paper has 5,000. */
  readonly samples: number;
  /** Of the latents. */
  readonly key: Key;
  /** The density of the latents in place of the model's own, such as one that was fitted to them. */
  readonly prior?: Pick<Prior, 'logProb'> | undefined;
}

/** What the estimate works with. */
interface Inputs {
  readonly bottleneck: Bottleneck;
  readonly decoder: Network;
  readonly likelihood: Family;
  apply(data: Tensor, options: ApplyOptions): Tensor;
}

/** ln p(x) of each example by importance sampling from the posterior of an auto-encoder, of data that have been checked. */
export function logLikelihoodOf(
  caller: string,
  { bottleneck, decoder, likelihood, apply }: Inputs,
  data: Tensor,
  options: LogLikelihoodOptions,
  context: Context | undefined,
): LogLikelihood {
  const { samples, key, prior } = checkOptions(caller, options, ['samples', 'key', 'prior']);
  assertInteger(caller, 'samples', samples, 2);
  assertKey(caller, key);
  if (prior !== undefined) assertMethods(caller, 'prior', prior, ['logProb']);
  const draw = drawOf(caller, bottleneck, prior);
  const given: ApplyOptions = context ? { context } : {};
  return tidy(() => {
    const output = apply(data, given);
    const logWeights = (times: number, key: Key) => {
      const at = repeated(given, times);
      const drawn = { key, training: false, ...(at.context && { context: at.context }) };
      const { latents, logWeight } = draw(repeatExamples(output, times), drawn);
      return add(likelihood.of(decoder.apply(latents, at)).logProb(repeatExamples(data, times)), logWeight);
    };
    return { ...importanceSampled(data.shape[0]!, samples, key, logWeights) };
  });
}

/** How latents are drawn, and weighed under the prior. @throws TypeError where the bottleneck does not say it */
function drawOf(
  caller: string,
  { draw, posterior }: Bottleneck,
  prior: Pick<Prior, 'logProb'> | undefined,
): NonNullable<Bottleneck['draw']> {
  if (!prior && draw) return draw;
  if (!posterior) {
    throw new TypeError(
      draw
        ? `${caller}: prior is given but the bottleneck has no density of the latents alone: leave prior out.`
        : `${caller}: the bottleneck gives one value of the latents, not a distribution.`,
    );
  }
  if (!prior) throw new TypeError(`${caller}: the bottleneck has no prior: give one as options.prior.`);
  return (output, { key }) => {
    const { sample, logProb } = sampleWithLogProb(posterior(output), key);
    return { latents: sample, logWeight: sub(prior.logProb(sample), logProb) };
  };
}
