import type { Command } from '../src/discord/command.ts';
import { discuss } from './discuss/discuss.ts';
import { reportMessage } from './discuss/report.ts';
import { suggestPrompt } from './discuss/suggest-prompt.ts';
import { library } from './library/library.ts';
import { ask } from './read/ask.ts';
import { check } from './read/check.ts';
import { checkMessage } from './read/check-message.ts';
import { context } from './read/context.ts';
import { findMessage } from './read/find-message.ts';
import { people } from './read/people.ts';
import { quote } from './read/quote.ts';
import { reading } from './read/reading.ts';
import { timeline } from './read/timeline.ts';
import { help } from './server/help.ts';
import { privacy } from './server/privacy.ts';
import { setup } from './server/setup.ts';
import type { Services } from './services.ts';

/** Every command that the bot has. Nothing is loaded that does not stand here. */
export const commands: readonly Command<Services>[] = [
  ask,
  quote,
  check,
  context,
  timeline,
  people,
  reading,
  library,
  discuss,
  help,
  setup,
  privacy,
  checkMessage,
  findMessage,
  suggestPrompt,
  reportMessage,
];
