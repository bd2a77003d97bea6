import type { Command } from '../src/discord/command.ts';
import type { Services } from '../src/discord/services.ts';
import { ask } from './ask.ts';
import { check } from './check.ts';
import { checkMessage } from './check-message.ts';
import { context } from './context.ts';
import { discuss } from './discuss.ts';
import { findMessage } from './find-message.ts';
import { help } from './help.ts';
import { library } from './library.ts';
import { people } from './people.ts';
import { privacy } from './privacy.ts';
import { quote } from './quote.ts';
import { reading } from './reading.ts';
import { setup } from './setup.ts';
import { suggestPrompt } from './suggest-prompt.ts';
import { timeline } from './timeline.ts';

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
];
