import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util } from '@tensorflow/tfjs-core';
import type { Evaluate } from '../gpu/formula.ts';

const workgroup = 128;
/** The most groups that WebGPU promises to take along one axis. */
const most = 65535;

/** One program of WebGPU. */
export const evaluate: Evaluate<WebGPUBackend> = (backend, { tensors, numbers, code }, inputs, values) => {
  const shape = [...inputs[0]!.shape];
  const groups = Math.ceil(util.sizeFromShape(shape) / workgroup);
  const across = Math.min(groups, most);
  return backend.runWebGPUProgram(
    {
      variableNames: [...tensors],
      uniforms: numbers.map((name) => `${name} : f32,`).join(' '),
      outputShape: shape,
      shaderKey: `latentkit_${code}`,
      size: true,
      workgroupSize: [workgroup, 1, 1],
      dispatchLayout: { x: shape.map((_, axis) => axis) },
      dispatch: [across, Math.ceil(groups / Math.max(1, across)), 1],
      getUserCode: () => `fn main(index : i32) {
        if (index < uniforms.size) {
          ${tensors.map((name) => `let ${name} = get${name}ByOutputIndex(index);`).join('\n')}
          ${numbers.map((name) => `let ${name} = uniforms.${name};`).join('\n')}
          setOutputAtIndex(index, ${code});
        }
      }`,
    },
    [...inputs],
    'float32',
    values.map((value) => ({ type: 'float32', data: [value] })),
  );
};
