import type { IncomingMessage } from 'node:http';
import type { FileUpload } from '../actions/files.ts';
import { invalidJson, tooLarge } from '../refusal.ts';

/** Bytes that a request may have. */
const MOST_BYTES = 100 * 1024 * 1024;

/** All of a request's bytes. @throws Refusal 40005 when there are too many. */
export async function readBytes(request: IncomingMessage, most = MOST_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request's JSON, and its files when it came as a form (`payload_json`, `files[0]`…). */
export async function readBody(request: IncomingMessage): Promise<{ body: unknown; files: FileUpload[] }> {
  const bytes = await readBytes(request);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data'))
    return { body: parse(bytes.toString('utf8')), files: [] };
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const files: FileUpload[] = [];
  const fields: Record<string, unknown> = {};
  let body: unknown;
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      if (name === 'payload_json') body = parse(value);
      else fields[name] = value;
      continue;
    }
    const key = /^files\[(\d+)\]$/.exec(name)?.[1] ?? String(files.length);
    files.push({
      key,
      name: value.name,
      contentType: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { body: body ?? fields, files };
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}
