import type { OpCase } from './opCase.ts';
import { convolutions } from './ops/convolutions.ts';
import { activations, binaryMath, unaryMath } from './ops/elementwise.ts';
import { fusedConvolutions } from './ops/fusedConvolutions.ts';
import { imageOps } from './ops/image.ts';
import { indexing } from './ops/indexing.ts';
import { normalization } from './ops/normalization.ts';
import { poolingAndResizing } from './ops/pooling.ts';
import { products } from './ops/products.ts';
import { reductions } from './ops/reductions.ts';
import { shaping } from './ops/shaping.ts';

/** The table, section by section. */
export const sections: readonly { readonly title: string; readonly cases: readonly OpCase[] }[] = [
  { title: 'Of one number', cases: unaryMath },
  { title: 'Activations', cases: activations },
  { title: 'Of two numbers', cases: binaryMath },
  { title: 'Reductions', cases: reductions },
  { title: 'Products', cases: products },
  { title: 'Convolutions', cases: [...convolutions, ...fusedConvolutions] },
  { title: 'Pooling and resizing', cases: poolingAndResizing },
  { title: 'Images', cases: imageOps },
  { title: 'Normalisation', cases: normalization },
  { title: 'Indexing', cases: indexing },
  { title: 'Shapes', cases: shaping },
];
