import {
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { stringify } from 'yaml';
import { z } from 'zod';
import { action, readingId, staleAction } from '../../src/discord/action.ts';
import { button, COLOURS, card, escapeMarkdown, messageReply, rows, text } from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { nearestPassage } from '../../src/quotes/locate.ts';
import type { AnnotatedReading, Annotations } from '../../src/reading/annotations.ts';
import { faultsOf } from '../../src/reading/faults.ts';
import { type Kind, type Orphan, partOrphans } from '../../src/reading/orphans.ts';
import type { Revision } from '../../src/reading/reading-store.ts';
import { shorten, truncate } from '../../src/text/cut.ts';
import { paginate } from '../../src/text/pages.ts';
import { type Block, cardReply } from '../cards/quote.ts';
import { count, orphanLine } from './draft.ts';
import { type Annotation, FORMS } from './forms.ts';
import { actOf, guildOf, type Needs, readingOf } from './needs.ts';

/** What can be added, by the names of the command's choices. */
export const KINDS: Readonly<Record<string, { readonly name: string; readonly kind: Kind }>> = {
  dispute: { name: 'a dispute: a question, its positions, their quotes', kind: 'disputes' },
  event: { name: 'an event: a date and the quote that states it', kind: 'events' },
  person: { name: 'a person: names, description, what they say', kind: 'people' },
  note: { name: 'an editor’s note, with its source', kind: 'notes' },
  prompt: { name: 'a discussion prompt', kind: 'prompts' },
};

/** `/library annotate`: shows the form. */
export async function annotate(request: Request, services: Needs): Promise<Reply> {
  const { kind } = KINDS[String(request.options['what'])] ?? {};
  if (!kind) throw staleAction();
  const { text: shown, revision } = await ownOf(
    request,
    services,
    (await readingOf(request, services)).reading.id,
  );
  return form(shown, revision, kind, undefined);
}

/** `/library annotations`: what there is, orphans first, with a menu to edit or delete one. */
export async function annotations(request: Request, services: Needs): Promise<Reply> {
  const { reading } = await readingOf(request, services);
  return listReply(await ownOf(request, services, reading.id), 0);
}

/** Kinds in custom ids, which must be short. */
const LETTERS = { p: 'people', d: 'disputes', e: 'events', n: 'notes', q: 'prompts' } as const;
type Letter = keyof typeof LETTERS;
const letterOf = (kind: Kind) =>
  (Object.keys(LETTERS) as Letter[]).find((letter) => LETTERS[letter] === kind) as Letter;

const revisionNumber = z.coerce.number().int().min(1).max(1_000_000);
const annotationId = z.string().regex(/^[a-z0-9-]{0,40}$/);
const state = z.tuple([readingId, revisionNumber, z.enum(['p', 'd', 'e', 'n', 'q']), annotationId]);
type State = [string, number, Letter, string];

const save = action<Needs, State>({
  name: 'note',
  access: 'moderator',
  state,
  async run([id, revision, letter, edited], request, services) {
    const kind = LETTERS[letter];
    const own = await ownOf(request, services, id);
    try {
      const before = edited ? found(own, kind, edited) : undefined;
      const annotation = FORMS[kind].read(request.fields, own.text, before);
      const changed = put(own.text.annotations, kind, annotation, before);
      checkFaults(own.text, changed);
      const now = await keep(request, services, own, revision, changed);
      return shown(id, now, kind, annotation, before ? 'Changed' : 'Added');
    } catch (error) {
      if (error instanceof UserError) return refused(error, request);
      throw error;
    }
  },
});

const edit = action<Needs, State>({
  name: 'note-edit',
  access: 'moderator',
  state,
  async run([id, revision, letter, edited], request, services) {
    const own = await ownOf(request, services, id);
    if (own.revision !== revision) throw changedSince();
    const kind = LETTERS[letter];
    return form(own.text, revision, kind, found(own, kind, edited));
  },
});

const drop = action<Needs, State>({
  name: 'note-drop',
  access: 'moderator',
  state,
  async run([id, revision, letter, dropped], request, services) {
    const own = await ownOf(request, services, id);
    const kind = LETTERS[letter];
    found(own, kind, dropped);
    const rest = (own.text.annotations[kind] as Annotation[]).filter((one) => one.id !== dropped);
    const changed = { ...own.text.annotations, [kind]: rest } as Annotations;
    checkFaults(own.text, changed);
    const now = await keep(request, services, own, revision, changed);
    return {
      kind: 'message',
      update: true,
      components: [
        card(
          COLOURS.moderation,
          text(`### Deleted: \`${dropped}\``),
          ...rows([button('Undo', undo.id(id, now, revision))]),
        ),
      ],
    };
  },
});

/** Takes the annotations of an earlier revision again. */
const undo = action<Needs, [string, number, number]>({
  name: 'note-undo',
  access: 'moderator',
  state: z.tuple([readingId, revisionNumber, revisionNumber]),
  async run([id, revision, earlier], request, services) {
    const own = await ownOf(request, services, id);
    const then = await services.readings.revision(guildOf(request), id, earlier);
    if (then?.version !== own.version) throw changedSince();
    await keep(request, services, own, revision, then.text.annotations);
    return { ...messageReply('Undone: the annotations are as they were before.'), update: true };
  },
});

const turn = action<Needs, [string, number]>({
  name: 'notes',
  access: 'moderator',
  state: z.tuple([readingId, z.coerce.number().int().min(0).max(10_000)]),
  run: async ([id, page], request, services) => listReply(await ownOf(request, services, id), page),
});

const pick = action<Needs, [string, number]>({
  name: 'note-pick',
  access: 'moderator',
  state: z.tuple([readingId, revisionNumber]),
  async run([id, revision], request, services) {
    const [letter = '', picked = ''] = (request.values[0] ?? '').split(':');
    const kind = LETTERS[letter as Letter];
    if (!kind) throw staleAction();
    const own = await ownOf(request, services, id);
    if (own.revision !== revision) throw changedSince();
    return shown(id, revision, kind, found(own, kind, picked), 'Annotation');
  },
});

export const annotateActions = [save, edit, drop, undo, turn, pick];

function form(own: AnnotatedReading, revision: number, kind: Kind, before: Annotation | undefined): Reply {
  const { title, write } = FORMS[kind];
  return {
    kind: 'modal',
    modal: {
      custom_id: save.id(own.reading.id, revision, letterOf(kind), before?.id ?? ''),
      title: before ? `Change ${title}` : `Add ${title}`,
      components: write(before, own),
    },
  };
}

/** Keeps the annotations as a new revision, unless somebody else did in between. */
async function keep(
  request: Request,
  { readings }: Needs,
  own: Revision,
  revision: number,
  changed: Annotations,
): Promise<number> {
  const now =
    own.revision === revision
      ? await readings.annotate(guildOf(request), own.id, revision, changed, actOf(request))
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

function found(own: Revision, kind: Kind, id: string): Annotation {
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
  request: Request,
  { readings, wholeShelf: shelf }: Needs,
  id: string,
): Promise<Revision> {
  const guildId = guildOf(request);
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

function listReply({ id, revision, text: own }: Revision, page: number): MessageReply {
  const { orphans } = partOrphans(own);
  const all = (Object.values(LETTERS) as Kind[]).flatMap((kind) =>
    (own.annotations[kind] as readonly Annotation[]).map((one) => ({ kind, one })),
  );
  const title = `## Annotations: ${escapeMarkdown(shorten(own.reading.facts.headline, 150))}`;
  if (all.length === 0)
    return cardReply(title, [{ markdown: 'There are none. Add them with /library annotate.' }], {
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
  const lines = orphans.slice(0, 5).map((orphan) => `${orphanLine(orphan)}${nearest(own, orphan)}`);
  const lost = [
    `**${count(orphans.length, 'orphan', 'orphans')}**: the text does not have their words (any more), so readers do not see them. Change or delete them.`,
    ...lines,
    ...(orphans.length > lines.length
      ? [`${orphans.length - lines.length} more orphans are marked in the menu.`]
      : []),
  ];
  return {
    kind: 'message',
    update: true,
    components: [
      card(
        COLOURS.moderation,
        text(title),
        text(
          (Object.values(LETTERS) as Kind[])
            .map((kind) => `${own.annotations[kind].length} ${kind}`)
            .join(', '),
        ),
        ...(orphans.length > 0 ? [text(truncate(lost.join('\n'), 3300))] : []),
        { type: ComponentType.ActionRow, components: [menu] },
        ...rows([
          ...(at > 0 ? [button('Previous', turn.id(id, at - 1))] : []),
          ...(at + 1 < pages.length ? [button('Next', turn.id(id, at + 1))] : []),
        ]),
      ),
    ],
  };
}

function option(kind: Kind, one: Annotation, orphans: readonly Orphan[]): APISelectMenuOption {
  const lost = orphans.some((orphan) => orphan.kind === kind && orphan.id === one.id);
  return {
    label: shorten(FORMS[kind].label(one), 100),
    value: `${letterOf(kind)}:${one.id}`,
    description: `${lost ? 'orphan · ' : ''}${kind} · ${one.id}`,
  };
}

function nearest(own: AnnotatedReading, { faults }: Orphan): string {
  const words = faults.find((fault) => fault.words !== undefined)?.words;
  const passage = words && nearestPassage(own, words);
  return passage ? `\n-# Nearest: ${escapeMarkdown(shorten(passage, 250))}` : '';
}

function shown(id: string, revision: number, kind: Kind, annotation: Annotation, done: string): MessageReply {
  const at = [id, revision, letterOf(kind), annotation.id] as const;
  return {
    kind: 'message',
    components: [
      card(
        COLOURS.moderation,
        text(`### ${done}: ${escapeMarkdown(shorten(FORMS[kind].label(annotation), 150))}`),
        text(escapeMarkdown(truncate(stringify(annotation, { lineWidth: 0 }), SHOWN))),
        ...rows([button('Change', edit.id(...at)), button('Delete', drop.id(...at), ButtonStyle.Danger)]),
      ),
    ],
  };
}

/** Characters of an annotation that fit a message however they are escaped. */
const SHOWN = 1700;

/** What is wrong, with all that was typed: a form that was sent cannot be shown again. */
function refused(error: UserError, { fields }: Request): MessageReply {
  const typed = Object.entries(fields)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]): Block => ({ markdown: `**${name}**\n${escapeMarkdown(truncate(value, 1400))}` }));
  return cardReply(
    '### Not taken',
    [
      {
        markdown: `${escapeMarkdown(truncate(error.message, 1400))}\n\nUse the command again; this is what you wrote:`,
      },
      ...typed,
    ],
    { colour: COLOURS.moderation },
  );
}
