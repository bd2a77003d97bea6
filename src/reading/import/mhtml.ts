import PostalMime from 'postal-mime';
import { fromHtml } from './html.ts';
import type { Parsed } from './imported.ts';

/** A page that a browser saved as one file (MHTML, RFC 2557): its first page of HTML. */
export async function fromMhtml(data: Uint8Array): Promise<Parsed> {
  const { html, text, subject, headers } = await PostalMime.parse(data);
  const parsed = html ? fromHtml(html) : (await import('./plain.ts')).fromPlain(text ?? '');
  const url = headers.find(({ key }) => key === 'snapshot-content-location')?.value;
  return {
    ...parsed,
    facts: {
      ...(subject && { headline: subject }),
      ...(url && /^https?:\/\//.test(url) && { url }),
      ...parsed.facts,
    },
  };
}
