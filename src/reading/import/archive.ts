import { fromBuffer, type ZipFile } from 'yauzl';
import { UserError } from '../../errors.ts';
import { lockedFileError } from './broken.ts';
import { decodeAs } from './decode.ts';
import { LIMITS, unpackedTooLarge } from './limits.ts';

/** Files of an archive by their path in it. */
export type Archive = ReadonlyMap<string, Buffer>;

/**
 * Unpacks an archive in memory. What comes out is counted while it comes, so that a small file that unpacks
 * to gigabytes is stopped early; sizes that the archive claims are not believed.
 *
 * @throws UserError where it is damaged, encrypted or over the limits
 */
export async function unzip(data: Uint8Array): Promise<Archive> {
  const zip = await open(data);
  if (zip.entryCount > LIMITS.entries) throw unpackedTooLarge();
  const files = new Map<string, Buffer>();
  let left = LIMITS.unpacked;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry.fileName as unknown as Buffer);
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) throw lockedFileError();
      const parts: Buffer[] = [];
      for await (const part of await zip.openReadStreamPromise(entry)) {
        left -= (part as Buffer).length;
        if (left < 0) throw unpackedTooLarge();
        parts.push(part as Buffer);
      }
      files.set(name, Buffer.concat(parts));
    }
  } catch (error) {
    throw error instanceof UserError ? error : damaged();
  }
  return files;
}

function open(data: Uint8Array): Promise<ZipFile> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      error ? reject(damaged()) : resolve(zip),
    ),
  );
}

/** Names are in UTF-8, whether or not the archive says so: many programs leave its flag out. */
function nameOf(bytes: Buffer): string {
  return decodeAs(bytes, 'utf-8') ?? bytes.toString('latin1');
}

function damaged(): UserError {
  return new UserError(
    'import-archive',
    'The file is damaged: it cannot be unpacked. Send it again, or save it again from the program that made it.',
  );
}
