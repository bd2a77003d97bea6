/**
 * Tables that are used over and over: making and freeing them would take longer than filling them. Each slot
 * holds one; it is valid until the slot is taken again, and zero throughout when it is taken.
 */
export function createScratch<T extends Float32Array | Uint32Array>(make: (length: number) => T) {
  const kept: T[] = [];
  return (slot: number, length: number): T => {
    const table = kept[slot];
    if (table && table.length >= length) {
      table.fill(0, 0, length);
      return table;
    }
    const made = make(Math.max(4096, length * 2));
    kept[slot] = made;
    return made;
  };
}
