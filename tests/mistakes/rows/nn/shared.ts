import * as nn from '@latentkit/nn';
import { key } from '@latentkit/random';

let made: nn.ShapedNetwork | undefined;
/** The network of all calls that are to be refused, and so change nothing. */
export const shared = () => {
  made ??= network();
  return made;
};
export const network = () => nn.sequential([nn.dense(1)], { inputShape: [2], key: key(1) });
