import { type Profiler, Session } from 'node:inspector';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How much work a function does, without a clock: how many blocks of JavaScript run in it. The same input makes the
 * same number however busy the machine is. What V8 does itself, such as regular expressions, is not in it.
 */
export async function workOf(act: () => unknown): Promise<number> {
  takeBlocks();
  await act();
  return takeBlocks();
}

/** How many blocks have run since it was last asked. */
function takeBlocks(): number {
  let blocks = 0;
  session.post(
    'Profiler.takePreciseCoverage',
    (error: Error | null, { result }: Profiler.TakePreciseCoverageReturnType) => {
      if (error) throw error;
      const ranges = result.flatMap(({ functions }) => functions).flatMap((one) => one.ranges);
      blocks = ranges.reduce((sum, { count }) => sum + count, 0);
    },
  );
  return blocks;
}
