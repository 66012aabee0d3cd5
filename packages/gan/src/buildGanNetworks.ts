import { assertFunction, show } from '@latentkit/check';
import { buildNetworks, type NetworkPlan } from '@latentkit/model';
import { type ContextSizes, chain, type Network, readConditions, type Shape } from '@latentkit/nn';
import { key as keyOf } from '@latentkit/random';
import { type checkGan, objectionTo } from './checkGan.ts';
import type { Head } from './head.ts';
import type { GanArchitecture } from './model.ts';

/**
 * The generator and the critic. With a head a generator that is a recipe is given its conditions beside the noise, and the
 * critic's last layer gives the score and as many numbers as the head needs.
 *
 * @throws TypeError where a generator that is built already does not read a condition from its context; RangeError where the
 *   critic reads what it is to guess
 */
export function buildGanNetworks(
  kind: string,
  { generator, critic }: GanArchitecture,
  { shape, latentSize, seed, view, penalty }: ReturnType<typeof checkGan>,
  head: Head | undefined,
): Record<'generator' | 'critic', Network> {
  const networks = buildNetworks(
    kind,
    {
      generator: {
        part: head ? conditioned(kind, generator, head.conditions) : generator,
        inputShape: [latentSize],
        outputShape: shape,
      },
      critic: {
        part: critic,
        inputShape: view?.outputShape?.(shape) ?? shape,
        outputShape: [1 + (head?.size ?? 0)],
        unbounded: 'a loss takes scores',
        objection: (network) => objectionTo(network, { penalty, view }),
        ...(head && { because: `a score, and ${head.size} numbers that guess ${namesOf(head)}` }),
      },
    },
    keyOf(seed),
  );
  if (head) assertConditions(kind, networks, head, [generator, critic]);
  return networks;
}

function conditioned(kind: string, part: NetworkPlan['part'], conditions: ContextSizes): NetworkPlan['part'] {
  if (typeof part !== 'function') return part;
  return (outputShape: Shape) => {
    const layer = part(outputShape);
    assertFunction(kind, 'architecture.generator()', layer, 'a layer');
    return chain([...readConditions(kind, conditions), layer]);
  };
}

/** @throws where the networks read something else; what was built of a recipe is freed then */
function assertConditions(
  kind: string,
  { generator, critic }: Record<'generator' | 'critic', Network>,
  { conditions }: Head,
  parts: readonly NetworkPlan['part'][],
): void {
  try {
    for (const [name, size] of Object.entries(conditions)) {
      const read = generator.contextSizes?.[name];
      if (show(read) !== show(size)) {
        throw new TypeError(
          `${kind}: generator reads ${read === undefined ? `no ${name}` : `${name} of size ${show(read)}`} from its ` +
            `context but ${name} of size ${show(size)} was expected, as by concatContext.`,
        );
      }
      if (critic.contextSizes?.[name] === undefined) continue;
      throw new RangeError(`${kind}: critic reads ${name} from its context, which it is to guess.`);
    }
  } catch (error) {
    for (const [i, { variables, buffers }] of [generator, critic].entries()) {
      if (typeof parts[i] !== 'function') continue;
      for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
    }
    throw error;
  }
}

function namesOf({ conditions }: Head): string {
  return Object.keys(conditions).join(', ');
}
