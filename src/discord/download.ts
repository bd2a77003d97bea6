import { Readable } from 'node:stream';
import { UserError } from '../errors.ts';
import { bytesOf } from '../text/bytes.ts';
import { withDeadline } from '../text/deadline.ts';
import type { Attachment } from './request.ts';

/** Fetches what somebody attached. Throws a UserError where it cannot be had or is too large. */
export type Download = (attachment: Attachment) => Promise<Uint8Array>;

/** Where Discord keeps what its users attach. */
export const DISCORD_FILES: readonly string[] = [
  'https://cdn.discordapp.com',
  'https://media.discordapp.net',
];

/**
 * Downloads from the given places alone, and counts what comes: the size that was announced is not believed.
 *
 * @param options.origins scheme, host and port, such as `https://cdn.discordapp.com`; the sandbox has its own
 */
export function createDownload({
  origins = DISCORD_FILES,
  maxBytes,
  timeoutMs = 30_000,
}: {
  readonly origins?: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs?: number;
}): Download {
  return async ({ url, size }) => {
    if (size > maxBytes) throw tooLarge(maxBytes);
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) throw elsewhere();
    try {
      return await withDeadline(timeoutMs, async (signal) => {
        const response = await fetch(url, { redirect: 'error', signal });
        if (!response.ok || !response.body) throw gone();
        return bytesOf(Readable.fromWeb(response.body, { signal }), maxBytes, () => tooLarge(maxBytes));
      });
    } catch (error) {
      throw error instanceof UserError ? error : gone();
    }
  };
}

function tooLarge(maxBytes: number): UserError {
  return new UserError(
    'download-size',
    `The file is larger than ${maxBytes / 1e6} MB. Send the part that your group reads, or a smaller file.`,
  );
}

function elsewhere(): UserError {
  return new UserError(
    'download-place',
    'Files are taken from Discord alone. Attach the file to the command itself.',
  );
}

function gone(): UserError {
  return new UserError('download-failed', 'The file could not be fetched from Discord. Attach it again.');
}
