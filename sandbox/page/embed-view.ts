/** An embed, on Skyra's elements; its pictures only from this machine. */
import type { APIEmbed } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { markdown } from './markdown-view.ts';
import { media } from './media-view.ts';
import type { Scene } from './scene.ts';
import { messageTime } from './time.ts';

export function embed(from: APIEmbed, scene: Scene): TemplateResult {
  const colour = from.color === undefined ? nothing : `#${from.color.toString(16).padStart(6, '0')}`;
  return html`<discord-embed
    slot="embeds"
    ?light-theme=${scene.light}
    color=${colour}
    embed-title=${from.title ?? nothing}
    url=${safe(from.url)}
    author-name=${from.author?.name ?? nothing}
    author-url=${safe(from.author?.url)}
  >
    ${
      from.description
        ? html`<discord-embed-description slot="description" ?light-theme=${scene.light}>${markdown(from.description, scene)}</discord-embed-description>`
        : nothing
    }
    ${
      from.fields?.length
        ? html`<discord-embed-fields slot="fields">
          ${from.fields.map(
            (field, at) =>
              html`<discord-embed-field field-title=${field.name} ?inline=${field.inline ?? false} inline-index=${(at % 3) + 1} ?light-theme=${scene.light}
                >${markdown(field.value, scene)}</discord-embed-field
              >`,
          )}
        </discord-embed-fields>`
        : nothing
    }
    ${
      from.footer || from.timestamp || from.image || from.thumbnail
        ? html`<div slot="footer">
          ${[from.image, from.thumbnail].map((picture) =>
            picture
              ? media({ url: picture.url, name: 'Picture', kind: 'image', alt: from.title ?? '' })
              : nothing,
          )}
          <p class="embed-footer">
            ${[from.footer?.text, from.timestamp && messageTime(new Date(from.timestamp), Date.now())].filter(Boolean).join(' • ')}
          </p>
        </div>`
        : nothing
    }
  </discord-embed>`;
}

function safe(url: string | undefined): string | typeof nothing {
  return url && /^https?:\/\//i.test(url) ? url : nothing;
}
