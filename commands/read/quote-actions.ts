import { type APIButtonComponent, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { STYLES, type Style } from '../../src/citation/styles.ts';
import { action, paragraphNumber, readingId, type TypedAction } from '../../src/discord/action.ts';
import { mayPost } from '../../src/discord/permissions.ts';
import { button } from '../../src/discord/render.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, quoteOf, wholeParagraph } from '../../src/reading/quote.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { truncate } from '../../src/text/cut.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';
import { claimReply } from '../cards/claim.ts';
import { sameText, stamp, stampOf } from '../common.ts';
import { noteCitation } from '../discuss/citations.ts';
import type { Services } from '../services.ts';
import { citeReply } from './cite.ts';

type Needs = Pick<Services, 'shelf' | 'discussions' | 'cite'>;

/* What can be done with a quote on any card: to cite it, and to reply with it. */

/** A slice of one version of a reading, as a custom id holds it. */
type Where = [reading: string, version: string, paragraph: number, start: number, end: number];
const offset = z.coerce.number().int().min(0).max(10_000_000);
const where = z.tuple([readingId, stamp, paragraphNumber, offset, offset]);

const cite = action<Needs, Where>({
  name: 'cite',
  state: where,
  async run(state, request, services) {
    const { text, quote } = await theQuote(state, request, services);
    return citeReply(services, text.reading, 'apa', { quote, menu: citeAs.id(...state) });
  },
});

const citeAs: TypedAction<Needs, Where> = action<Needs, Where>({
  name: 'cite-as',
  state: where,
  async run(state, request, services) {
    const { text, quote } = await theQuote(state, request, services);
    const style = styleOf(request.values[0]);
    return {
      ...(await citeReply(services, text.reading, style, { quote, menu: citeAs.id(...state) })),
      update: true,
    };
  },
});

const MAX_CLAIM = 1000;

const reply = action<Needs, Where>({
  name: 'reply',
  state: where,
  async run(state, request, services) {
    const { quote } = await theQuote(state, request, services);
    mayPost(request);
    return {
      kind: 'modal',
      modal: {
        custom_id: replied.id(...state),
        title: 'Reply with a quote',
        components: [
          {
            type: ComponentType.Label,
            label: 'What do you claim?',
            description: 'It is posted under your name, beside the text’s own words.',
            component: {
              type: ComponentType.TextInput,
              custom_id: 'claim',
              style: TextInputStyle.Paragraph,
              max_length: MAX_CLAIM,
              required: true,
            },
          },
          {
            type: ComponentType.Label,
            label: 'Paragraph',
            description: `The quote of ¶${quote.paragraph} is posted; another number posts the whole of that paragraph.`,
            component: {
              type: ComponentType.TextInput,
              custom_id: 'paragraph',
              style: TextInputStyle.Short,
              max_length: 6,
              value: String(quote.paragraph),
              required: true,
            },
          },
        ],
      },
    };
  },
});

const replied = action<Needs, Where>({
  name: 'replied',
  state: where,
  async run(state, request, services) {
    const { text, quote } = await theQuote(state, request, services);
    mayPost(request);
    const claim = truncate((request.fields.claim ?? '').trim(), MAX_CLAIM);
    if (claim === '') throw new UserError('claim-empty', 'Write what you claim, and send it again.');
    const [n = 0] = parseParagraphs(request.fields.paragraph ?? '', 1);
    const chosen = n === quote.paragraph ? quote : wholeParagraph(text.reading, n);
    if (!chosen)
      throw new UserError(
        'paragraph-unknown',
        `This reading has ¶1 to ¶${text.reading.paragraphs.length}. Choose a number between them.`,
      );
    await noteCitation(services, request, chosen, claim);
    return claimReply(text, { author: request.user, claim, quote: chosen, buttons: [citeButton(chosen)] });
  },
});

export const quoteActions = [cite, citeAs, reply, replied];

/** The button below a quote that cites it. */
export function citeButton(quote: Quote): APIButtonComponent {
  return button(`Cite ¶${quote.paragraph}`, cite.id(...whereIs(quote)));
}

/** The button below a quote that posts one's own claim beside it. */
export function replyButton(quote: Quote): APIButtonComponent {
  return button('Reply with this quote', reply.id(...whereIs(quote)));
}

/** A style by its id; anybody can send any value. */
export function styleOf(id: unknown): Style {
  const style = STYLES.find((one) => one.id === id);
  if (!style)
    throw new UserError(
      'style-unknown',
      `Choose one of these styles: ${STYLES.map(({ name }) => name).join('; ')}.`,
    );
  return style.id;
}

function whereIs({ reading, paragraph: n, start, end }: Quote): Where {
  return [reading.id, stampOf(reading), n, start, end];
}

async function theQuote(
  [id, version, n, start, end]: Where,
  request: Request,
  services: Needs,
): Promise<{ text: AnnotatedReading; quote: Quote }> {
  const text = await sameText(services, request, id, version);
  const found = paragraph(text.reading, n);
  if (!found || start >= end || end > found.text.length)
    throw new UserError('quote-gone', 'This quote is no longer there. Use the command again.');
  return { text, quote: quoteOf(text.reading, found, { start, end }) };
}
