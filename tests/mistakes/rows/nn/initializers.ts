import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';
import type { Call, Row, Rows } from '../../call.ts';

function initializer(name: string, initialize: nn.Initializer): Row {
  return { name, call: initialize, args: () => ({ key: key(1), shape: [2, 2], fans: { fanIn: 2, fanOut: 2 } }) };
}

function filled(name: string, initialize: nn.Initializer): Call {
  return {
    name,
    call: (shape: number[]) => initialize(key(1), shape, { fanIn: 1, fanOut: 1 }),
    args: () => ({ shape: [2] }),
  };
}

export const rows: Rows = {
  glorotUniform: initializer('glorotUniform', nn.glorotUniform),
  glorotNormal: initializer('glorotNormal', nn.glorotNormal),
  heUniform: initializer('heUniform', nn.heUniform),
  heNormal: initializer('heNormal', nn.heNormal),
  lecunUniform: initializer('lecunUniform', nn.lecunUniform),
  lecunNormal: initializer('lecunNormal', nn.lecunNormal),
  fanInUniform: initializer('fanInUniform', nn.fanInUniform),
  zerosInitializer: filled('zerosInitializer', nn.zerosInitializer),
  onesInitializer: filled('onesInitializer', nn.onesInitializer),
  constantInitializer: { name: 'constantInitializer', call: nn.constantInitializer, args: () => ({ value: 1 }) },
  normalInitializer: {
    name: 'normalInitializer',
    call: nn.normalInitializer,
    args: () => ({ standardDeviation: 1, mean: 0 }),
    optional: ['mean'],
  },
  orthogonal: {
    name: 'orthogonal',
    call: nn.orthogonal,
    args: () => ({ options: { gain: 1 } }),
    optional: ['options'],
  },
};
