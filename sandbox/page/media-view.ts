/** Pictures, films, sounds and files. Only what this machine serves is loaded; the rest is a link. */
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.ts';
import { fileSize } from './text.ts';

export interface Media {
  url: string;
  name: string;
  kind: 'image' | 'video' | 'audio' | 'file';
  alt: string;
  size?: number | undefined;
  spoiler?: boolean | undefined;
}

/** A file that came with a message, drawn where Discord draws it. */
export function attachment(file: APIAttachment): TemplateResult {
  const spoiler = file.filename.startsWith('SPOILER_');
  return media({
    url: file.url,
    name: file.filename,
    kind: kindOf(file.content_type ?? '', file.filename),
    alt: file.description ?? '',
    size: file.size,
    spoiler,
  });
}

/** A component's media item: an `attachment://` name stands for a file of the same message. */
export function mediaItem(
  message: APIMessage,
  item: { url: string; content_type?: string | null },
  description: string | null | undefined,
  spoiler: boolean | undefined,
): TemplateResult {
  const name = item.url.replace(/^attachment:\/\//, '');
  const own = message.attachments.find(
    (file) => item.url.startsWith('attachment://') && file.filename === name,
  );
  const shownName =
    own?.filename ?? decodeURIComponent(item.url.split(/[?#]/)[0]!.split('/').at(-1) || 'file');
  return media({
    url: own?.url ?? item.url,
    name: shownName,
    kind: kindOf(own?.content_type ?? item.content_type ?? '', shownName),
    alt: description ?? own?.description ?? '',
    size: own?.size,
    spoiler,
  });
}

export function media(item: Media): TemplateResult {
  const drawn = isHere(item.url) ? here(item) : elsewhere(item);
  if (!item.spoiler) return drawn;
  return html`<details class="media-spoiler"><summary>Spoiler: show ${item.name}</summary>${drawn}</details>`;
}

/** As a file to take away, whatever is in it. */
export function fileCard(item: Media): TemplateResult {
  if (!isHere(item.url)) return elsewhere(item);
  return html`<a class="file" href=${item.url} download=${item.name}>
    <span class="file-icon">${icons.file}</span>
    <span class="file-text"><span class="file-name">${item.name}</span>${item.size === undefined ? nothing : html`<span class="file-size">${fileSize(item.size)}</span>`}</span>
    <span class="visually-hidden">Download</span>${icons.download}
  </a>`;
}

export function isHere(url: string): boolean {
  if (url.startsWith('data:image/')) return true;
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
}

function here(item: Media): TemplateResult {
  switch (item.kind) {
    case 'image':
      return html`<a class="picture" href=${item.url} target="_blank" rel="noopener" title=${item.alt || item.name}
        ><img src=${item.url} alt=${item.alt || item.name} loading="lazy"
      /></a>`;
    case 'video':
      return html`<video class="film" src=${item.url} controls preload="metadata" aria-label=${item.alt || item.name}></video>`;
    case 'audio':
      return html`<audio src=${item.url} controls preload="metadata" aria-label=${item.alt || item.name}></audio>`;
    default:
      return fileCard(item);
  }
}

function elsewhere(item: Media): TemplateResult {
  if (!/^https?:\/\//i.test(item.url))
    return html`<span class="outside">${item.alt || item.name}: not found</span>`;
  return html`<a class="outside" href=${item.url} target="_blank" rel="noopener noreferrer"
    >${item.alt || item.name} <span>· on ${new URL(item.url).host}; this page loads nothing from outside</span></a
  >`;
}

function kindOf(type: string, name: string): Media['kind'] {
  const kind = /^(image|video|audio)\//.exec(type)?.[1] as Media['kind'] | undefined;
  if (kind) return kind;
  return /\.(png|jpe?g|gif|webp|svg|avif)$/i.test(name) ? 'image' : 'file';
}
