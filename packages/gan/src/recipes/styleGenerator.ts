import {
  compose,
  constantInput,
  dense,
  heNormal,
  type Layer,
  leakyRelu,
  modulatedConv2d,
  noiseInput,
  pixelNorm,
  type Shape,
  type ShapedNetwork,
  sequential,
  truncation,
  upsample,
} from '@latentkit/nn';
import { foldIn } from '@latentkit/random';
import { add, type Tensor } from '@tensorflow/tfjs-core';
import { mixedStyles } from './mixedStyles.ts';
import type { Stages } from './stages.ts';

/** What a style-based generator is built from. */
export interface StyleGeneratorOptions {
  readonly stages: Stages;
  /** Units of the mapping network's layers; the last is the size of a style. */
  readonly mapping: readonly number[];
  /** How probable it is, while training, that an example has the styles of two latents. */
  readonly mixing: number;
}

const activation = leakyRelu(0.2);
const enlarged = upsample(2, { method: 'bilinear' });

/**
 * From latents to the sum of the pictures that all sizes give: `[batch, latentSize] -> [batch, height, width, channels]`, any
 * numbers. Its parts are `mapping` and, of each size i, the smallest first, `stageᵢ` and `pictureᵢ`; `enlargeᵢ` has no weights.
 */
export function styleGenerator(options: StyleGeneratorOptions): Layer {
  const { filters, smallest, channels } = options.stages;
  const sizes = filters.length + 1;
  const shapeOf = (size: number, count: number) => [...smallest.map((side) => side * 2 ** size), count];
  return (inputShape, key) => {
    const parts: Record<string, ShapedNetwork> = {};
    try {
      for (const [i, [name, inputs, layers]] of plansOf(options, inputShape, shapeOf).entries()) {
        parts[name] = sequential(layers, { inputShape: inputs, key: foldIn(key, i) });
      }
    } catch (error) {
      for (const { variables, buffers } of Object.values(parts)) {
        for (const value of Object.values({ ...variables, ...buffers })) value.dispose();
      }
      throw error;
    }
    const network = compose(
      parts,
      (parts, latents, { training = false, key }) => {
        const mixing = training ? options.mixing : 0;
        const styles = mixedStyles(parts.mapping!, latents, { count: sizes, mixing, key });
        let x = latents;
        let sum: Tensor | undefined;
        for (const [i, style] of styles.entries()) {
          x = parts[`stage${i}`]!(x, { style });
          const picture = parts[`picture${i}`]!(x, { style });
          sum = sum ? add(parts[`enlarge${i}`]!(sum), picture) : picture;
        }
        return sum!;
      },
      { provides: ['style'] },
    );
    return { ...network, inputShape, outputShape: shapeOf(sizes - 1, channels) };
  };
}

/** The parts: names, shapes of input, layers. */
function plansOf(
  { stages, mapping }: StyleGeneratorOptions,
  latentShape: Shape,
  shapeOf: (size: number, count: number) => Shape,
): (readonly [name: string, inputShape: Shape, layers: readonly Layer[]])[] {
  const outwards = [...stages.filters].reverse();
  const style = ['style', mapping.at(-1)!] as const;
  const convolved = (count: number) => [
    modulatedConv2d(count, ...style, { kernelSize: 3, gain: Math.SQRT2 }),
    noiseInput,
    activation,
  ];
  const picture = [modulatedConv2d(stages.channels, ...style, { kernelSize: 1, demodulate: false })];
  const mapped = mapping.flatMap((units) => [dense(units, { kernelInitializer: heNormal }), activation]);
  const [first] = outwards as [number];
  return [
    ['mapping', latentShape, [pixelNorm(), ...mapped, truncation()]],
    ['stage0', latentShape, [constantInput(shapeOf(0, first)), ...convolved(first)]],
    ['picture0', shapeOf(0, first), picture],
    ...outwards.flatMap((count, i) => {
      // Convolved while it is small, at a quarter of the cost.
      const [convolution, ...rest] = convolved(count) as [Layer, ...Layer[]];
      const layers = [convolution, enlarged, ...rest, ...convolved(count)];
      return [
        [`stage${i + 1}`, shapeOf(i, outwards[i - 1] ?? first), layers],
        [`picture${i + 1}`, shapeOf(i + 1, count), picture],
        [`enlarge${i + 1}`, shapeOf(i, stages.channels), [enlarged]],
      ] as const;
    }),
  ];
}
