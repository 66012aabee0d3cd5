/** An activation that goes with a product or a convolution: done while its numbers are at hand. */
export interface Activation {
  /** Its name, as tfjs's fused kernels have it on every backend. */
  readonly name: 'relu' | 'relu6' | 'leakyrelu' | 'elu' | 'sigmoid';
  /** For 'leakyrelu': the slope of its negative side. */
  readonly slope?: number;
}
