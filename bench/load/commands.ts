import { type APIApplicationCommandOption, ApplicationCommandOptionType } from 'discord-api-types/v10';

export type Options = Readonly<Record<string, string>>;

/** A reader's commands, each with the options that it is given in turn. */
export const USED = {
  ask: [
    { question: 'Why was the pact called one-sided?' },
    { question: 'Could a president end the treaty without the Senate?' },
    { question: 'What did Trump walk away from?' },
    { question: 'Who owns the Kuril Islands?' },
    { question: 'When did Japan build its first submarine?' },
  ],
  quote: [{ text: 'East Asia' }, { text: 'peace treaty' }, { text: 'the professor' }],
  /** About 150 characters of the reading, with one word of another meaning. */
  check: [
    {
      text: 'scrapping the US-Japan Security Treaty would be a similar order of magnitude since the agreement is the cornerstone of the US presence in East Asia',
    },
  ],
  timeline: [{}],
  people: [{ name: 'James Brown' }],
  context: [{}],
} as const satisfies Readonly<Record<string, readonly Options[]>>;

export type CommandName = keyof typeof USED;

export const COMMANDS = Object.keys(USED) as CommandName[];

/** These commands as another bot registers them. */
export function commandData() {
  return Object.entries<readonly Options[]>(USED).map(([name, [first]]) => ({
    name,
    description: name,
    options: Object.keys(first ?? {}).map(
      (option): APIApplicationCommandOption => ({
        type: ApplicationCommandOptionType.String,
        name: option,
        description: option,
      }),
    ),
  }));
}
