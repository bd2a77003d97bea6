import type { APIButtonComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import { STYLES, type Style } from '../../src/citation/styles.ts';
import { action, customId } from '../../src/discord/action.ts';
import { button } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { checkMayPost } from '../../src/discord/permissions.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, quoteOf } from '../../src/reading/quote.ts';
import { paragraph } from '../../src/reading/reading.ts';
import { parseParagraphs } from '../../src/text/paragraphs.ts';
import { claimReply } from '../cards/claim.ts';
import { checkedParagraph, paragraphNumber, readingId, sameText, stamp, stampOf } from '../common.ts';
import { noteCitation } from '../discuss/citations.ts';
import { MAX_CLAIM, parseClaim } from '../discuss/input.ts';
import type { Services } from '../services.ts';
import { citeReply } from './cite.ts';

type Needs = Pick<Services, 'shelf' | 'discussions' | 'serverView' | 'cite'>;

/* What can be done with a quote on any card: to cite it, and to reply with it. */

const offset = z.coerce.number().int().min(0).max(10_000_000);
/** A slice of one version of a reading, as a custom id holds it. */
const SLICE = [readingId, stamp, paragraphNumber, offset, offset] as const;
type SliceState = readonly [reading: string, version: string, paragraph: number, start: number, end: number];

const cite = action(customId('cite', ...SLICE), {
  async run(state, request, services: Needs): Promise<Reply> {
    const { text, quote } = await findQuote(state, request, services);
    return citeReply(services, text.reading, 'apa', { quote, menu: citeAs.id(...state) });
  },
});

const citeAs = action(customId('cite-as', ...SLICE), {
  async run(state, request, services: Needs): Promise<Reply> {
    const { text, quote } = await findQuote(state, request, services);
    const style = styleOf(request.values[0]);
    return {
      ...(await citeReply(services, text.reading, style, { quote, menu: citeAs.id(...state) })),
      update: true,
    };
  },
});

const reply = action(customId('reply', ...SLICE), {
  async run(state, request, services: Needs): Promise<Reply> {
    const { quote } = await findQuote(state, request, services);
    checkMayPost(request);
    return form(
      submitReply.id(...state),
      'Reply with a quote',
      textField('claim', 'What do you claim?', {
        description: 'It is posted under your name, beside the text’s own words.',
        max: MAX_CLAIM,
        paragraph: true,
      }),
      textField('paragraph', 'Paragraph', {
        description: `The quote of ¶${quote.paragraph} is posted; another number posts the whole of that paragraph.`,
        max: 6,
        value: String(quote.paragraph),
      }),
    );
  },
});

const submitReply = action(customId('replied', ...SLICE), {
  fields: ['claim', 'paragraph'],
  async run(state, request, services: Needs): Promise<Reply> {
    const { text, quote } = await findQuote(state, request, services);
    checkMayPost(request);
    const claim = parseClaim(request.fields.claim);
    const [n = 0] = parseParagraphs(request.fields.paragraph, 1);
    const chosen = n === quote.paragraph ? quote : checkedParagraph(text, n);
    await noteCitation(services, request, chosen, claim);
    return claimReply(text, { author: request.user, claim, quote: chosen, buttons: [citeButton(chosen)] });
  },
});

export const quoteActions = [cite, citeAs, reply, submitReply];

/** The button below a quote that cites it. */
export function citeButton(quote: Quote): APIButtonComponent {
  return button(`Cite ¶${quote.paragraph}`, cite.id(...stateOf(quote)));
}

/** The button below a quote that posts one's own claim beside it. */
export function replyButton(quote: Quote): APIButtonComponent {
  return button('Reply with this quote', reply.id(...stateOf(quote)));
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

function stateOf({ reading, paragraph: n, start, end }: Quote): SliceState {
  return [reading.id, stampOf(reading), n, start, end];
}

async function findQuote(
  [id, version, n, start, end]: SliceState,
  request: Request,
  services: Needs,
): Promise<{ text: AnnotatedReading; quote: Quote }> {
  const text = await sameText(services, request, id, version);
  const found = paragraph(text.reading, n);
  if (!found || start >= end || end > found.text.length)
    throw new UserError('quote-gone', 'This quote is no longer there. Use the command again.');
  return { text, quote: quoteOf(text.reading, found, { start, end }) };
}
