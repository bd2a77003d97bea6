import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import { input } from '../../src/discord/form.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Attachment, Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import { NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { draftFacts } from '../../src/reading/import/draft.ts';
import type { Imported, Source } from '../../src/reading/import/imported.ts';
import { makeReading } from '../../src/reading/make.ts';
import { slugOf } from '../../src/reading/slug.ts';
import { previewReply } from './draft.ts';
import { actOf, guildOf, type Needs, unknownReading } from './needs.ts';

/** `/library add`: reads the file and shows the preview; without a file, a form for one or for pasted words. */
export async function add(request: Request, services: Needs): Promise<Reply> {
  const { file, replaces } = request.options;
  const id = replaces === undefined ? '' : await known(request, services, String(replaces).trim());
  if (file === undefined) return form(id);
  return bring(request, services, id, await fetched(request, services, file as Attachment));
}

const submit = action<Needs, [string]>({
  name: 'library-add',
  access: 'moderator',
  state: z.tuple([z.union([readingId, z.literal('')])]),
  async run([replaces], request, services) {
    const headline = request.fields['headline']?.trim() ?? '';
    const words = request.fields['words']?.trim() ?? '';
    const [file] = request.files;
    if ((file === undefined) === (words === ''))
      throw new UserError(
        'add-nothing',
        file ? 'Attach a file or paste words, not both.' : 'Attach a file or paste the words of the text.',
      );
    if (!file && !headline) throw new UserError('add-headline', 'Give the words that you paste a title.');
    const id = replaces === '' ? '' : await known(request, services, replaces);
    const source = file
      ? await fetched(request, services, file)
      : { data: new TextEncoder().encode(words), contentType: null };
    return bring(request, services, id, { ...source, ...(headline && { headline }) });
  },
});

export const addActions = [submit];

async function known({ guildId }: Request, { wholeShelf: shelf }: Needs, id: string): Promise<string> {
  if (!(await shelf.get(guildId, id))) throw unknownReading(id);
  return id;
}

async function fetched(request: Request, { download }: Needs, file: Attachment): Promise<Source> {
  await request.progress(`Fetching ${file.name} …`);
  return { name: file.name, contentType: file.contentType, data: await download(file) };
}

/** Reads a file, keeps it as a draft and shows that to the moderator. */
async function bring(request: Request, services: Needs, replaces: string, source: Source): Promise<Reply> {
  const guildId = guildOf(request);
  const { wholeShelf: shelf, readings } = services;
  await request.progress(source.name ? `Reading ${source.name} …` : 'Reading what you pasted …');
  const imported = await services.importFile(source);

  const { language } = await services.settings.get(guildId);
  const facts = draftFacts(imported, source.name, language);
  const id = replaces || (await idFor(imported, facts.headline, guildId, services));
  const before = await shelf.get(guildId, id);
  const reading = makeReading(id, facts, imported.blocks);
  const annotations =
    imported.annotations ??
    (await readings.current(guildId, id))?.text.annotations ??
    before?.annotations ??
    NO_ANNOTATIONS;
  const { format, encoding, dropped, remarks } = imported;
  const revision = await readings.saveDraft(guildId, { reading, annotations }, actOf(request), {
    format,
    ...(encoding && { encoding }),
    dropped,
    remarks: imported.facts.headline
      ? remarks
      : [...remarks, 'The file states no title, so its name stands for one: change it with “Edit facts”.'],
  });
  return previewReply(request, services, id, revision);
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

function form(replaces: string): Reply {
  return {
    kind: 'modal',
    modal: {
      custom_id: submit.id(replaces),
      title: replaces ? 'A new version of a reading' : 'Add a reading',
      components: [
        {
          type: ComponentType.Label,
          label: 'File',
          description: 'Text, Markdown, HTML, PDF, DOCX, EPUB or an export, up to 8 MB',
          component: { type: ComponentType.FileUpload, custom_id: 'file', required: false, max_values: 1 },
        },
        input('words', 'Or paste the words', {
          style: TextInputStyle.Paragraph,
          placeholder: 'A blank line parts paragraphs.',
          max_length: 4000,
        }),
        input('headline', 'Title', {
          description: 'For a file, only if it should not be the file’s own',
          max_length: 300,
        }),
      ],
    },
  };
}
