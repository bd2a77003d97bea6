import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Choice, Focused } from '../../src/discord/command.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import type { Facts } from '../../src/reading/reading.ts';
import type { Act } from '../../src/reading/reading-store.ts';
import { shorten } from '../../src/text/cut.ts';
import { place } from '../common.ts';
import type { Services } from '../services.ts';

/* What the parts of /library share. */

export type Needs = Pick<
  Services,
  'wholeShelf' | 'readings' | 'placements' | 'settings' | 'download' | 'fetchPage' | 'importFile'
>;

/** An option that names a reading. */
export function readingOption<const Name extends string = 'reading'>(
  description: string,
  name: Name = 'reading' as Name,
) {
  return {
    type: ApplicationCommandOptionType.String,
    name,
    description,
    autocomplete: true,
    max_length: 100,
  } as const;
}

/** The same, where one must be named. */
export function requiredReading(description: string) {
  return { ...readingOption(description), required: true } as const;
}

/** Offers readings whose title or name has what was typed. */
export function offerReadings(
  all: readonly { readonly id: string; readonly facts: Facts }[],
  { typed }: Focused,
): Choice[] {
  const wanted = typed.toLowerCase();
  return all
    .filter(({ id, facts }) => `${id} ${facts.headline}`.toLowerCase().includes(wanted))
    .map(({ id, facts }) => ({ name: shorten(facts.headline, 100), value: id }));
}

/** Offers the readings that can be used in this server. */
export async function offerShelf(
  focused: Focused,
  { guildId }: ServerRequest,
  { wholeShelf }: Pick<Needs, 'wholeShelf'>,
): Promise<Choice[]> {
  return offerReadings(await wholeShelf.list(guildId), focused);
}

export function actOf({ user, now }: ServerRequest): Act {
  return { by: user.id, at: now };
}

/** The reading that an option names, or the one in use here. */
export async function readingOf(
  request: ServerRequest,
  { wholeShelf: shelf }: Pick<Needs, 'wholeShelf'>,
  named: string | undefined,
): Promise<AnnotatedReading> {
  if (named === undefined) return (await shelf.current(place(request))).text;
  const text = await shelf.get(request.guildId, named.trim());
  if (!text) throw unknownReading(named);
  return text;
}

export function unknownReading(named: string): UserError {
  return new UserError(
    'reading-unknown',
    `There is no reading “${shorten(named, 60)}” here. Take one of those that are suggested while you type; /library list shows all.`,
  );
}
