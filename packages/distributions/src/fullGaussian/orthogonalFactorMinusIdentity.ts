import { firstOrderOnly } from '@latentkit/shared';
import {
  add,
  customGrad,
  div,
  equal,
  eye,
  matMul,
  mul,
  onesLike,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor3D,
  transpose,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

// Each step multiplies a small singular value by 1.5 and squares the error of one near 1: these bring singular values that
// are 1e-6 of the norm to 1, about as far apart as float32 can tell them.
const STEPS = 40;

/**
 * The orthogonal factor U of the polar decomposition A = U H, less I, `[batch, d, d]`, by Newton and Schulz's iteration
 * X ← (3 X − X Xᵀ X) / 2, of products alone. Its first derivative is taken as 0, see where it is used; it has no second.
 *
 * Where A is singular there are many; what is given then is the partial isometry, 0 in the directions that A lacks.
 *
 * Less I, because U is near it where A is near symmetric, and float32 keeps more digits of what is small.
 *
 * @see Higham, Functions of Matrices, 2008, section 8.3.
 */
export function orthogonalFactorMinusIdentity(matrices: Tensor3D): Tensor3D {
  return customGrad((input) => {
    const a = input as Tensor3D;
    const norm = sqrt(sum(square(a), [1, 2], true));
    let factor: Tensor = div(a, where(equal(norm, 0), onesLike(norm), norm));
    for (let step = 0; step < STEPS; step++) {
      factor = sub(mul(factor, 1.5), mul(matMul(factor, matMul(factor, factor, true)), 0.5));
    }
    // The last step for V = X − I: what is off is VᵀV + V + Vᵀ, which is 0 to as many digits as V has.
    const rotation = sub(factor, eye(a.shape[1]));
    const off = add(matMul(rotation, rotation, true), add(rotation, transpose(rotation, [0, 2, 1])));
    const value = sub(rotation, mul(add(off, matMul(rotation, off)), 0.5));
    const gradFunc = (dy: Tensor) => {
      firstOrderOnly('squaredWasserstein2');
      return zerosLike(dy);
    };
    return { value, gradFunc };
  })(matrices) as Tensor3D;
}
