import {
  type APIButtonComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { STYLES, type Style } from '../../src/citation/styles.ts';
import { webAnnotations } from '../../src/citation/web-annotations.ts';
import { formatDate } from '../../src/dates/format-date.ts';
import { action, paragraphNumber, readingId, staleAction } from '../../src/discord/action.ts';
import type { Command } from '../../src/discord/command.ts';
import {
  blockQuote,
  button,
  COLOURS,
  card,
  escapeMarkdown,
  text as markdown,
} from '../../src/discord/render.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../../src/reading/quote.ts';
import { paragraph, sectionOf } from '../../src/reading/reading.ts';
import type { Scope } from '../../src/reading/shelf.ts';
import { shorten } from '../../src/text/cut.ts';
import { type Block, cardReply, noteBlocks, partsOf, speakerOf } from '../cards/quote.ts';
import { EVERYWHERE, place, SHARE, sameText, stamp, stampOf } from '../common.ts';
import type { Services } from '../services.ts';
import { citeReply } from './cite.ts';
import { quoteActions, styleOf } from './quote-actions.ts';

type Needs = Pick<Services, 'shelf' | 'discussions' | 'cite'>;

/** Shows ¶n. `part` is 0-based, for a paragraph longer than a message holds. */
const turnTo = action<Needs, [string, string, number, number]>({
  name: 'turn',
  state: z.tuple([readingId, stamp, paragraphNumber, z.coerce.number().int().min(0).max(10_000)]),
  run: async ([id, version, n, part], request, services) =>
    // What was shared stays as it is: who turns the page there gets one of their own.
    paragraphReply(await sameText(services, request, id, version), n, part, {
      update: request.message?.private === true,
    }),
});

/** Shows a quote's paragraph between its neighbours. */
const inContext = action<Needs, [string, string, number]>({
  name: 'context',
  state: z.tuple([readingId, stamp, paragraphNumber]),
  run: async ([id, version, n], request, services) =>
    contextReply(await sameText(services, request, id, version), n),
});

/** Cites a whole reading in the style that its menu names. */
const citeWhole = action<Needs, [string, string]>({
  name: 'cite-reading',
  state: z.tuple([readingId, stamp]),
  run: async ([id, version], request, services) => ({
    ...(await citeThis(services, await sameText(services, request, id, version), styleOf(request.values[0]))),
    update: true,
  }),
});

export const reading = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'reading',
    description: 'What the group is reading',
    ...EVERYWHERE,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'about',
        description: 'What this reading is, and why it is the one in use here',
        options: [SHARE],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'paragraph',
        description: 'Read one paragraph, and turn the pages from there',
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'n',
            description: 'The paragraph’s number',
            required: true,
            min_value: 1,
          },
          SHARE,
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'cite',
        description: 'Cite this reading, ready to copy',
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'style',
            description: 'How; you can choose another one then',
            choices: STYLES.map(({ id, name }) => ({ name, value: id })),
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'export',
        description: 'The quotes and annotations as a file of W3C Web Annotations (JSON-LD)',
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        description: 'The readings that can be used here',
        options: [SHARE],
      },
    ],
  },
  actions: [turnTo, inContext, citeWhole, ...quoteActions],
  async run(request, services): Promise<Reply> {
    if (request.subcommand === 'list') return list(request, services);
    const { text, scope } = await services.shelf.current(place(request));
    if (request.subcommand === 'cite')
      return citeThis(services, text, styleOf(request.options.style ?? 'apa'));
    if (request.subcommand === 'export') return exported(text);
    if (request.subcommand === 'paragraph') return paragraphReply(text, Number(request.options['n']), 0);
    return about(text, scope);
  },
} satisfies Command<Needs>;

/** The button below a quote that shows its paragraph between its neighbours. */
export function contextButton({ reading, paragraph: n }: Quote): APIButtonComponent {
  return button(`¶${n} in context`, inContext.id(reading.id, stampOf(reading), n));
}

const CHOSEN_FOR: Record<Scope, string> = {
  thread: 'It was chosen for this thread.',
  channel: 'It was chosen for this channel.',
  server: 'It is this server’s default reading.',
  shipped: 'It comes with the bot; no other reading was chosen here.',
};

function about({ reading, annotations }: AnnotatedReading, scope: Scope): Reply {
  const { facts } = reading;
  const known = [
    ['By', facts.byline],
    ['Published by', facts.publisher],
    ['Place', facts.place],
    ['Date', facts.date && formatDate(facts.date)],
    ['Link', facts.url],
  ].flatMap(([name, value]) => (value ? [`**${name}:** ${escapeMarkdown(value)}`] : []));
  const holds = [
    `${reading.paragraphs.length} paragraphs`,
    ...reading.sections.map(({ heading, before }) => `“${escapeMarkdown(heading)}” from ¶${before}`),
  ];
  const more = [
    [annotations.disputes.length, 'disputes (/context)'],
    [annotations.events.length, 'dated events (/timeline)'],
    [annotations.people.length, 'people (/people)'],
    [annotations.notes.length, 'editor’s notes'],
  ].flatMap(([count, name]) => (count ? [`${count} ${name}`] : []));
  const blocks: Block[] = [
    ...(facts.standfirst
      ? partsOf(facts.standfirst, facts.language).map((part) => ({ markdown: blockQuote(part) }))
      : []),
    {
      markdown: [
        ...known,
        `**Text:** ${holds.join(', ')}`,
        ...(more.length > 0 ? [`**Also here:** ${more.join(', ')}`] : []),
      ].join('\n'),
    },
    {
      markdown: `${CHOSEN_FOR[scope]}\n-# Version ${reading.version.slice(0, 12)}`,
      buttons: [turnButton('Start reading', { reading, annotations }, 1, 0)],
    },
  ];
  return cardReply(`## ${escapeMarkdown(facts.headline)}`, blocks, { shareable: true });
}

function citeThis(services: Needs, { reading }: AnnotatedReading, style: Style): Promise<MessageReply> {
  return citeReply(services, reading, style, { menu: citeWhole.id(reading.id, stampOf(reading)) });
}

function exported(text: AnnotatedReading): Reply {
  const annotations = webAnnotations(text);
  const name = `${text.reading.id}.jsonld`;
  const data = Buffer.from(`${JSON.stringify(annotations, null, 2)}\n`);
  const said = `${annotations.total} quotes and annotations of “${escapeMarkdown(text.reading.facts.headline)}” as W3C Web Annotations.\n-# Version of the text: ${text.reading.version.slice(0, 12)} (SHA-256)`;
  return {
    kind: 'message',
    components: [
      card(COLOURS.quote, markdown(said), {
        type: ComponentType.File,
        file: { url: `attachment://${name}` },
      }),
    ],
    files: [{ name, data }],
  };
}

async function list(request: Request, { shelf }: Needs): Promise<Reply> {
  const [all, { text }] = await Promise.all([shelf.list(request.guildId), shelf.current(place(request))]);
  const blocks = all.map(({ id, facts, paragraphs, shipped }) => {
    const details = [
      facts.byline,
      facts.publisher,
      facts.date && formatDate(facts.date),
      `${paragraphs} paragraphs`,
      shipped ? 'comes with the bot' : undefined,
      id === text.reading.id ? 'in use here' : undefined,
    ];
    return {
      markdown: `**${escapeMarkdown(facts.headline)}**\n${escapeMarkdown(details.filter(Boolean).join(' · '))}`,
    };
  });
  return cardReply('## Readings', blocks, {
    shareable: true,
    more: 'Ask a moderator for the others by name.',
  });
}

function paragraphReply(text: AnnotatedReading, n: number, part: number, options = {}): Reply {
  const quote = known(text, n);
  const { language } = text.reading.facts;
  const parts = partsOf(quote.text, language);
  const shown = parts[part];
  if (shown === undefined) throw staleAction();
  const heading = sectionOf(text.reading, n)?.heading;
  const blocks: Block[] = [
    {
      markdown: `${blockQuote(shown)}\n${caption(text, quote, parts.length > 1 ? `${part + 1}/${parts.length}` : '')}`,
    },
    ...noteBlocks(text, [n]),
  ];
  const last = blocks.pop() as Block;
  const previous = part > 0 ? { n, part: part - 1 } : { n: n - 1, part: lastPart(text, n - 1) };
  const next = part + 1 < parts.length ? { n, part: part + 1 } : { n: n + 1, part: 0 };
  const buttons = [
    ...(paragraph(text.reading, previous.n)
      ? [turnButton(label('Previous', previous, n), text, previous.n, previous.part)]
      : []),
    ...(paragraph(text.reading, next.n) ? [turnButton(label('Next', next, n), text, next.n, next.part)] : []),
  ];
  const title = `## ¶${n} of ${text.reading.paragraphs.length}${heading ? `\n-# ${escapeMarkdown(shorten(heading, 300))}` : ''}`;
  return cardReply(title, [...blocks, { ...last, buttons }], { shareable: true, ...options });
}

function contextReply(text: AnnotatedReading, n: number): Reply {
  known(text, n);
  const neighbours = [n - 1, n, n + 1].flatMap((at) => wholeParagraph(text.reading, at) ?? []);
  const blocks = neighbours.flatMap((quote): Block[] => {
    const parts = partsOf(quote.text, text.reading.facts.language);
    return parts.map((part, i) => ({
      markdown: `${blockQuote(part)}\n${caption(text, quote, parts.length > 1 ? `${i + 1}/${parts.length}` : '')}`,
    }));
  });
  return cardReply(
    `## ¶${n} in context`,
    [
      ...blocks,
      ...noteBlocks(
        text,
        neighbours.map((q) => q.paragraph),
      ),
    ],
    {
      shareable: true,
      more: 'Read on with /reading paragraph.',
    },
  );
}

function caption(text: AnnotatedReading, quote: Quote, part: string): string {
  const speaker = escapeMarkdown(speakerOf(attributionOf(text, quote)));
  return [`**¶${quote.paragraph}**`, speaker, part].filter(Boolean).join(' · ');
}

function known({ reading }: AnnotatedReading, n: number): Quote {
  const quote = wholeParagraph(reading, n);
  if (!quote) {
    throw new UserError(
      'paragraph-unknown',
      `This reading has ¶1 to ¶${reading.paragraphs.length}. Choose a number between them.`,
    );
  }
  return quote;
}

function lastPart({ reading }: AnnotatedReading, n: number): number {
  const quote = wholeParagraph(reading, n);
  return quote ? partsOf(quote.text, reading.facts.language).length - 1 : 0;
}

function label(direction: string, to: { readonly n: number; readonly part: number }, from: number): string {
  return to.n === from ? `${direction} part` : `${direction} ¶${to.n}`;
}

function turnButton(
  name: string,
  { reading }: AnnotatedReading,
  n: number,
  part: number,
): APIButtonComponent {
  return button(name, turnTo.id(reading.id, stampOf(reading), n, part), undefined);
}
