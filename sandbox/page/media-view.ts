/** Pictures and files. Only what this machine serves is loaded; the rest is a link. */
import type { APIAttachment, APIFileComponent, APIMediaGalleryItem } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from './icons.ts';
import { fileSize } from './text.ts';

const PICTURE = /\.(png|jpe?g|gif|webp|svg|avif)$/i;

interface Media {
  url: string;
  name: string;
  alt: string;
  size?: number | undefined;
}

/** A file that came with a message, drawn where Discord draws it. */
export function attachment(file: APIAttachment): TemplateResult {
  const { url, filename, content_type, description, size } = file;
  return media({ url, name: filename, alt: description ?? '', size }, content_type);
}

/** A picture of a component. */
export function mediaItem({
  media: { url, content_type },
  description,
}: APIMediaGalleryItem): TemplateResult {
  return media({ url, name: nameIn(url), alt: description ?? '' }, content_type);
}

/** A component's file, to take away, whatever is in it. */
export function fileItem({ file: { url }, name, size }: APIFileComponent): TemplateResult {
  return fileCard({ url, name: name ?? nameIn(url), alt: '', size });
}

function media(item: Media, type: string | null | undefined): TemplateResult {
  if (!isLocal(item.url)) return outsideLink(item);
  const isPicture = type ? type.startsWith('image/') : PICTURE.test(item.name);
  if (!isPicture) return fileCard(item);
  return html`<a class="picture" href=${item.url} target="_blank" rel="noopener" title=${item.alt || item.name}
    ><img src=${item.url} alt=${item.alt || item.name} loading="lazy"
  /></a>`;
}

function fileCard(item: Media): TemplateResult {
  if (!isLocal(item.url)) return outsideLink(item);
  return html`<a class="file" href=${item.url} download=${item.name}>
    <span class="file-icon">${icons.file}</span>
    <span class="file-text"><span class="file-name">${item.name}</span>${item.size === undefined ? nothing : html`<span class="file-size">${fileSize(item.size)}</span>`}</span>
    <span class="visually-hidden">Download</span>${icons.download}
  </a>`;
}

function nameIn(url: string): string {
  return decodeURIComponent(url.split(/[?#]/)[0]!.split('/').at(-1) || 'file');
}

function isLocal(url: string): boolean {
  return URL.canParse(url, location.href) && new URL(url, location.href).origin === location.origin;
}

function outsideLink(item: Media): TemplateResult {
  if (!/^https?:\/\//i.test(item.url))
    return html`<span class="outside">${item.alt || item.name}: not found</span>`;
  return html`<a class="outside" href=${item.url} target="_blank" rel="noopener noreferrer"
    >${item.alt || item.name} <span>· on ${new URL(item.url).host}; this page loads nothing from outside</span></a
  >`;
}
