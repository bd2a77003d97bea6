import { join } from 'node:path';
import { SetupError } from '../errors.ts';

export const SQLITE_FILE = 'pilcrow.sqlite';

/** What the operator can mend about the database, as one line that says what to do; other errors as they are. */
export function asSetupError(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const line = LINES.find(([codes]) => codes.test(code))?.[1];
  return line ? new SetupError(line(dataDir, join(dataDir, SQLITE_FILE)), { cause: error }) : error;
}

const LINES: readonly (readonly [codes: RegExp, line: (dataDir: string, file: string) => string])[] = [
  [
    /^SQLITE_BUSY/,
    (_, file) =>
      `Another program has locked ${file}, so nothing was written. Close it, such as a sqlite3 shell.`,
  ],
  [
    /^(SQLITE_NOTADB|SQLITE_CORRUPT)/,
    (_, file) => `${file} is damaged. Restore a backup: npm run restore FILE`,
  ],
  [
    /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
    (dataDir) =>
      `The disk of ${dataDir} is full, so nothing was written. Make room there, or set DATA_DIR to another.`,
  ],
  [
    /^(SQLITE_CANTOPEN|SQLITE_READONLY|EACCES|EROFS|ENOTDIR|EEXIST|EPERM)/,
    (dataDir) => `The folder ${dataDir} cannot be written. Set DATA_DIR to one that can.`,
  ],
];
