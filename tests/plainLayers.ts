import * as nn from '@latentkit/nn';

/** A batch of flat examples. */
export type Batch = readonly Float64Array[];

/** A layer of `nn` beside the same in plain float64, written from its formula. */
export interface PlainLayer {
  readonly layer: nn.Layer;
  /** How many of the network's variables are its own. */
  readonly variables: number;
  readonly plain: (batch: Batch, weights: readonly Float64Array[]) => Batch;
}

const eachNumber = (layer: nn.Layer, f: (x: number) => number): PlainLayer => ({
  layer,
  variables: 0,
  plain: (batch) => batch.map((x) => x.map(f)),
});

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Φ, by the series of the error function: exact to float64 for |x| < 4. */
function normalCdf(x: number): number {
  const z = x * Math.SQRT1_2;
  let term = z;
  let sum = z;
  for (let n = 1; n < 80; n++) {
    term *= -(z * z) / n;
    sum += term / (2 * n + 1);
  }
  return 0.5 + sum / Math.sqrt(Math.PI);
}

/** Every activation that `nn` offers. */
export const activations: Readonly<Record<string, PlainLayer>> = {
  relu: eachNumber(nn.relu, (x) => Math.max(0, x)),
  leakyRelu: eachNumber(nn.leakyRelu(0.2), (x) => Math.max(0.2 * x, x)),
  elu: eachNumber(nn.elu, (x) => (x > 0 ? x : Math.expm1(x))),
  gelu: eachNumber(nn.gelu, (x) => x * normalCdf(x)),
  silu: eachNumber(nn.silu, (x) => x * logistic(x)),
  tanh: eachNumber(nn.tanh, Math.tanh),
  sigmoid: eachNumber(nn.sigmoid, logistic),
  softplus: eachNumber(nn.softplus, (x) => Math.log1p(Math.exp(x))),
};

export const flatten: PlainLayer = { layer: nn.flatten, variables: 0, plain: (batch) => batch };

export const dense = (units: number): PlainLayer => ({
  layer: nn.dense(units),
  variables: 2,
  plain: (batch, [kernel, bias]) =>
    batch.map((x) =>
      Float64Array.from(bias!, (offset, j) =>
        x.reduce((sum, value, i) => sum + value * kernel![i * units + j]!, offset),
      ),
    ),
});

/** Calls `visit` for every weight of a filter of 3 by 3 that joins the large image, 4 by 4, and the small, 2 by 2. */
function eachTap(visit: (large: number, small: number, tap: number) => void): void {
  for (let small = 0; small < 4; small++) {
    for (let tap = 0; tap < 9; tap++) {
      // Padding 'same' with stride 2: one row below, one column to the right.
      const y = 2 * Math.floor(small / 2) + Math.floor(tap / 3);
      const x = 2 * (small % 2) + (tap % 3);
      if (y < 4 && x < 4) visit(y * 4 + x, small, tap);
    }
  }
}

const withBias = (image: Float64Array, bias: Float64Array) => image.map((x, i) => x + bias[i % bias.length]!);

/** From `[4, 4, inputs]` to `[2, 2, outputs]`. */
export const conv2d = (inputs: number, outputs: number): PlainLayer => ({
  layer: nn.conv2d(outputs, { kernelSize: 3, strides: 2 }),
  variables: 2,
  plain: (batch, [kernel, bias]) =>
    batch.map((x) => {
      const image = new Float64Array(4 * outputs);
      eachTap((large, small, tap) => {
        for (let i = 0; i < inputs; i++) {
          for (let o = 0; o < outputs; o++) {
            image[small * outputs + o]! += x[large * inputs + i]! * kernel![(tap * inputs + i) * outputs + o]!;
          }
        }
      });
      return withBias(image, bias!);
    }),
});

/** From `[2, 2, inputs]` to `[4, 4, outputs]`. */
export const conv2dTranspose = (inputs: number, outputs: number): PlainLayer => ({
  layer: nn.conv2dTranspose(outputs, { kernelSize: 3, strides: 2 }),
  variables: 2,
  plain: (batch, [kernel, bias]) =>
    batch.map((x) => {
      const image = new Float64Array(16 * outputs);
      eachTap((large, small, tap) => {
        for (let i = 0; i < inputs; i++) {
          for (let o = 0; o < outputs; o++) {
            image[large * outputs + o]! += x[small * inputs + i]! * kernel![(tap * outputs + o) * inputs + i]!;
          }
        }
      });
      return withBias(image, bias!);
    }),
});

const epsilon = 1e-5;

function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  return values.map((x) => (x - mean) / Math.sqrt(variance + epsilon));
}

const scaled = (x: readonly number[], scale: Float64Array, offset: Float64Array) =>
  Float64Array.from(x, (value, i) => value * scale[i % scale.length]! + offset[i % offset.length]!);

export const layerNorm: PlainLayer = {
  layer: nn.layerNorm({ epsilon }),
  variables: 2,
  plain: (batch, [scale, offset]) => batch.map((x) => scaled(standardise([...x]), scale!, offset!)),
};

/** While training: by the moments of each channel over the batch and every place. */
export const batchNorm: PlainLayer = {
  layer: nn.batchNorm({ epsilon }),
  variables: 2,
  plain(batch, [scale, offset]) {
    const channels = scale!.length;
    const normal = batch.map((x) => [...x]);
    for (let c = 0; c < channels; c++) {
      const at = batch.flatMap((x, n) => [...x.keys()].filter((i) => i % channels === c).map((i) => [n, i] as const));
      const values = standardise(at.map(([n, i]) => batch[n]![i]!));
      for (const [k, [n, i]] of at.entries()) normal[n]![i] = values[k]!;
    }
    return normal.map((x) => scaled(x, scale!, offset!));
  },
};

/** Layers one after the other, as `sequential` runs them. */
export function run(layers: readonly PlainLayer[], input: Batch, weights: readonly Float64Array[]): Batch {
  let used = 0;
  return layers.reduce((batch, { plain, variables }) => {
    used += variables;
    return plain(batch, weights.slice(used - variables, used));
  }, input);
}
