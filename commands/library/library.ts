import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UNDO_DAYS } from '../../src/reading/reading-store.ts';
import { shorten } from '../../src/text/cut.ts';
import { IN_SERVERS, MODERATORS } from '../common.ts';
import { add, addActions } from './add.ts';
import { annotate, annotateActions, annotations, KINDS } from './annotate.ts';
import { draftActions } from './draft.ts';
import type { Needs } from './needs.ts';
import { exportReading, list, remove, restore, shelfActions } from './shelf.ts';
import { use, WHERE } from './use.ts';

const { Subcommand, Attachment, String: Words } = ApplicationCommandOptionType;

function reading(description: string, required: boolean) {
  return {
    type: ApplicationCommandOptionType.String as const,
    name: 'reading',
    description,
    required,
    autocomplete: true,
    max_length: 100,
  };
}

/** The readings of a server: for its moderators. */
export const library = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'library',
    description: 'This server’s own readings: add, choose, annotate, export, remove',
    ...IN_SERVERS,
    ...MODERATORS,
    options: [
      {
        type: Subcommand,
        name: 'add',
        description: 'Add a text: a file, or words that you paste. You see it before anybody else does',
        options: [
          {
            type: Attachment,
            name: 'file',
            description: 'Text, Markdown, HTML, PDF, DOCX, EPUB, or an export; leave it out for a form',
          },
          {
            type: Words,
            name: 'replaces',
            description: 'The reading whose text it replaces, if it is a new version of one',
            autocomplete: true,
            max_length: 100,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'list',
        description: 'Readings, drafts and removed readings, and what is used where',
      },
      {
        type: Subcommand,
        name: 'use',
        description: 'Choose the reading for a place; the nearest choice wins',
        options: [
          reading('Leave it out to take the choice for that place away', false),
          {
            type: Words,
            name: 'where',
            description: 'By default here: this channel or thread',
            choices: Object.entries(WHERE).map(([value, name]) => ({ name, value })),
          },
        ],
      },
      {
        type: Subcommand,
        name: 'remove',
        description: `Take a reading out of use; it can be restored for ${UNDO_DAYS} days`,
        options: [reading('One of this server’s own', true)],
      },
      {
        type: Subcommand,
        name: 'restore',
        description: 'Put a removed reading back',
        options: [reading('A removed one', true)],
      },
      {
        type: Subcommand,
        name: 'export',
        description: 'The text and its annotations as files that /library add takes',
        options: [
          reading('Leave it out for the one in use here', false),
          {
            type: Words,
            name: 'as',
            description: 'By default one archive',
            choices: [
              { name: 'one archive (ZIP)', value: 'zip' },
              { name: 'separate files', value: 'files' },
            ],
          },
        ],
      },
      {
        type: Subcommand,
        name: 'annotate',
        description: 'Add to what readers see beside the text; every quote is checked against it',
        options: [
          {
            type: Words,
            name: 'what',
            description: 'What to add',
            required: true,
            choices: Object.entries(KINDS).map(([value, { name }]) => ({ name, value })),
          },
          reading('Leave it out for the one in use here', false),
        ],
      },
      {
        type: Subcommand,
        name: 'annotations',
        description: 'Edit or delete annotations, and see those whose words are gone from the text',
        options: [reading('Leave it out for the one in use here', false)],
      },
    ],
  },
  access: 'moderator',
  actions: [...addActions, ...draftActions, ...shelfActions, ...annotateActions],
  async autocomplete({ typed }, { guildId, subcommand, now }, { wholeShelf: shelf, readings }) {
    if (guildId === null) return [];
    const all =
      subcommand === 'restore'
        ? await readings.removed(guildId, now)
        : subcommand === 'remove'
          ? await readings.list(guildId)
          : await shelf.list(guildId);
    const wanted = typed.toLowerCase();
    return all
      .filter(({ id, facts }) => `${id} ${facts.headline}`.toLowerCase().includes(wanted))
      .map(({ id, facts }) => ({ name: shorten(facts.headline, 100), value: id }));
  },
  run(request, services): Promise<Reply> {
    const run = SUBCOMMANDS[request.subcommand ?? ''] ?? list;
    return run(request, services);
  },
} satisfies Command<Needs>;

const SUBCOMMANDS: Readonly<Record<string, typeof list>> = {
  add,
  list,
  use,
  remove,
  restore,
  export: exportReading,
  annotate,
  annotations,
};
