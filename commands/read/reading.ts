import { type APIButtonComponent, ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { STYLES, type Style } from '../../src/citation/styles.ts';
import { webAnnotations } from '../../src/citation/web-annotations.ts';
import { formatDate } from '../../src/dates/format-date.ts';
import { action, customId, staleAction } from '../../src/discord/action.ts';
import { commandGroup, subcommand } from '../../src/discord/command.ts';
import { button, cardMessage } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { blockQuote, joinMarkdown, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import { attributionOf } from '../../src/quotes/attribution.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../../src/reading/quote.ts';
import { paragraph, sectionOf } from '../../src/reading/reading.ts';
import type { Scope } from '../../src/reading/shelf.ts';
import { shorten } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { noteBlocks, partsOf, speakerOf } from '../cards/quote.ts';
import {
  checkedParagraph,
  EVERYWHERE,
  paragraphNumber,
  place,
  readingId,
  SHARE,
  sameText,
  stamp,
  stampOf,
} from '../common.ts';
import type { Services } from '../services.ts';
import { citeReply } from './cite.ts';
import { quoteActions, styleOf } from './quote-actions.ts';

type Needs = Pick<Services, 'shelf' | 'discussions' | 'serverView' | 'cite'>;

const about = subcommand({
  data: { name: 'about', description: 'What this reading is, and why it is the one in use here' },
  options: [SHARE],
  async run(request, { shelf }: Needs): Promise<Reply> {
    const { text, scope } = await shelf.current(place(request));
    return aboutReply(text, scope);
  },
});

const oneParagraph = subcommand({
  data: { name: 'paragraph', description: 'Read one paragraph, and turn the pages from there' },
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
  async run(request, { shelf }: Needs): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    return paragraphReply(text, request.options.n, 0);
  },
});

const citeReading = subcommand({
  data: { name: 'cite', description: 'Cite this reading, ready to copy' },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'style',
      description: 'How; you can choose another one then',
      choices: STYLES.map(({ id, name }) => ({ name, value: id })),
    },
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { text } = await services.shelf.current(place(request));
    return citeThis(services, text, request.options.style ?? 'apa');
  },
});

const exportAnnotations = subcommand({
  data: {
    name: 'export',
    description: 'The quotes and annotations as a file of W3C Web Annotations (JSON-LD)',
  },
  run: async (request, { shelf }: Needs) => exportReply((await shelf.current(place(request))).text),
});

const list = subcommand({
  data: { name: 'list', description: 'The readings that can be used here' },
  options: [SHARE],
  async run(request, { shelf }: Needs): Promise<Reply> {
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
      return { markdown: lines(md`**${facts.headline}**`, md`${details.filter(Boolean).join(' · ')}`) };
    });
    return cardReply(md`## Readings`, blocks, {
      shareable: true,
      more: md`Ask a moderator for the others by name.`,
    });
  },
});

export const reading = commandGroup<Needs>({
  data: { name: 'reading', description: 'What the group is reading', ...EVERYWHERE },
  subcommands: [about, oneParagraph, citeReading, exportAnnotations, list],
  actions: () => [turnTo, inContext, citeWhole, ...quoteActions],
});

/** Shows ¶n. `part` is 0-based, for a paragraph longer than a message holds. */
const turnTo = action(
  customId('turn', readingId, stamp, paragraphNumber, z.coerce.number().int().min(0).max(10_000)),
  {
    run: async ([id, version, n, part], request, services: Needs): Promise<Reply> =>
      // What was shared stays as it is: who turns the page there gets one of their own.
      paragraphReply(await sameText(services, request, id, version), n, part, {
        update: request.message?.private === true,
      }),
  },
);

/** Shows a quote's paragraph between its neighbours. */
const inContext = action(customId('context', readingId, stamp, paragraphNumber), {
  run: async ([id, version, n], request, services: Needs): Promise<Reply> =>
    contextReply(await sameText(services, request, id, version), n),
});

/** Cites a whole reading in the style that its menu names. */
const citeWhole = action(customId('cite-reading', readingId, stamp), {
  run: async ([id, version], request, services: Needs): Promise<Reply> => ({
    ...(await citeThis(services, await sameText(services, request, id, version), styleOf(request.values[0]))),
    update: true,
  }),
});

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

function aboutReply({ reading, annotations }: AnnotatedReading, scope: Scope): Reply {
  const { facts } = reading;
  const known = [
    ['By', facts.byline],
    ['Published by', facts.publisher],
    ['Place', facts.place],
    ['Date', facts.date && formatDate(facts.date)],
    ['Link', facts.url],
    ['Retrieved', facts.retrieved && formatDate(facts.retrieved)],
  ].map(([name = '', value]) => (value ? md`**${name}:** ${value}` : undefined));
  const holds = [
    `${reading.paragraphs.length} paragraphs`,
    ...reading.sections.map(({ heading, before }) => `“${heading}” from ¶${before}`),
  ];
  const more = [
    [annotations.disputes.length, 'disputes (/context)'],
    [annotations.events.length, 'dated events (/timeline)'],
    [annotations.people.length, 'people (/people)'],
    [annotations.notes.length, 'editor’s notes'],
  ].flatMap(([count, name]) => (count ? [`${count} ${name}`] : []));
  const blocks: CardBlock[] = [
    ...(facts.standfirst
      ? partsOf(facts.standfirst, facts.language).map((part) => ({ markdown: blockQuote(part) }))
      : []),
    {
      markdown: lines(
        ...known,
        md`**Text:** ${holds.join(', ')}`,
        more.length > 0 ? md`**Also here:** ${more.join(', ')}` : undefined,
      ),
    },
    {
      markdown: lines(md`${CHOSEN_FOR[scope]}`, subtext(md`Version ${reading.version.slice(0, 12)}`)),
      buttons: [turnButton('Start reading', { reading, annotations }, 1, 0)],
    },
  ];
  return cardReply(md`## ${facts.headline}`, blocks, { shareable: true });
}

function citeThis(services: Needs, { reading }: AnnotatedReading, style: Style): Promise<MessageReply> {
  return citeReply(services, reading, style, { menu: citeWhole.id(reading.id, stampOf(reading)) });
}

function exportReply(text: AnnotatedReading): Reply {
  const { id, version, facts } = text.reading;
  const annotations = webAnnotations(text);
  const name = `${id}.jsonld`;
  const data = Buffer.from(`${JSON.stringify(annotations, null, 2)}\n`);
  const said = lines(
    md`${annotations.total} quotes and annotations of “${facts.headline}” as W3C Web Annotations.`,
    subtext(md`Version of the text: ${version.slice(0, 12)} (SHA-256)`),
  );
  return cardMessage(COLOURS.quote, [said], { files: [{ name, data }] });
}

function paragraphReply(text: AnnotatedReading, n: number, part: number, options = {}): Reply {
  const quote = checkedParagraph(text, n);
  const { language } = text.reading.facts;
  const parts = partsOf(quote.text, language);
  const shown = parts[part];
  if (shown === undefined) throw staleAction();
  const heading = sectionOf(text.reading, n)?.heading;
  const blocks: CardBlock[] = [
    {
      markdown: lines(
        blockQuote(shown),
        caption(text, quote, parts.length > 1 ? `${part + 1}/${parts.length}` : undefined),
      ),
    },
    ...noteBlocks(text, [n]),
  ];
  const last = blocks.pop() as CardBlock;
  const previous = part > 0 ? { n, part: part - 1 } : { n: n - 1, part: lastPart(text, n - 1) };
  const next = part + 1 < parts.length ? { n, part: part + 1 } : { n: n + 1, part: 0 };
  const buttons = [
    ...(paragraph(text.reading, previous.n)
      ? [turnButton(label('Previous', previous, n), text, previous.n, previous.part)]
      : []),
    ...(paragraph(text.reading, next.n) ? [turnButton(label('Next', next, n), text, next.n, next.part)] : []),
  ];
  const title = lines(
    md`## ¶${n} of ${text.reading.paragraphs.length}`,
    heading ? subtext(md`${shorten(heading, 300)}`) : undefined,
  );
  return cardReply(title, [...blocks, { ...last, buttons }], { shareable: true, ...options });
}

function contextReply(text: AnnotatedReading, n: number): Reply {
  checkedParagraph(text, n);
  const neighbours = [n - 1, n, n + 1].flatMap((at) => wholeParagraph(text.reading, at) ?? []);
  const blocks = neighbours.flatMap((quote): CardBlock[] => {
    const parts = partsOf(quote.text, text.reading.facts.language);
    return parts.map((part, i) => ({
      markdown: lines(
        blockQuote(part),
        caption(text, quote, parts.length > 1 ? `${i + 1}/${parts.length}` : undefined),
      ),
    }));
  });
  return cardReply(
    md`## ¶${n} in context`,
    [
      ...blocks,
      ...noteBlocks(
        text,
        neighbours.map((q) => q.paragraph),
      ),
    ],
    {
      shareable: true,
      more: md`Read on with /reading paragraph.`,
    },
  );
}

function caption(text: AnnotatedReading, quote: Quote, part: string | undefined): Markdown {
  const about = md`**¶${quote.paragraph}** · ${speakerOf(attributionOf(text, quote))}`;
  return joinMarkdown([about, part === undefined ? undefined : md`${part}`], md` · `);
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
  return button(name, turnTo.id(reading.id, stampOf(reading), n, part));
}
