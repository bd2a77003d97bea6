import { type APIButtonComponent, ButtonStyle } from 'discord-api-types/v10';
import { button } from '../../src/discord/components.ts';
import {
  blockQuote,
  lines,
  link as linkMarkdown,
  type Markdown,
  md,
  mention,
  timestamp,
} from '../../src/discord/markdown.ts';
import type { Report } from '../../src/discussion/discussion-store.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { PROMPT, REPORT } from './ids.ts';

/** A report as moderators see it: without the name of who made it. */
export function reportWords({ words, link, at }: Report, prompt: Prompt | undefined): Markdown {
  return lines(
    md`${reportTitle(prompt)} ${timestamp(at, 'R')}${link === null ? '' : md`: ${linkMarkdown('look there', link)}`}`,
    prompt && blockQuote(prompt.question),
    blockQuote(words),
  );
}

export function reportTitle(prompt: Prompt | undefined): Markdown {
  if (!prompt) return md`Somebody reported a message`;
  const { threadId } = prompt.trace;
  return md`Somebody reported something in ${threadId ? mention('channel', threadId) : 'a discussion'}`;
}

export function reportButtons({ id }: Report, prompt: Prompt | undefined): APIButtonComponent[] {
  return [
    button('Handled', REPORT.handled.id(id), ButtonStyle.Success),
    ...(prompt?.proposer ? [button('Write to the proposer', PROMPT.writeToProposer.id(prompt.id))] : []),
  ];
}
