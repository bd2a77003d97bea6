import { commandGroup } from '../../src/discord/command.ts';
import { IN_SERVERS, MODERATORS } from '../common.ts';
import { add } from './add.ts';
import { annotate, annotations } from './annotate.ts';
import { draftActions } from './draft.ts';
import type { Needs } from './needs.ts';
import { fixActions } from './put-right.ts';
import { openSame } from './same.ts';
import { exportReading, list, remove, restore, shelfActions } from './shelf.ts';
import { use } from './use.ts';

/** The readings of a server: for its moderators. */
export const library = commandGroup<Needs>({
  data: {
    name: 'library',
    description: 'This server’s own readings: add, choose, annotate, export, remove',
    ...IN_SERVERS,
    ...MODERATORS,
  },
  access: 'moderator',
  subcommands: [add, list, use, remove, restore, exportReading, annotate, annotations],
  actions: () => [...draftActions, ...fixActions, openSame, ...shelfActions],
});
