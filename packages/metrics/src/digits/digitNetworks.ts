import { conv2d, dense, flatten, heNormal, relu, type ShapedNetwork, sequential } from '@latentkit/nn';
import { type Key, split } from '@latentkit/random';

/** A classifier of digits, in two parts. */
export interface DigitNetworks {
  /** Images to features: `[batch, 28, 28, 1] -> [batch, 64]`. */
  readonly trunk: ShapedNetwork;
  /** Features to logits: `[batch, 64] -> [batch, 10]`. */
  readonly head: ShapedNetwork;
}

/** The networks before they are trained: 0.8 million multiply-adds an image. The script that trains them builds these too. */
export function digitNetworks(key: Key): DigitNetworks {
  const [first, second] = split(key) as [Key, Key];
  const weights = { kernelInitializer: heNormal };
  const down = (filters: number, kernelSize: number) => [conv2d(filters, { kernelSize, strides: 2, ...weights }), relu];
  return {
    trunk: sequential([...down(16, 5), ...down(32, 3), ...down(64, 3), flatten, dense(64, weights), relu], {
      inputShape: [28, 28, 1],
      key: first,
    }),
    head: sequential([dense(10)], { inputShape: [64], key: second }),
  };
}

/** All variables, in the order in which their values are kept. */
export function variablesOf({ trunk, head }: DigitNetworks) {
  return [trunk, head].flatMap(({ variables }) => Object.values(variables));
}
