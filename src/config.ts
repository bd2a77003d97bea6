import { z } from 'zod';
import { SetupError } from './errors.ts';

const snowflake = z.string().regex(/^\d{17,20}$/, 'a Discord id is 17 to 20 digits');
/** An empty line in `.env` means "not set". */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const schema = z.object({
  DISCORD_TOKEN: optional(z.string().regex(/^\S+$/, 'a token has no spaces')),
  DISCORD_GUILD_ID: optional(snowflake),
  DISCORD_API_URL: optional(z.url({ protocol: /^https?$/ })),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: 'begins with postgres:// or postgresql://' }),
  ),
  LINK_IMPORT: optional(z.enum(['on', 'off'])),
  SANDBOX_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])),
});

/** What the operator sets, with the defaults filled in. `.env.example` describes each. */
export interface Config {
  /** Without it, the bot runs against the sandbox. */
  readonly token?: string;
  readonly guildId?: string;
  /** Another server than Discord's own, such as `http://127.0.0.1:4747/api`. */
  readonly apiUrl?: string;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  /** Whether moderators may add a web page by its link: the bot then fetches it. */
  readonly linkImport: boolean;
  /** 0 takes any free port. */
  readonly sandboxPort: number;
  readonly logLevel: string;
}

/**
 * Reads the settings from the environment.
 *
 * @throws SetupError that names every setting that does not fit, and never its value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SetupError(`Mend these settings (in .env or the environment): ${faults.join('; ')}`);
  }
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_API_URL, DATABASE_URL, ...rest } = parsed.data;
  return {
    ...(DISCORD_TOKEN && { token: DISCORD_TOKEN }),
    ...(DISCORD_GUILD_ID && { guildId: DISCORD_GUILD_ID }),
    ...(DISCORD_API_URL && { apiUrl: DISCORD_API_URL }),
    ...(DATABASE_URL && { databaseUrl: DATABASE_URL }),
    dataDir: rest.DATA_DIR ?? 'var',
    linkImport: rest.LINK_IMPORT !== 'off',
    sandboxPort: rest.SANDBOX_PORT ?? 4747,
    logLevel: rest.LOG_LEVEL ?? 'info',
  };
}
