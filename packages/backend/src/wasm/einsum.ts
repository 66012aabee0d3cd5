import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  BatchMatMul,
  backend_util,
  Einsum,
  type EinsumAttrs,
  Reshape,
  Sum,
  type TensorInfo,
  Transpose,
  util,
} from '@tensorflow/tfjs-core';
import { defineKernel, run, type WasmKernel } from './kernel.ts';
import { takingTruthValues } from './truthValues.ts';
import { upcast } from './upcast.ts';

/**
 * Sums of products by indices, of one or two tensors, which tfjs does not have on WASM. What only one of the tensors has
 * and the result has not is summed first; then the two are laid out as matrices and multiplied.
 */
export function defineEinsum(): void {
  defineKernel(Einsum, () => (call) => {
    const { inputs, attrs, backend } = call;
    const { equation } = attrs as unknown as EinsumAttrs;
    const { summedDims } = backend_util.decodeEinsumEquation(equation, Object.keys(inputs).length);
    // As on cpu: a sum of truth values is a whole number, a product of them is none.
    if (summedDims.length === 0) return takingTruthValues(einsum)(call);
    return upcast(backend, 'int32', inputs, (integers) => einsum({ ...call, inputs: integers }));
  });
}

/** A tensor and the number of the index that each of its axes has. */
interface Term {
  readonly x: TensorInfo;
  readonly ids: readonly number[];
}

const einsum: WasmKernel = ({ inputs, attrs, backend }) => {
  const { equation } = attrs as unknown as EinsumAttrs;
  const tensors = Object.values(inputs) as unknown as Parameters<typeof backend_util.checkEinsumDimSizes>[2];
  const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors);
  // The indices of the result come first, in its order; those that are summed come last.
  const kept = allDims.length - summedDims.length;
  const steps = new Steps(backend);
  const terms = tensors.map((x, i) => ({ x, ids: idDims[i]! }));
  const alone = terms.map((term, i) => {
    const others = terms.filter((_, j) => j !== i).flatMap(({ ids }) => ids);
    return steps.sum(term, (id) => id >= kept && !others.includes(id));
  });
  const out = alone.length === 1 ? alone[0]! : steps.multiply(alone[0]!, alone[1]!, kept);
  const ordered = steps.arrange(
    out,
    Array.from({ length: kept }, (_, id) => id),
  );
  return steps.finish(ordered.x);
};

/** Runs kernels one after the other and disposes what came between. */
class Steps {
  readonly #made: TensorInfo[] = [];
  readonly #backend: BackendWasm;

  constructor(backend: BackendWasm) {
    this.#backend = backend;
  }

  /** Sums over the axes whose index is asked for. */
  sum({ x, ids }: Term, over: (id: number) => boolean): Term {
    const axis = ids.flatMap((id, i) => (over(id) ? [i] : []));
    if (axis.length === 0) return { x, ids };
    return { x: this.#run(Sum, { x }, { axis, keepDims: false }), ids: ids.filter((id) => !over(id)) };
  }

  /** Puts the axes in this order. */
  arrange({ x, ids }: Term, order: readonly number[]): Term {
    const perm = order.map((id) => ids.indexOf(id));
    if (perm.every((from, to) => from === to)) return { x, ids };
    return { x: this.#run(Transpose, { x }, { perm }), ids: order };
  }

  /** [batch, rows, inner] times [batch, inner, columns]: which index is what, follows from who has it. */
  multiply(a: Term, b: Term, kept: number): Term {
    const shared = a.ids.filter((id) => b.ids.includes(id));
    const batch = shared.filter((id) => id < kept);
    const inner = shared.filter((id) => id >= kept);
    const rows = a.ids.filter((id) => !shared.includes(id));
    const columns = b.ids.filter((id) => !shared.includes(id));
    const size = (ids: readonly number[]) => util.sizeFromShape(ids.map((id) => dimension(a, b, id)));
    const matrix = (term: Term, left: readonly number[], right: readonly number[]) => {
      const { x } = this.arrange(term, [...batch, ...left, ...right]);
      return this.#run(Reshape, { x }, { shape: [size(batch), size(left), size(right)] });
    };
    const product = this.#run(
      BatchMatMul,
      { a: matrix(a, rows, inner), b: matrix(b, inner, columns) },
      { transposeA: false, transposeB: false },
    );
    const ids = [...batch, ...rows, ...columns];
    return { x: this.#run(Reshape, { x: product }, { shape: ids.map((id) => dimension(a, b, id)) }), ids };
  }

  /** The result, which the caller owns: if nothing was to be done, it shares the data of what came in. */
  finish(x: TensorInfo): TensorInfo {
    const { dataId } = x;
    this.#backend.incRef(dataId);
    for (const info of this.#made) this.#backend.disposeData(info.dataId);
    return { ...x };
  }

  #run(kernel: string, inputs: Record<string, TensorInfo>, attrs: Parameters<typeof run>[3]): TensorInfo {
    const out = run(this.#backend, kernel, inputs, attrs);
    this.#made.push(out);
    return out;
  }
}

function dimension(a: Term, b: Term, id: number): number {
  const axis = a.ids.indexOf(id);
  return axis >= 0 ? a.x.shape[axis]! : b.x.shape[b.ids.indexOf(id)]!;
}
