/** Random numbers that are the same in every run with the same seed. */
export interface Random {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, n). */
  readonly below: (n: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
}

/** The generator mulberry32 (Ettinger, 2017): 32 bits of state, good enough to draw samples with. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    pick: (of) => {
      if (of.length === 0) throw new RangeError('nothing to pick from');
      return of[below(of.length)] as (typeof of)[number];
    },
  };
}
