import type { Context } from '../context.ts';
import { tooLarge } from '../refusal.ts';
import type { StoredFile } from '../world.ts';

/** A file as it came, before it is anywhere. */
export interface FileUpload {
  /** The `n` of `files[n]`, by which the body's attachments name it. */
  key: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** Bytes a file may have. */
export const MOST_BYTES = 10 * 1024 * 1024;

const TYPES: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  epub: 'application/epub+zip',
  gif: 'image/gif',
  htm: 'text/html; charset=utf-8',
  html: 'text/html; charset=utf-8',
  jpg: 'image/jpeg',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

export function storeFile(context: Context, channelId: string, upload: FileUpload): StoredFile {
  if (upload.bytes.byteLength > MOST_BYTES) throw tooLarge();
  const name = cleanName(upload.name);
  const given = upload.contentType === 'application/octet-stream' ? '' : upload.contentType;
  const contentType =
    given || TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] || 'application/octet-stream';
  const size = pngSize(upload.bytes);
  const file = {
    id: context.newId(),
    channelId,
    name,
    contentType,
    bytes: upload.bytes,
    width: size?.width ?? null,
    height: size?.height ?? null,
  };
  context.world.files.set(file.id, file);
  return file;
}

/** As Discord renames: no spaces, no signs that an address or a path could trip over. */
function cleanName(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+(?=.)/, '');
  return clean || 'file';
}

/** Width and height from a PNG's header (https://www.w3.org/TR/png-3/#11IHDR); null for anything else. */
function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
