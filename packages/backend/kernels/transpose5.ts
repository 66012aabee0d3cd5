/** Takes `count` floats from each of five rows and writes them by columns: r0[0] r1[0] r2[0] r3[0] r4[0] r0[1] … */
export function transpose5(r0: usize, r1: usize, r2: usize, r3: usize, r4: usize, count: i32, to: usize): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const a = v128.load(r0);
    const b = v128.load(r1);
    const c = v128.load(r2);
    const d = v128.load(r3);
    const e = v128.load(r4);
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
    v128.store_lane<f32>(to, e, 0, 16);
    v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 20);
    v128.store_lane<f32>(to, e, 1, 36);
    v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 40);
    v128.store_lane<f32>(to, e, 2, 56);
    v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 60);
    v128.store_lane<f32>(to, e, 3, 76);
    r0 += 16;
    r1 += 16;
    r2 += 16;
    r3 += 16;
    r4 += 16;
    to += 80;
  }
  for (; i < count; i++) {
    store<f32>(to, load<f32>(r0));
    store<f32>(to, load<f32>(r1), 4);
    store<f32>(to, load<f32>(r2), 8);
    store<f32>(to, load<f32>(r3), 12);
    store<f32>(to, load<f32>(r4), 16);
    r0 += 4;
    r1 += 4;
    r2 += 4;
    r3 += 4;
    r4 += 4;
    to += 20;
  }
}
