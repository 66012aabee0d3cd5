import { dense, sequential, sgd, type Trainable } from '@latentkit/nn';
import { key } from '@latentkit/random';
import { expectNoLeak, onEveryBackend } from '@latentkit/testing';
import { expect, it } from 'vitest';
import { modelState } from './modelState.ts';

onEveryBackend(() => {
  it('frees everything once, and then refuses every call', async () => {
    await expectNoLeak(() => {
      const network = sequential([dense(2)], { inputShape: [3], key: key(1) });
      const optimizer = sgd({ learningRate: 0.1 }).bind(network.variables);
      const model = modelState('line', { network, optimizer }, { step: 0 }).complete<Trainable>({
        stepCount: 0,
        step: () => ({}),
      });
      model.dispose();
      model.dispose();
      expect(() => model.state()).toThrow('line.state: the model has been disposed.');
    });
  });
});
