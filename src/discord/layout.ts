import {
  type APIButtonComponent,
  type APIComponentInContainer,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { cutTo } from '../text/cut.ts';
import { paginate } from '../text/pages.ts';
import { ACCENT, card, LIMITS, rows, text } from './components.ts';
import { Markdown, md } from './markdown.ts';
import type { MessageReply } from './reply.ts';

/* How long answers are laid out over as many messages as they need. */

/** A part of a card that stays together: its words, then its buttons. */
export interface CardBlock {
  readonly markdown: Markdown;
  readonly buttons?: readonly APIButtonComponent[];
}

/** What a message holds beside its blocks: its heading, a line on what was left out, the button that shares it. */
const HEADING = 250;
const BESIDE = 250;
/** The most that one block may hold. */
const PART = LIMITS.text - HEADING - BESIDE;
/** How many messages an answer may take: Discord allows five follow-ups where only a user installed the app. */
const MESSAGES = 5;

/**
 * Lays blocks out in cards, as few messages as they need: a heading over the first, a rule between blocks.
 * What does not fit in five messages is counted, never cut in silence.
 */
export function cardReply(
  heading: Markdown,
  blocks: readonly CardBlock[],
  options: Partial<Pick<MessageReply, 'shareable' | 'update' | 'public'>> & {
    readonly colour?: number;
    /** Said where not all blocks fit: what to do to see the rest. */
    readonly more?: Markdown;
  } = {},
): MessageReply {
  const { colour = ACCENT, more = md``, ...reply } = options;
  const pages = pagesOf(heading, blocks);
  const shown = pages.slice(0, MESSAGES);
  const left = pages.slice(MESSAGES).flat().length;
  return shown.reduceRight<MessageReply | undefined>((further, page, i) => {
    const title = i > 0 ? repeated(heading) : heading;
    const numbered = shown.length > 1 ? md`${title} (${i + 1}/${shown.length})` : title;
    const last = i === shown.length - 1 && left > 0 ? [text(md`${left} more left out. ${more}`)] : [];
    return {
      kind: 'message',
      components: [card(colour, text(numbered), ...withoutRepeats(page).flatMap(layOut), ...last)],
      ...reply,
      // A message can take the place of one; the others follow it.
      ...(i > 0 ? { update: false } : {}),
      ...(further ? { followedBy: further } : {}),
    };
  }, undefined) as MessageReply;
}

function pagesOf(heading: Markdown, blocks: readonly CardBlock[]): CardBlock[][] {
  return paginate(blocks.flatMap(splitBlock), (page, number) => {
    const title = number > 0 ? repeated(heading) : heading;
    const length = page.reduce((sum, { markdown }) => sum + markdown.length, 0);
    const components = page.reduce((sum, block) => sum + componentsIn(block), 0);
    return length <= LIMITS.text - BESIDE - title.length && components <= LIMITS.components - 5;
  });
}

/** The heading of further messages; a long one is read once. */
function repeated(heading: Markdown): Markdown {
  return heading.length <= HEADING ? heading : md`-# …`;
}

/** A block that no message holds, split at line ends; its buttons stay under the last part. */
function splitBlock(block: CardBlock): CardBlock[] {
  if (block.markdown.length <= PART) return [block];
  const parts = paginate(
    block.markdown.source.split('\n').flatMap(splitLine),
    (part) => part.join('\n').length <= PART,
  );
  return parts.map((part, i) => ({
    ...(i === parts.length - 1 && block),
    markdown: new Markdown(part.join('\n')),
  }));
}

/** A line that is too long by itself, cut at spaces, or else between characters and not within an escape. */
function splitLine(line: string): string[] {
  if (line.length <= PART) return [line];
  const space = line.lastIndexOf(' ', PART);
  const head =
    space > PART / 2 ? line.slice(0, space) : cutTo(line, PART).replace(/(?<!\\)((?:\\{2})*)\\$/, '$1');
  const mark = line.startsWith('> ') ? '> ' : '';
  return [head, ...splitLine(mark + line.slice(head.length).trimStart())];
}

/** Of equal buttons only the last stays: Discord takes a custom id once a message. */
function withoutRepeats(page: readonly CardBlock[]): CardBlock[] {
  const seen = new Set<string>();
  return page
    .toReversed()
    .map((block) => ({ ...block, buttons: block.buttons?.filter((b) => !isRepeat(b, seen)) ?? [] }))
    .reverse();
}

function isRepeat(button: APIButtonComponent, seen: Set<string>): boolean {
  if (!('custom_id' in button)) return false;
  if (seen.has(button.custom_id)) return true;
  seen.add(button.custom_id);
  return false;
}

function layOut({ markdown, buttons = [] }: CardBlock): APIComponentInContainer[] {
  return [
    { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small },
    text(markdown),
    ...rows(buttons),
  ];
}

/** How many components a block is laid out in: a rule, its words, its rows and what is in them. */
function componentsIn({ buttons = [] }: CardBlock): number {
  return 2 + Math.ceil(buttons.length / LIMITS.buttonsPerRow) + buttons.length;
}
