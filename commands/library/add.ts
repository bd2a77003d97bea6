import { ApplicationCommandOptionType, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { form, labelled, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Attachment, ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { draftFacts } from '../../src/reading/import/draft.ts';
import type { Imported, Source } from '../../src/reading/import/imported.ts';
import type { Fetched } from '../../src/reading/import/link.ts';
import { makeReadingInSlices } from '../../src/reading/make.ts';
import type { Facts } from '../../src/reading/reading.ts';
import { slugOf } from '../../src/reading/slug.ts';
import { dayIn } from '../../src/settings/timezone.ts';
import { readingId } from '../common.ts';
import { previewReply } from './draft.ts';
import { actOf, type Needs, offerShelf, readingOption, unknownReading } from './needs.ts';
import { findSameText, sameTextReply } from './same.ts';

/** Reads the file and shows the preview; without a file, a form for one or for pasted words. */
export const add = subcommand({
  data: {
    name: 'add',
    description: 'Add a text: a file, a web page, or words that you paste. You see it before anybody else',
  },
  access: 'moderator',
  options: [
    {
      type: ApplicationCommandOptionType.Attachment,
      name: 'file',
      description:
        'Text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB, SRT, VTT or an export; leave it out for a form',
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'link',
      description: 'A web page with the text: the bot fetches it, and nothing else of the site',
      max_length: 2000,
    },
    readingOption('The reading whose text it replaces, if it is a new version of one', 'replaces'),
  ],
  autocomplete: offerShelf,
  async run(request, services: Needs): Promise<Reply> {
    const { file, link, replaces } = request.options;
    const id = replaces === undefined ? '' : await checkOnShelf(request, services, replaces.trim());
    if (file !== undefined && link !== undefined)
      throw new UserError('add-file-and-link', 'Give a file or a link, not both.');
    if (file) return addDraft(request, services, id, await fetchSource(request, services, file));
    if (link === undefined) return addForm(id);
    const page = await fetchPage(request, services, link);
    const { timezone } = await services.settings.get(request.guildId);
    return addDraft(request, services, id, page, {
      url: page.url,
      retrieved: dayIn(timezone, request.now),
    });
  },
  actions: () => [submit],
});

const submit = action(customId('library-add', z.union([readingId, z.literal('')])), {
  access: 'moderator',
  fields: ['headline', 'words', 'more'],
  async run([replaces], request, services: Needs): Promise<Reply> {
    const headline = request.fields.headline.trim();
    const pasted = joinPasted(request.fields.words, request.fields.more);
    const [file] = request.files;
    if (!file && pasted.words === '')
      throw new UserError('add-nothing', 'Attach a file or paste the words of the text.');
    if (file && pasted.words !== '') return giveBack('Attach a file or paste words, not both.', pasted.words);
    try {
      const id = replaces === '' ? '' : await checkOnShelf(request, services, replaces);
      const source = file
        ? await fetchSource(request, services, file)
        : { data: new TextEncoder().encode(pasted.words), contentType: null };
      return await addDraft(
        request,
        services,
        id,
        { ...source, ...(headline && { headline }) },
        {},
        pasted.remarks,
      );
    } catch (error) {
      if (!(error instanceof UserError) || pasted.words === '') throw error;
      return giveBack(error.message, pasted.words);
    }
  },
});

/** Discord takes no more in a field, and cuts what is pasted over it without a word. */
const FIELD = 4000;

/** What stands in the two fields as one text; where one is full, its end may be missing. */
function joinPasted(first: string, second: string): { words: string; remarks: string[] } {
  const isFull = (words: string) => words.length >= FIELD - 1;
  const words = [first, second].filter((part) => part.trim() !== '');
  const remark = `What you pasted fills its field, and Discord cuts what is over ${FIELD.toLocaleString('en')} characters: check that nothing is missing between its parts and at its end. Send a longer text as a file.`;
  return {
    words: words.join(isFull(first) ? '' : '\n\n').trim(),
    remarks: words.some(isFull) ? [remark] : [],
  };
}

/** What is wrong, with the words that were pasted: a form that was sent cannot be shown again. */
function giveBack(problem: string, words: string): Reply {
  return {
    ...messageReply(md`${problem} What you pasted is in this file, so that it is not lost.`),
    files: [{ name: 'pasted.txt', data: Buffer.from(words) }],
  };
}

/** @throws UserError where this server has no such reading */
async function checkOnShelf(
  { guildId }: ServerRequest,
  { wholeShelf: shelf }: Needs,
  id: string,
): Promise<string> {
  if (!(await shelf.get(guildId, id))) throw unknownReading(id);
  return id;
}

async function fetchSource(request: ServerRequest, { download }: Needs, file: Attachment): Promise<Source> {
  await request.progress(`Fetching ${file.name} …`);
  return { name: file.name, contentType: file.contentType, data: await download(file) };
}

async function fetchPage(request: ServerRequest, services: Needs, link: string): Promise<Fetched> {
  if (!services.fetchPage)
    throw new UserError('link-off', 'This bot fetches no web pages. Save the page and send the file.');
  await request.progress('Fetching the page …');
  return services.fetchPage(link);
}

/**
 * Reads a file, keeps it as a draft and shows that to the moderator.
 *
 * @param known facts that are known without the file
 * @param warnings what may be wrong with what was sent
 */
async function addDraft(
  request: ServerRequest,
  services: Needs,
  replaces: string,
  source: Source,
  known: Partial<Facts> = {},
  warnings: readonly string[] = [],
): Promise<Reply> {
  const { guildId } = request;
  const { wholeShelf: shelf, readings } = services;
  await request.progress(source.name ? `Reading ${source.name} …` : 'Reading what you pasted …');
  const imported = await services.importFile(source);

  const { language } = await services.settings.get(guildId);
  const facts = { ...draftFacts(imported, source.name, language), ...known };
  const id = replaces || (await idFor(imported, facts.headline, guildId, services));
  const before = await shelf.get(guildId, id);
  const reading = await makeReadingInSlices(id, facts, imported.blocks);
  const annotations =
    imported.annotations ??
    (await readings.current(guildId, id))?.text.annotations ??
    before?.annotations ??
    NO_ANNOTATIONS;
  const { format, encoding, dropped, other } = imported;
  const repeated =
    replaces || imported.annotations ? undefined : await findSameText(guildId, reading, services);
  const remarks = [...warnings, ...imported.remarks];
  const revision = await readings.saveDraft(guildId, { reading, annotations }, actOf(request), {
    format,
    ...(encoding && { encoding }),
    dropped,
    ...(other && { other }),
    remarks: imported.facts.headline ? remarks : [...remarks, untitled(source)],
  });
  return repeated ? sameTextReply(repeated, id, revision) : previewReply(request, services, id, revision);
}

function untitled({ name }: Source): string {
  const instead =
    name === undefined
      ? 'No title is given, so the first words stand'
      : 'The file states no title, so its name stands';
  return `${instead} for one: change it with “Edit facts”.`;
}

/** An export brings its own id and so comes back as the reading that it is; any other file gets a new one. */
async function idFor(
  { id }: Imported,
  headline: string,
  guildId: string,
  { wholeShelf: shelf, readings }: Needs,
) {
  if (id) return id;
  const [shelved, used] = await Promise.all([shelf.list(guildId), readings.ids(guildId)]);
  return slugOf(headline, [...shelved.map((one) => one.id), ...used], 'reading');
}

function addForm(replaces: string): Reply {
  return form(
    submit.id(replaces),
    replaces ? 'A new version of a reading' : 'Add a reading',
    labelled('File', 'Text, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB, SRT, VTT or an export, up to 8 MB', {
      type: ComponentType.FileUpload,
      custom_id: 'file',
      required: false,
      max_values: 1,
    }),
    textField('words', 'Or paste the words', {
      paragraph: true,
      description: `Up to ${FIELD.toLocaleString('en')} characters, a blank line between paragraphs; send a longer text as a file`,
      required: false,
    }),
    textField('more', 'The rest of the words', {
      paragraph: true,
      description: `What did not fit above, up to ${FIELD.toLocaleString('en')} characters more`,
      required: false,
    }),
    textField('headline', 'Title', {
      description: 'Only if it should not be the text’s own, or its first line',
      required: false,
      max: 300,
    }),
  );
}
