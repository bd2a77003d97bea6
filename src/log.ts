import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Loaded for a terminal alone. */
const pretty = process.stdout.isTTY ? (await import('pino-pretty')).default : undefined;

/**
 * Logs in JSON, one object a line; on a terminal, for people to read. Tokens are taken out of whatever is
 * logged, wherever they stand in it: the bot's, and those of interactions and webhooks in addresses.
 *
 * @param secrets what must never be printed, besides what looks like a token
 */
export function createLog({
  level,
  secrets = [],
  stream,
}: {
  readonly level: string;
  readonly secrets?: readonly string[];
  /** Where lines go; standard output by default. */
  readonly stream?: DestinationStream;
}): Log {
  const out =
    stream ?? pretty?.({ colorize: true, ignore: 'pid,hostname', sync: true }) ?? pino.destination(1);
  const redacting: DestinationStream = { write: (line) => out.write(redact(line, secrets)) };
  return pino({ level, serializers: { err: pino.stdSerializers.err } }, redacting);
}

/** A bot token; an interaction's or webhook's token in an address or a body; a password in an address. */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}\b/g, '[token]'],
  [/(\/(?:webhooks|interactions)\/\d{15,20}\/)[\w-]{20,}/g, '$1[token]'],
  [/("(?:token|authorization)"\s*:\s*")[^"]+/gi, '$1[token]'],
  [/(\b(?:Bot|Bearer) )[\w.-]{20,}/g, '$1[token]'],
  [/(\bpostgres(?:ql)?:\/\/[^:/@\s"]+:)[^@\s"]+@/g, '$1[password]@'],
];

export function redact(line: string, secrets: readonly string[] = []): string {
  const without = secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, '[token]'), line);
  return TOKENS.reduce((text, [pattern, instead]) => text.replaceAll(pattern, instead), without);
}
