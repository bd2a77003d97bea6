import { UserError } from '../../errors.ts';
import { FORMATS, type Format } from './imported.ts';

/** A library that is not installed is no fault of the file. */
export function isOurFault(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException | undefined)?.code).startsWith('ERR_MODULE');
}

export function lockedFileError(): UserError {
  return new UserError('import-locked', 'The file is locked with a password. Send it without one.');
}

/** @param format undefined where it broke before it could be told */
export function brokenFileError(format: Format | undefined): UserError {
  return new UserError(
    'import-broken',
    `This ${format ? `${FORMATS[format]} ` : ''}file is damaged or made in an unusual way, and could not be read. Save it again from the program that made it, or send it as plain text.`,
  );
}
