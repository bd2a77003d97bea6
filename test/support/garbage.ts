import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll } from 'vitest';

/** Collects garbage all the time while the tests around it run, so that what is held weakly is gone at once. */
export function collectGarbage(): void {
  let collecting: NodeJS.Timeout;
  beforeAll(() => {
    setFlagsFromString('--expose-gc');
    collecting = setInterval(runInNewContext('gc') as () => void, 20);
  });
  afterAll(() => clearInterval(collecting));
}
