import type { Command } from '../src/discord/command.ts';
import type { Services } from '../src/discord/services.ts';
import { ask } from './ask.ts';
import { context } from './context.ts';
import { discuss } from './discuss.ts';
import { help } from './help.ts';
import { people } from './people.ts';
import { quote } from './quote.ts';
import { reading } from './reading.ts';
import { suggestPrompt } from './suggest-prompt.ts';
import { timeline } from './timeline.ts';

/** Every command that the bot has. Nothing is loaded that does not stand here. */
export const commands: readonly Command<Services>[] = [
  ask,
  quote,
  context,
  timeline,
  people,
  reading,
  discuss,
  suggestPrompt,
  help,
];
