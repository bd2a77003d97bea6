/** The page's signs, drawn here: no font needs to have them. */
import { svg, type TemplateResult } from 'lit';

const icon = (paths: unknown): TemplateResult<2> =>
  svg`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

export const icons = {
  attach: icon(svg`<path d="M12 5v14M5 12h14" />`),
  send: icon(svg`<path d="M4 12 20 4l-5 16-4-7z" />`),
  menu: icon(svg`<path d="M4 6h16M4 12h16M4 18h16" />`),
  more: icon(svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.5" />`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18" />`),
  thread: icon(svg`<path d="M7 4v8a4 4 0 0 0 4 4h8m-4-4 4 4-4 4" />`),
  channel: icon(svg`<path d="M10 4 8 20M16 4l-2 16M4 9h17M3 15h17" />`),
  forum: icon(svg`<path d="M5 4h14v12H10l-5 4z" /><path d="M9 8h6M9 12h4" />`),
  news: icon(svg`<path d="M4 10v4l11 5V5zM18 9a4 4 0 0 1 0 6" />`),
  person: icon(svg`<circle cx="12" cy="8" r="4" /><path d="M4 20c1-5 15-5 16 0" />`),
  eye: icon(svg`<path d="M2 12c4-8 16-8 20 0-4 8-16 8-20 0z" /><circle cx="12" cy="12" r="3" />`),
  file: icon(svg`<path d="M6 3h8l4 4v14H6zM14 3v5h4M9 13h6M9 17h6" />`),
  download: icon(svg`<path d="M12 4v11m-5-5 5 5 5-5M5 20h14" />`),
} as const;
