import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { Evaluate } from '../gpu/formula.ts';

/** One program of WebGL, four numbers at a time. */
export const evaluate: Evaluate<MathBackendWebGL> = (backend, { tensors, numbers, code }, inputs, values) =>
  backend.runWebGLProgram(
    {
      variableNames: [...tensors],
      customUniforms: numbers.map((name) => ({ name, type: 'float' })),
      outputShape: [...inputs[0]!.shape],
      packedInputs: true,
      packedOutput: true,
      userCode: `void main() {
        ${tensors.map((name) => `vec4 ${name} = get${name}AtOutCoords();`).join('\n')}
        setOutput(${code});
      }`,
    },
    [...inputs],
    'float32',
    values.map((value) => [value]),
  );
