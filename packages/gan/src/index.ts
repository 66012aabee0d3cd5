export type { View } from '@latentkit/model';
export { type Key, key } from '@latentkit/random';
export { type AcGan, type AcGanOptions, type AcGanTerms, acGan } from './acGan.ts';
export { hingeGan, lsgan, type PacganOptions, pacgan, r3gan, sngan, wgan, wganGp } from './aliases.ts';
export { biGan } from './biGan/biGan.ts';
export type { BiGan, BiGanArchitecture, BiGanOptions } from './biGan/biGanParts.ts';
export { gan } from './gan.ts';
export { type CodePart, categoricalCode, type UniformCodeOptions, uniformCode } from './infoGan/codeParts.ts';
export {
  type Code,
  type Guess,
  type InfoGan,
  type InfoGanOptions,
  type InfoGanTerms,
  infoGan,
} from './infoGan/infoGan.ts';
export type { Gan, GanArchitecture, GanOptions, GanTerms } from './model.ts';
export { type DcganOptions, dcgan } from './recipes/dcgan.ts';
export { type MlpGanOptions, mlpGan } from './recipes/mlpGan.ts';
export { pointsGan } from './recipes/pointsGan.ts';
export { type ProjectionGanOptions, projectionGan } from './recipes/projectionGan.ts';
export { type ResidualGanOptions, residualGan } from './recipes/residualGan.ts';
export { type ResnextGanOptions, resnextGan } from './recipes/resnextGan.ts';
export { spectrallyNormalized } from './recipes/spectrallyNormalized.ts';
export { type StyleGanOptions, styleGan } from './recipes/styleGan.ts';
export { cycleGan } from './translation/cycleGan.ts';
export type {
  CycleGan,
  CycleGanArchitecture,
  CycleGanOptions,
  CycleGanTerms,
} from './translation/cycleGanParts.ts';
export { pix2pix } from './translation/pix2pix.ts';
export type { Pix2Pix, Pix2PixArchitecture, Pix2PixOptions, Pix2PixTerms } from './translation/pix2pixParts.ts';
export { type ResidualCycleGanOptions, residualCycleGan } from './translation/residualCycleGan.ts';
export type { TranslationBatch } from './translation/translationBatch.ts';
export { type UnetPix2PixOptions, unetPix2Pix } from './translation/unetPix2Pix.ts';
export { type AdaptiveAugmentationOptions, adaptiveAugmentation } from './views/adaptiveAugmentation.ts';
export type { Augmentation } from './views/augmentation.ts';
export { augmented } from './views/augmented.ts';
export { chainViews } from './views/chainViews.ts';
export { color } from './views/color.ts';
export { type CutoutOptions, cutout } from './views/cutout.ts';
export { instanceNoise } from './views/instanceNoise.ts';
export { packing } from './views/packing.ts';
export { type TranslationOptions, translation } from './views/translation.ts';
export type { Finding } from './watch/finding.ts';
export type { GameMeasures } from './watch/measureGame.ts';
export { type WatchCollapseOptions, watchCollapse } from './watch/watchCollapse.ts';
export { type WatchDivergenceOptions, watchDivergence } from './watch/watchDivergence.ts';
export { type GanReading, type GanWatch, type Watched, type WatchGanOptions, watchGan } from './watch/watchGan.ts';
