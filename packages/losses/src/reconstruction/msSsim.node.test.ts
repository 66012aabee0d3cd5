import { expectAllClose, onEveryBackend } from '@latentkit/testing';
import { it } from 'vitest';
import golden from './golden.json';
import { testImages } from './images.test-util.ts';
import { msSsim } from './msSsim.ts';

// Five scales of a large picture, which Chromium draws by software: two scales of a small one are tested there.
onEveryBackend(() => {
  it('msSsim with its defaults is that of SciPy', async () => {
    const { shape, value } = golden.msSsimDefaults;
    await expectAllClose(msSsim(...testImages(shape)), value, { relative: 1e-6, absolute: 1e-6 });
  });
});
