import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Act } from '../../src/reading/reading-store.ts';
import { shorten } from '../../src/text/cut.ts';
import { place } from '../common.ts';
import type { Services } from '../services.ts';

/* What the parts of /library share. */

export type Needs = Pick<
  Services,
  'wholeShelf' | 'readings' | 'placements' | 'settings' | 'download' | 'importFile'
>;

/** @throws UserError outside a server, where there is no library */
export function guildOf({ guildId }: Request): string {
  if (guildId === null)
    throw new UserError('server-only', 'A library belongs to a server. Use this in a channel of one.');
  return guildId;
}

export function actOf({ user, now }: Request): Act {
  return { by: user.id, at: now };
}

/** The reading that the option names, or the one in use here. */
export async function readingOf(
  request: Request,
  { wholeShelf: shelf }: Pick<Needs, 'wholeShelf'>,
): Promise<AnnotatedReading> {
  const named = request.options['reading'];
  if (named === undefined) return (await shelf.current(place(request))).text;
  const text = await shelf.get(request.guildId, String(named).trim());
  if (!text) throw unknownReading(String(named));
  return text;
}

export function unknownReading(named: string): UserError {
  return new UserError(
    'reading-unknown',
    `There is no reading “${shorten(named, 60)}” here. Take one of those that are suggested while you type; /library list shows all.`,
  );
}
