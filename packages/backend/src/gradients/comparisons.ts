import {
  Equal,
  type GradConfig,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  LogicalAnd,
  LogicalNot,
  LogicalOr,
  LogicalXor,
  NotEqual,
  type Tensor,
  zeros,
} from '@tensorflow/tfjs-core';

/**
 * Comparisons are flat wherever they have a derivative: zero. tfjs has none for them and so cannot differentiate twice
 * whatever picks a branch by comparing: leakyRelu, prelu, selu, relu6, maximum, minimum, clipByValue, max, logSumExp.
 */
export const comparisonGradients: readonly GradConfig[] = [
  ...[Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr, LogicalXor].map(
    (kernelName): GradConfig => ({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (_, saved) => ({ a: zerosFor(saved[0]!), b: zerosFor(saved[1]!) }),
    }),
  ),
  { kernelName: LogicalNot, inputsToSave: ['x'], gradFunc: (_, saved) => ({ x: zerosFor(saved[0]!) }) },
];

const zerosFor = (x: Tensor) => () => zeros(x.shape);
