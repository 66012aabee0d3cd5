import { dcgan, type Gan, type GanOptions, gan, r3gan, residualGan, resnextGan, sngan, styleGan } from '@latentkit/gan';
import { r1 } from '@latentkit/losses';
import { adam } from '@latentkit/nn';

/** The options that a run decides. */
type Given = Pick<GanOptions, 'shape' | 'latentSize' | 'seed'>;

const optimizers = (learningRate: number, beta1: number, beta2 = 0.999) => {
  const optimizer = adam({ learningRate, beta1, beta2 });
  return { generatorOptimizer: optimizer, criticOptimizer: optimizer };
};

/** GANs of digits, each as its documentation says that it is trained. By the name of the row. */
export const imageGans: Readonly<Record<string, (given: Given) => Gan>> = {
  dcgan: (given) => gan(dcgan({ filters: [32, 64] }), given),
  sngan: (given) => sngan(residualGan(), { ...given, averageDecay: 0.995, ...optimizers(1e-3, 0, 0.9) }),
  r3gan: (given) => r3gan(resnextGan(), { ...given, averageDecay: 0.995, ...optimizers(1e-3, 0, 0.99) }),
  styleGan: (given) =>
    gan(styleGan(), { ...given, penalty: r1({ weight: 1 }), averageDecay: 0.995, ...optimizers(1e-3, 0, 0.99) }),
};
