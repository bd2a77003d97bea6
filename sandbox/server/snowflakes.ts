import type { Clock } from './clock.ts';

const DISCORD_EPOCH = 1_420_070_400_000n;
const PER_MILLISECOND = 4096;

/** Makes ids as Discord does: the time in the upper bits, so that they sort by age, and never two alike. */
export function createSnowflakes(clock: Clock): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const now = Math.max(clock.now(), last);
    count = now === last ? count + 1 : 0;
    last = count === PER_MILLISECOND ? now + 1 : now;
    count %= PER_MILLISECOND;
    return String(((BigInt(last) - DISCORD_EPOCH) << 22n) | BigInt(count));
  };
}

/** When an id was made. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}

/** A time in milliseconds since 1970, as Discord writes it: 2019-06-25T10:00:00.000000+00:00. */
export function iso(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}

/** Orders by age. */
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}
