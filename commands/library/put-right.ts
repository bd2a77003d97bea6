import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { button, cardMessage, rows, select } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { blockQuote, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { type Block, blocksOf, makeReadingInSlices } from '../../src/reading/make.ts';
import {
  type Body,
  type Fix,
  followWords,
  putRight,
  STATED,
  type Undo,
  undoFix,
} from '../../src/reading/put-right.ts';
import type { Origin, Revision } from '../../src/reading/reading-store.ts';
import { sentencesOf } from '../../src/reading/sentences.ts';
import { shorten, shortenStart, toOneLine } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { block, DRAFT, draftButton, draftOf, fixInUse, fixView, replaceRevision } from './draft-state.ts';
import { actOf, type Needs, unknownReading } from './needs.ts';

/*
 * Puts right what came in wrong, a heading or paragraph at a time. Each change is a new revision of the draft, which
 * carries what it takes to undo it.
 */

const look = action(fixView, {
  access: 'moderator',
  run: async ([id, revision, at], request, services: Needs): Promise<Reply> =>
    fixReply(await draftOf(request, services, id, revision), at),
});

/** A text in use is put right in a draft, which takes its place once it is approved. */
const start = action(fixInUse, {
  access: 'moderator',
  async run([id], request, services: Needs): Promise<Reply> {
    const current = await services.readings.current(request.guildId, id);
    if (!current) throw unknownReading(id);
    const { text, origin } = current;
    const revision = await services.readings.saveDraft(request.guildId, text, actOf(request), origin);
    return { ...fixReply(await draftOf(request, services, id, revision), 0), update: false };
  },
});

/** Menus of one message need ids of their own. */
const MENU = z.enum(['become', 'part', 'back']);

const choose = action(customId('fix-as', ...DRAFT, block, MENU), {
  access: 'moderator',
  async run([id, revision, at], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const [what = '', where] = (request.values[0] ?? '').split(':');
    if (what === 'words') return wordsForm(draft, at);
    return keepFix(request, services, draft, fixOf(what, where, at));
  },
});

function fixOf(what: string, where: string | undefined, at: number): Fix {
  const fact = STATED.find((one) => one === what);
  if (fact) return { kind: 'fact', block: at, fact };
  if (what === 'heading' || what === 'paragraph' || what === 'join' || what === 'drop')
    return { kind: what, block: at };
  if (what === 'split') return { kind: 'split', block: at, at: Number(where) };
  const back = STATED.find((one) => one === where);
  if (what === 'back' && back && back !== 'headline') return { kind: 'back', fact: back };
  throw new UserError('fix-unknown', 'That is no longer offered. Open the draft again.');
}

function wordsForm({ id, revision, text }: Revision, at: number): Reply {
  const words = blocksOf(text.reading)[at]?.text ?? '';
  if (words.length > LONGEST)
    throw new UserError(
      'fix-long',
      `A form holds ${LONGEST.toLocaleString('en')} characters, and this has ${words.length.toLocaleString('en')}. Part it first, correct it, and join it again.`,
    );
  return form(
    setWords.id(id, revision, at),
    'Correct the words',
    textField('words', 'As the author wrote it', { value: words, paragraph: true, max: LONGEST }),
  );
}

/** Characters that Discord lets one type into a form. */
const LONGEST = 4000;

const setWords = action(customId('fix-words', ...DRAFT, block), {
  access: 'moderator',
  fields: ['words'],
  run: async ([id, revision, at], request, services: Needs): Promise<Reply> =>
    keepFix(request, services, await draftOf(request, services, id, revision), {
      kind: 'words',
      block: at,
      text: request.fields.words,
    }),
});

const ask = action(customId('fix-go', ...DRAFT), {
  access: 'moderator',
  run: async ([id, revision]): Promise<Reply> =>
    form(go.id(id, revision), 'Go to a paragraph', textField('number', 'Its number', { max: 6 })),
});

const go = action(customId('fix-to', ...DRAFT), {
  access: 'moderator',
  fields: ['number'],
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const n = Number(request.fields.number.replace(/^[¶\s]+/, ''));
    const blocks = blocksOf(draft.text.reading);
    const at = blocks.findIndex((_, i) => blocks[i]?.kind === 'paragraph' && numberAt(blocks, i) === n);
    if (at < 0)
      throw new UserError(
        'fix-number',
        `This text has ¶1 to ¶${draft.paragraphs}. Type one of these numbers.`,
      );
    return fixReply(draft, at);
  },
});

const undo = action(customId('fix-undo', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const undos = draft.origin?.undo ?? [];
    const last = undos.at(-1);
    if (!last) throw new UserError('fix-no-undo', 'There is nothing left to undo in this draft.');
    const { reading } = draft.text;
    const body = undoFix({ facts: reading.facts, blocks: blocksOf(reading) }, last);
    const origin = { ...originOf(draft), undo: undos.slice(0, -1) };
    return replaceText(request, services, draft, body, origin, last.at);
  },
});

export const fixActions = [look, start, choose, setWords, ask, go, undo];

async function keepFix(request: ServerRequest, services: Needs, draft: Revision, fix: Fix): Promise<Reply> {
  const { reading } = draft.text;
  const { undo: last, dropped, ...body } = putRight({ facts: reading.facts, blocks: blocksOf(reading) }, fix);
  const before = originOf(draft);
  const origin = {
    ...before,
    dropped: [...before.dropped, ...dropped.map((words) => ({ words, why: 'moderator' as const }))],
    undo: [...(before.undo ?? []), last].slice(-UNDONE),
  };
  return replaceText(request, services, draft, body, origin, last.at);
}

/** How many changes can be undone. */
const UNDONE = 50;

function originOf({ origin }: Revision): Origin {
  if (!origin) return { format: 'own', dropped: [], remarks: [] };
  // The other reading of its lines lacks what is put right.
  const { other: _, ...rest } = origin;
  return rest;
}

async function replaceText(
  request: ServerRequest,
  services: Needs,
  draft: Revision,
  { facts, blocks }: Body,
  origin: Origin,
  at: number,
): Promise<MessageReply> {
  const { id, text } = draft;
  const reading = await makeReadingInSlices(id, facts, blocks);
  const annotations = followWords(text.annotations, text.reading, reading);
  const revision = await replaceRevision(request, services, draft, { reading, annotations }, origin);
  return fixReply(await draftOf(request, services, id, revision), at);
}

/** One heading or paragraph with its neighbours, what it can become, and what was changed last. */
function fixReply(draft: Revision, wanted: number): MessageReply {
  const { id, revision, facts, text } = draft;
  const blocks = blocksOf(text.reading);
  const at = Math.min(wanted, blocks.length - 1);
  const now = blocks[at] as Block;
  const [before, after] = [blocks[at - 1], blocks[at + 1]];
  const last = draft.origin?.undo?.at(-1);
  const splits = splitsOf(now, facts.language);
  const back = STATED.filter((fact) => fact !== 'headline' && facts[fact] !== undefined);
  return cardMessage(
    COLOURS.moderation,
    [
      lines(
        md`## Put right: ${shorten(facts.headline, 150)}`,
        subtext(
          md`Only moderators see this. Each change is kept in the draft; nothing is in use before one of you approves it.`,
        ),
      ),
      lines(
        before && subtext(md`${labelOf(blocks, at - 1)} ends: ${shortenStart(toOneLine(before.text), 120)}`),
        md`**${labelOf(blocks, at)}**`,
        blockQuote(shorten(now.text, SHOWN)),
        after && subtext(md`${labelOf(blocks, at + 1)} begins: ${shorten(toOneLine(after.text), 120)}`),
        last && lastChange(last, blocks),
      ),
      select({
        type: ComponentType.StringSelect,
        custom_id: choose.id(id, revision, at, 'become'),
        placeholder: 'What should become of it?',
        options: choicesFor(now, after),
      }),
      ...(splits.length > 0
        ? [
            select({
              type: ComponentType.StringSelect,
              custom_id: choose.id(id, revision, at, 'part'),
              placeholder: 'Part it in two, before …',
              options: splits.map((start) => ({
                label: shorten(toOneLine(now.text.slice(start)), 100),
                value: `split:${start}`,
              })),
            }),
          ]
        : []),
      ...(back.length > 0
        ? [
            select({
              type: ComponentType.StringSelect,
              custom_id: choose.id(id, revision, at, 'back'),
              placeholder: 'Put a fact back into the text',
              options: back.map((fact) => ({
                label: LABELS[fact],
                description: shorten(facts[fact] ?? '', 100),
                value: `back:${fact}`,
              })),
            }),
          ]
        : []),
      ...rows([
        ...(before ? [button('Previous', look.id(id, revision, at - 1))] : []),
        ...(after ? [button('Next', look.id(id, revision, at + 1))] : []),
        button('Go to …', ask.id(id, revision)),
        ...(last ? [button('Undo the last change', undo.id(id, revision))] : []),
        draftButton(id, revision),
      ]),
    ],
    { public: false, update: true },
  );
}

/** Characters that are shown of the words themselves. */
const SHOWN = 1800;

const LABELS: Readonly<Record<(typeof STATED)[number], string>> = {
  headline: 'The title',
  standfirst: 'The line under the title',
  byline: 'The author',
  publisher: 'The publisher',
  place: 'The place',
  date: 'The date',
};

function choicesFor({ kind }: Block, after: Block | undefined) {
  return [
    kind === 'heading'
      ? { label: 'A paragraph, no heading', value: 'paragraph' }
      : { label: 'A heading', value: 'heading' },
    { label: 'Correct its words', value: 'words' },
    ...(after ? [{ label: 'Join it with the next', value: 'join' }] : []),
    { label: 'Leave it out', value: 'drop' },
    ...STATED.map((fact) => ({ label: `It is ${LABELS[fact].toLowerCase()}`, value: fact })),
  ];
}

/** Where a paragraph can be parted: before each sentence and each line, but the first. */
function splitsOf({ kind, text }: Block, language: string): number[] {
  if (kind === 'heading') return [];
  const lineStarts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const starts = sentencesOf(text, language).map(({ start }) => start);
  return [...new Set([...starts, ...lineStarts])]
    .filter((start) => start > 0)
    .sort((a, b) => a - b)
    .slice(0, OPTIONS);
}

/** Options that a menu of Discord's holds. */
const OPTIONS = 25;

/** The number of a paragraph among all blocks. */
function numberAt(blocks: readonly Block[], at: number): number {
  return blocks.slice(0, at + 1).filter(({ kind }) => kind === 'paragraph').length;
}

function labelOf(blocks: readonly Block[], at: number): string {
  return blocks[at]?.kind === 'heading'
    ? `Heading before ¶${numberAt(blocks, at) + 1}`
    : `¶${numberAt(blocks, at)}`;
}

/** What the last change was, in the words before and after. */
function lastChange({ at, now, blocks: before }: Undo, blocks: readonly Block[]): Markdown {
  const words = (some: readonly Block[]) =>
    some.length === 0 ? 'nothing' : `“${shorten(some.map(({ text }) => toOneLine(text)).join(' | '), 200)}”`;
  return subtext(md`Last change: from ${words(before)} to ${words(blocks.slice(at, at + now))}`);
}
