/** The activations by tfjs's names for them, as `kernels/activations.ts` numbers them. */
export const activationCodes = {
  linear: 0,
  relu: 1,
  leakyrelu: 2,
  tanh: 3,
  sigmoid: 4,
  softplus: 5,
  elu: 6,
  relu6: 7,
  exp: 8,
  log: 9,
  erf: 10,
} as const;

/** The attributes of the gradient of an activation by what it gave. */
export interface ActivationAttrs {
  readonly activation: keyof typeof activationCodes;
  readonly slope: number;
}
