import {
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ApplicationCommandOptionType,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { stringify } from 'yaml';
import { z } from 'zod';
import { action, customId, staleAction } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import {
  button,
  cardMessage,
  messageReply,
  pageButtons,
  rows,
  select,
} from '../../src/discord/components.ts';
import { form } from '../../src/discord/form.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { inlineCode, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import { choicesFrom } from '../../src/discord/options.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { type PreparedText, prepareText } from '../../src/quotes/concordance.ts';
import { nearestPassage } from '../../src/quotes/locate.ts';
import type { AnnotatedReading, Annotations } from '../../src/reading/annotations.ts';
import { faultsOf } from '../../src/reading/faults.ts';
import { type Kind, type Orphan, partOrphans } from '../../src/reading/orphans.ts';
import type { Revision } from '../../src/reading/reading-store.ts';
import { shorten, truncate } from '../../src/text/cut.ts';
import { paginate } from '../../src/text/pages.ts';
import { COLOURS } from '../cards/colours.ts';
import { readingId } from '../common.ts';
import { count, orphanLine } from './draft.ts';
import { type Annotation, FIELDS, FORMS } from './forms.ts';
import { actOf, type Needs, offerShelf, readingOf, readingOption } from './needs.ts';

/** What can be added, by the names of the command's choices. */
const CHOICES = {
  dispute: 'a dispute: a question, its positions, their quotes',
  event: 'an event: a date and the quote that states it',
  person: 'a person: names, description, what they say',
  note: 'an editor’s note, with its source',
  prompt: 'a discussion prompt',
} as const;
const KINDS: Readonly<Record<keyof typeof CHOICES, Kind>> = {
  dispute: 'disputes',
  event: 'events',
  person: 'people',
  note: 'notes',
  prompt: 'prompts',
};

/** Shows the form of an annotation. */
export const annotate = subcommand({
  data: {
    name: 'annotate',
    description: 'Add to what readers see beside the text; every quote is checked against it',
  },
  access: 'moderator',
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'what',
      description: 'What to add',
      required: true,
      choices: choicesFrom(CHOICES),
    },
    readingOption('Leave it out for the one in use here'),
  ],
  autocomplete: offerShelf,
  async run(request, services: Needs): Promise<Reply> {
    const { what, reading: named } = request.options;
    const { reading } = await readingOf(request, services, named);
    const { text: shown, revision } = await ownOf(request, services, reading.id);
    return annotationForm(shown, revision, KINDS[what], undefined);
  },
  actions: () => [save],
});

/** What annotations there are, orphans first, with a menu to edit or delete one. */
export const annotations = subcommand({
  data: {
    name: 'annotations',
    description: 'Edit or delete annotations, and see those whose words are gone from the text',
  },
  access: 'moderator',
  options: [readingOption('Leave it out for the one in use here')],
  autocomplete: offerShelf,
  async run(request, services: Needs): Promise<Reply> {
    const { reading } = await readingOf(request, services, request.options.reading);
    return listReply(await ownOf(request, services, reading.id), 0);
  },
  actions: () => [edit, drop, undo, turn, pick],
});

/** Kinds in custom ids, which must be short. */
const LETTERS = { p: 'people', d: 'disputes', e: 'events', n: 'notes', q: 'prompts' } as const;
type Letter = keyof typeof LETTERS;
const letterOf = (kind: Kind) =>
  (Object.keys(LETTERS) as Letter[]).find((letter) => LETTERS[letter] === kind) as Letter;

const revisionNumber = z.coerce.number().int().min(1).max(1_000_000);
const annotationId = z.string().regex(/^[a-z0-9-]{0,40}$/);
const ANNOTATION = [readingId, revisionNumber, z.enum(['p', 'd', 'e', 'n', 'q']), annotationId] as const;

const save = action(customId('note', ...ANNOTATION), {
  access: 'moderator',
  fields: FIELDS,
  async run([id, revision, letter, edited], request, services: Needs): Promise<Reply> {
    const kind = LETTERS[letter];
    const own = await ownOf(request, services, id);
    try {
      const before = edited ? findAnnotation(own, kind, edited) : undefined;
      const annotation = FORMS[kind].read(request.fields, await prepareText(own.text), before);
      const changed = put(own.text.annotations, kind, annotation, before);
      checkFaults(own.text, changed);
      const now = await keep(request, services, own, revision, changed);
      return annotationReply(id, now, kind, annotation, before ? 'Changed' : 'Added');
    } catch (error) {
      if (error instanceof UserError) return refusalReply(error, request.fields);
      throw error;
    }
  },
});

const edit = action(customId('note-edit', ...ANNOTATION), {
  access: 'moderator',
  async run([id, revision, letter, edited], request, services: Needs): Promise<Reply> {
    const own = await ownOf(request, services, id);
    if (own.revision !== revision) throw changedSince();
    const kind = LETTERS[letter];
    return annotationForm(own.text, revision, kind, findAnnotation(own, kind, edited));
  },
});

const drop = action(customId('note-drop', ...ANNOTATION), {
  access: 'moderator',
  async run([id, revision, letter, dropped], request, services: Needs): Promise<Reply> {
    const own = await ownOf(request, services, id);
    const kind = LETTERS[letter];
    findAnnotation(own, kind, dropped);
    const rest = (own.text.annotations[kind] as Annotation[]).filter((one) => one.id !== dropped);
    const changed = { ...own.text.annotations, [kind]: rest } as Annotations;
    checkFaults(own.text, changed);
    const now = await keep(request, services, own, revision, changed);
    return cardMessage(
      COLOURS.moderation,
      [md`### Deleted: ${inlineCode(dropped)}`, ...rows([button('Undo', undo.id(id, now, revision))])],
      { update: true },
    );
  },
});

/** Takes the annotations of an earlier revision again. */
const undo = action(customId('note-undo', readingId, revisionNumber, revisionNumber), {
  access: 'moderator',
  async run([id, revision, earlier], request, services: Needs): Promise<Reply> {
    const own = await ownOf(request, services, id);
    const then = await services.readings.revision(request.guildId, id, earlier);
    if (then?.version !== own.version) throw changedSince();
    await keep(request, services, own, revision, then.text.annotations);
    return { ...messageReply(md`Undone: the annotations are as they were before.`), update: true };
  },
});

const turn = action(customId('notes', readingId, z.coerce.number().int().min(0).max(10_000)), {
  access: 'moderator',
  run: async ([id, page], request, services: Needs): Promise<Reply> =>
    listReply(await ownOf(request, services, id), page),
});

const pick = action(customId('note-pick', readingId, revisionNumber), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const [letter = '', picked = ''] = (request.values[0] ?? '').split(':');
    const kind = LETTERS[letter as Letter];
    if (!kind) throw staleAction();
    const own = await ownOf(request, services, id);
    if (own.revision !== revision) throw changedSince();
    return annotationReply(id, revision, kind, findAnnotation(own, kind, picked), 'Annotation');
  },
});

function annotationForm(
  own: AnnotatedReading,
  revision: number,
  kind: Kind,
  before: Annotation | undefined,
): Reply {
  const { title, write } = FORMS[kind];
  return form(
    save.id(own.reading.id, revision, letterOf(kind), before?.id ?? ''),
    before ? `Change ${title}` : `Add ${title}`,
    ...write(before, own),
  );
}

/** Keeps the annotations as a new revision, unless somebody else did in between. */
async function keep(
  request: ServerRequest,
  { readings }: Needs,
  own: Revision,
  revision: number,
  changed: Annotations,
): Promise<number> {
  const now =
    own.revision === revision
      ? await readings.annotate(request.guildId, own.id, revision, changed, actOf(request))
      : undefined;
  if (now === undefined) throw changedSince();
  return now;
}

function put(
  all: Annotations,
  kind: Kind,
  annotation: Annotation,
  before: Annotation | undefined,
): Annotations {
  const own = all[kind] as readonly Annotation[];
  const changed = before ? own.map((one) => (one.id === before.id ? annotation : one)) : [...own, annotation];
  return { ...all, [kind]: changed } as Annotations;
}

/** A change must not bring in what the text does not bear out. Orphans that were there before may stay. */
function checkFaults({ reading, annotations: before }: AnnotatedReading, changed: Annotations): void {
  const known = new Set(faultsOf(reading, before).map(({ message }) => message));
  const [fault] = faultsOf(reading, changed).filter(({ message }) => !known.has(message));
  if (fault) throw new UserError('annotation-fault', fault.message);
}

function findAnnotation(own: Revision, kind: Kind, id: string): Annotation {
  const annotation = (own.text.annotations[kind] as readonly Annotation[]).find((one) => one.id === id);
  if (!annotation)
    throw new UserError(
      'annotation-gone',
      'This annotation is no longer there. /library annotations lists what is.',
    );
  return annotation;
}

/** @throws UserError for a reading that came with the bot, whose annotations are not the server's to change */
async function ownOf(
  { guildId }: ServerRequest,
  { readings, wholeShelf: shelf }: Needs,
  id: string,
): Promise<Revision> {
  const own = await readings.current(guildId, id);
  if (own) return own;
  if (await shelf.get(guildId, id))
    throw new UserError(
      'reading-shipped',
      'This reading comes with the bot. To annotate it, make it your own: take it with /library export and give the file to /library add.',
    );
  throw new UserError(
    'reading-gone',
    'This reading is not in the library any more. /library list shows what is.',
  );
}

function changedSince(): UserError {
  return new UserError(
    'annotations-changed',
    'Somebody changed the annotations or the text since. Open /library annotations again.',
  );
}

const PAGE = 25;
/** How many orphans are spelled out, so that they fit a message whatever their words are. */
const ORPHANS_SHOWN = 4;

async function listReply({ id, revision, text: own }: Revision, page: number): Promise<MessageReply> {
  const { orphans } = partOrphans(own);
  const kinds = Object.values(LETTERS);
  const all = kinds.flatMap((kind) =>
    (own.annotations[kind] as readonly Annotation[]).map((one) => ({ kind, one })),
  );
  const title = md`## Annotations: ${shorten(own.reading.facts.headline, 150)}`;
  if (all.length === 0)
    return cardReply(title, [{ markdown: md`There are none. Add them with /library annotate.` }], {
      colour: COLOURS.moderation,
    });
  const pages = paginate(all, (part) => part.length <= PAGE);
  const at = Math.min(page, pages.length - 1);
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: pick.id(id, revision),
    placeholder: 'Choose one to change or delete it',
    options: (pages[at] ?? []).map(({ kind, one }) => option(kind, one, orphans)),
  };
  const lost = orphans.slice(0, ORPHANS_SHOWN);
  const text = lost.length > 0 ? await prepareText(own) : undefined;
  const more = orphans.length - lost.length;
  return cardMessage(
    COLOURS.moderation,
    [
      title,
      md`${kinds.map((kind) => `${own.annotations[kind].length} ${kind}`).join(', ')}`,
      ...(orphans.length > 0
        ? [
            lines(
              md`**${count(orphans.length, 'orphan', 'orphans')}**: the text does not have their words (any more), so readers do not see them. Change or delete them.`,
              ...lost.flatMap((orphan) => [orphanLine(orphan), text && nearestLine(text, orphan)]),
              more > 0 ? md`${more} more orphans are marked in the menu.` : undefined,
            ),
          ]
        : []),
      select(menu),
      ...rows(pageButtons(at, pages.length, (number) => turn.id(id, number))),
    ],
    { update: true },
  );
}

function option(kind: Kind, one: Annotation, orphans: readonly Orphan[]): APISelectMenuOption {
  const lost = orphans.some((orphan) => orphan.kind === kind && orphan.id === one.id);
  return {
    label: shorten(FORMS[kind].label(one), 100),
    value: `${letterOf(kind)}:${one.id}`,
    description: `${lost ? 'orphan · ' : ''}${kind} · ${one.id}`,
  };
}

function nearestLine(own: PreparedText, { faults }: Orphan): Markdown | undefined {
  const words = faults.find((fault) => fault.words !== undefined)?.words;
  const passage = words && nearestPassage(own, words);
  return passage ? subtext(md`Nearest: ${shorten(passage, 250)}`) : undefined;
}

function annotationReply(
  id: string,
  revision: number,
  kind: Kind,
  annotation: Annotation,
  done: string,
): MessageReply {
  const at = [id, revision, letterOf(kind), annotation.id] as const;
  return cardMessage(COLOURS.moderation, [
    md`### ${done}: ${shorten(FORMS[kind].label(annotation), 150)}`,
    md`${truncate(stringify(annotation, { lineWidth: 0 }), SHOWN)}`,
    ...rows([button('Change', edit.id(...at)), button('Delete', drop.id(...at), ButtonStyle.Danger)]),
  ]);
}

/** Characters of an annotation that fit a message however they are escaped. */
const SHOWN = 1700;

/** What is wrong, with all that was typed: a form that was sent cannot be shown again. */
function refusalReply(error: UserError, fields: Readonly<Record<string, string>>): MessageReply {
  const typed = Object.entries(fields)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]): CardBlock => ({ markdown: lines(md`**${name}**`, md`${truncate(value, 1400)}`) }));
  return cardReply(
    md`### Not taken`,
    [
      {
        markdown: lines(
          md`${truncate(error.message, 1400)}`,
          md``,
          md`Use the command again; this is what you wrote:`,
        ),
      },
      ...typed,
    ],
    { colour: COLOURS.moderation },
  );
}
