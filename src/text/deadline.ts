/**
 * Rejects with a TimeoutError, and aborts the signal, where something takes longer than `ms`. The timer holds the
 * signal's controller, and does not rely on whoever was given the signal: `AbortSignal.timeout` is held weakly, and
 * `fetch` forgets its signal once the headers are there and garbage is collected.
 */
export async function withDeadline<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort(new DOMException(`not done within ${ms} ms`, 'TimeoutError'));
      reject(controller.signal.reason);
    }, ms);
  });
  try {
    return await Promise.race([run(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
