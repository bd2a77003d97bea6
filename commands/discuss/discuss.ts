import { commandGroup } from '../../src/discord/command.ts';
import { IN_SERVERS } from '../common.ts';
import { close } from './close.ts';
import { addNotices } from './notices.ts';
import { pack } from './pack.ts';
import { progress } from './progress.ts';
import { propose } from './propose.ts';
import { queue } from './queue.ts';
import { reportActions } from './report.ts';
import { reports } from './reports.ts';
import { reviewActions } from './review.ts';
import { post, schedule } from './schedule.ts';
import { suggest } from './suggest.ts';
import { threadActions } from './thread.ts';

export const discuss = commandGroup({
  data: { name: 'discuss', description: 'Moderated discussion of the text', ...IN_SERVERS },
  access: 'member',
  subcommands: [propose, progress, suggest, queue, post, schedule, close, pack, reports],
  actions: () => [...reviewActions, ...threadActions, ...reportActions],
  finish: addNotices,
});
