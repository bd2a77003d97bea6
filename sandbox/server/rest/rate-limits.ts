/**
 * Rate limits as Discord tells them: a bucket for each route and the channel, server or webhook in it, and 50
 * requests a second in all, those of interactions apart (https://docs.discord.com/developers/topics/rate-limits).
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';

export interface Limit {
  /** Requests in a window. */
  requests: number;
  /** Seconds. */
  window: number;
}

const GLOBAL: Limit = { requests: 50, window: 1 };
/** Wider than Discord's, so that tests run fast; the headers are the same. */
const EACH_ROUTE: Limit = { requests: 30, window: 1 };

interface Verdict {
  headers: Record<string, string>;
  /** Discord's answer when the request must wait. `retry_after` in seconds. */
  refused?: { message: string; retry_after: number; global: boolean };
}

const MAJOR = ['channel_id', 'guild_id', 'webhook_id', 'webhook_token', 'interaction_token'];

export interface RateLimits {
  /** Counts a request. `ids` are the path's, by their names; an exempt one counts for its route alone. */
  count(method: string, route: string, ids: Record<string, string>, exempt: boolean): Verdict;
  /** Makes the next `times` requests of a route (and method) wait so many seconds. For tests. */
  refuseNext(method: string, route: string, seconds: number, times?: number): void;
}

export function createRateLimits(
  clock: Clock,
  limits: { global?: Limit; route?: (route: string) => Limit } = {},
): RateLimits {
  const buckets = new Map<string, { left: number; resetsAt: number }>();
  const planned: { method: string; route: string; seconds: number }[] = [];
  const all = limits.global ?? GLOBAL;
  const take = (key: string, limit: Limit) => {
    const now = clock.now();
    let bucket = buckets.get(key);
    if (!bucket || bucket.resetsAt <= now) {
      bucket = { left: limit.requests, resetsAt: now + limit.window * 1000 };
      buckets.set(key, bucket);
    }
    const refused = bucket.left === 0;
    if (!refused) bucket.left -= 1;
    return {
      refused,
      left: bucket.left,
      resetsAt: bucket.resetsAt,
      after: Math.max(bucket.resetsAt - now, 0) / 1000,
    };
  };

  return {
    count(method, route, ids, exempt) {
      const majors = MAJOR.map((name) => ids[name] ?? '').join('/');
      const limit = limits.route?.(route) ?? EACH_ROUTE;
      const hash = createHash('md5').update(`${method} ${route}`).digest('hex');
      const plan = planned.findIndex((it) => it.method === method && it.route === route);
      const seconds = plan < 0 ? undefined : planned.splice(plan, 1)[0]?.seconds;
      const own = take(`${method} ${route} ${majors}`, limit);
      const after = seconds ?? own.after;
      const headers = {
        'x-ratelimit-limit': String(limit.requests),
        'x-ratelimit-remaining': String(seconds === undefined ? own.left : 0),
        'x-ratelimit-reset': ((clock.now() + after * 1000) / 1000).toFixed(3),
        'x-ratelimit-reset-after': after.toFixed(3),
        'x-ratelimit-bucket': hash,
      };
      if (own.refused || seconds !== undefined)
        return {
          headers: { ...headers, 'x-ratelimit-scope': 'user', 'retry-after': after.toFixed(3) },
          refused: refusal(after, false),
        };
      if (exempt) return { headers };
      const whole = take('', all);
      if (!whole.refused) return { headers };
      return {
        headers: {
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
          'retry-after': whole.after.toFixed(3),
        },
        refused: refusal(whole.after, true),
      };
    },
    refuseNext(method, route, seconds, times = 1) {
      for (let n = 0; n < times; n += 1) planned.push({ method, route, seconds });
    },
  };
}

function refusal(retryAfter: number, global: boolean): Verdict['refused'] & object {
  return { message: 'You are being rate limited.', retry_after: retryAfter, global };
}
