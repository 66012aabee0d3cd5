/** The kernels of our own, by the names they are registered under. */
export const ActivationGradient = 'LatentKitActivationGradient';
export const AdamUpdate = 'LatentKitAdamUpdate';
export const BatchNormTraining = 'LatentKitBatchNormTraining';
export const BatchNormTrainingGradient = 'LatentKitBatchNormTrainingGradient';
export const ConvTranspose = 'LatentKitConvTranspose';
export const Dense = 'LatentKitDense';
export const Bernoulli = 'LatentKitBernoulli';
export const BernoulliGradient = 'LatentKitBernoulliGradient';
export const CrossEntropy = 'LatentKitCrossEntropy';
export const CrossEntropyGradient = 'LatentKitCrossEntropyGradient';
export const GaussianSample = 'LatentKitGaussianSample';
export const GaussianSampleGradient = 'LatentKitGaussianSampleGradient';
export const GlobalNorm = 'LatentKitGlobalNorm';
export const LinearCombination = 'LatentKitLinearCombination';
export const Normal = 'LatentKitNormal';
export const RmsPropUpdate = 'LatentKitRmsPropUpdate';
export const Uniform = 'LatentKitUniform';
