import { join } from 'node:path';
import { SetupError } from '../errors.ts';

export const SQLITE_FILE = 'pilcrow.sqlite';

/** What the operator can mend about the database, as one line that says what to do; other errors as they are. */
export function asSetupError(error: unknown, dataDir: string): unknown {
  const code = codeOf(error);
  const line = LINES.find(([codes]) => codes.test(code))?.[1];
  return line ? new SetupError(line(dataDir, join(dataDir, SQLITE_FILE)), { cause: error }) : error;
}

/** SQLite's codes by number, https://sqlite.org/rescode.html: libsql has no names for most of those that extend them. */
const PRIMARY: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};

function codeOf(error: unknown): string {
  const { code = '', rawCode } = error as { code?: string; rawCode?: number };
  if (rawCode === IOERR_SHMSIZE) return 'SQLITE_FULL';
  return (rawCode !== undefined && PRIMARY[rawCode & 0xff]) || String(code);
}

/** There is no room for the index of the log. */
const IOERR_SHMSIZE = 4874;

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
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    (dataDir) =>
      `The disk of ${dataDir} is full, so nothing was written. Make room there, or set DATA_DIR to another.`,
  ],
  [
    /^(SQLITE_CANTOPEN|SQLITE_READONLY|EACCES|EROFS|ENOTDIR|EEXIST|EPERM)/,
    (dataDir) => `The folder ${dataDir} cannot be written. Set DATA_DIR to one that can.`,
  ],
];
