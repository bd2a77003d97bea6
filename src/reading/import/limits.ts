import { UserError } from '../../errors.ts';

/** What one file may cost. Beyond it the import ends with a private answer, and the bot goes on. */
export const LIMITS = {
  /** Bytes of the file as it is sent. */
  file: 8_000_000,
  /** Milliseconds of the processor, from the start of the worker: on a busy machine a file takes longer, but no more. */
  time: 10_000,
  /** Milliseconds by the clock, where the thread waits and works for nothing. */
  clock: 60_000,
  /** Megabytes of the worker's heap. */
  heap: 256,
  /**
   * Megabytes that the process may grow by while one file is read: buffers do not count in the heap. The largest files
   * that the other limits let through take 200.
   */
  growth: 250,
  /** Bytes of all that an archive holds, unpacked. */
  unpacked: 64_000_000,
  /** Files in an archive. */
  entries: 2_000,
  /** Elements of a page inside each other. */
  nesting: 500,
  paragraphs: 5_000,
  /** Characters of one paragraph or heading. */
  paragraph: 20_000,
  /** Characters of all paragraphs. */
  text: 4_000_000,
  /** Files that wait for their turn. */
  waiting: 20,
} as const;

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}

export function fileTooLarge(): UserError {
  return new UserError(
    'import-size',
    `The file is larger than ${megabytes(LIMITS.file)}. Send the part that your group reads, or a smaller file.`,
  );
}

export function unpackedTooLarge(): UserError {
  return new UserError(
    'import-unpacked',
    `Unpacked, the file is larger than ${megabytes(LIMITS.unpacked)} or holds more than ${LIMITS.entries} files. Send the text without pictures, or in parts.`,
  );
}
