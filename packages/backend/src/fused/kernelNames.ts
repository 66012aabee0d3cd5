/** The kernels of our own, by the names they are registered under. */
export const ActivationGradient = 'LatentKitActivationGradient';
export const AdamUpdate = 'LatentKitAdamUpdate';
export const BatchNormTraining = 'LatentKitBatchNormTraining';
export const BatchNormTrainingGradient = 'LatentKitBatchNormTrainingGradient';
export const Dense = 'LatentKitDense';
export const Bernoulli = 'LatentKitBernoulli';
export const BernoulliGradient = 'LatentKitBernoulliGradient';
