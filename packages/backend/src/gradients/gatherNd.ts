import {
  GatherNd,
  type GradConfig,
  gatherND,
  ScatterNd,
  scatterND,
  type Tensor,
  TensorScatterUpdate,
  tensorScatterUpdate,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** Gathering and scattering by whole indices: each is the other's adjoint. tfjs has none of these. */
export const gatherNdGradients: readonly GradConfig[] = [
  {
    kernelName: GatherNd,
    inputsToSave: ['params', 'indices'],
    gradFunc: (dy, saved) => {
      const [params, indices] = saved as [Tensor, Tensor];
      return {
        params: () => scatterND(indices, dy as Tensor, params.shape),
        indices: () => zeros(indices.shape),
      };
    },
  },
  {
    kernelName: ScatterNd,
    inputsToSave: ['indices'],
    gradFunc: (dy, saved) => ({
      indices: () => zeros(saved[0]!.shape),
      updates: () => gatherND(dy as Tensor, saved[0]!),
    }),
  },
  {
    kernelName: TensorScatterUpdate,
    inputsToSave: ['indices', 'updates'],
    gradFunc: (dy, saved) => {
      const [indices, updates] = saved as [Tensor, Tensor];
      return {
        tensor: () => tensorScatterUpdate(dy as Tensor, indices, zerosLike(updates)),
        indices: () => zeros(indices.shape),
        updates: () => gatherND(dy as Tensor, indices),
      };
    },
  },
];
