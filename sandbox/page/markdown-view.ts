/** Draws Markdown's tree. Every word is a text node: nothing of a message is ever read as HTML. */
import { html, nothing, type TemplateResult } from 'lit';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';
import { channelOf, roleName, userName } from './state.ts';
import { fullTime, styledTime } from './time.ts';
import type { ViewContext } from './view-context.ts';

/** A message's content or a text display. */
export function markdown(source: string, context: ViewContext): TemplateResult {
  const nodes = parseMarkdown(source);
  const top = Math.min(...nodes.map((node) => (node.t === 'heading' ? node.level : 3)));
  return html`<div class="md">${nodes.map((node) => block(node, context, top))}</div>`;
}

function block(node: Block, context: ViewContext, top = 1): TemplateResult {
  switch (node.t) {
    case 'paragraph':
      return html`<p>${inlines(node.inner, context)}</p>`;
    case 'subtext':
      return html`<p class="md-subtext">${inlines(node.inner, context)}</p>`;
    case 'heading':
      return heading(node.level, node.level - top, inlines(node.inner, context));
    case 'gap':
      return html`<div class="md-gap" style="height:${node.lines * 0.9}em"></div>`;
    case 'quote':
      return html`<blockquote>${node.blocks.map((inner) => block(inner, context))}</blockquote>`;
    case 'code':
      return html`<pre tabindex="0" aria-label="Code"><code>${node.text}</code></pre>`;
    case 'list': {
      const items = node.items.map(
        (item) =>
          html`<li>${inlines(item.inner, context)}${item.nested.map((inner) => block(inner, context))}</li>`,
      );
      return node.ordered ? html`<ol start=${node.start}>${items}</ol>` : html`<ul>${items}</ul>`;
    }
  }
}

/** The channel's name is an h2: a message's highest heading comes right below, whatever its size. */
function heading(size: number, depth: number, inner: unknown): TemplateResult {
  if (depth === 0) return html`<h3 class=${`md-h${size}`}>${inner}</h3>`;
  if (depth === 1) return html`<h4 class=${`md-h${size}`}>${inner}</h4>`;
  return html`<h5 class=${`md-h${size}`}>${inner}</h5>`;
}

function inlines(nodes: readonly Inline[], context: ViewContext): unknown {
  return nodes.map((node) => inline(node, context));
}

function inline(node: Inline, context: ViewContext): unknown {
  switch (node.t) {
    case 'text':
      return node.text;
    case 'break':
      return html`<br />`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'strong':
      return html`<strong>${inlines(node.inner, context)}</strong>`;
    case 'em':
      return html`<em>${inlines(node.inner, context)}</em>`;
    case 'del':
      return html`<del>${inlines(node.inner, context)}</del>`;
    case 'underline':
      return html`<u>${inlines(node.inner, context)}</u>`;
    case 'spoiler':
      return html`<button type="button" class="spoiler" aria-expanded="false" aria-label="Spoiler, press to show" @click=${reveal}><span>${inlines(node.inner, context)}</span></button>`;
    case 'link':
      return html`<a href=${node.href} title=${node.href} target="_blank" rel="noopener noreferrer">${inlines(node.inner, context)}</a>`;
    case 'time': {
      const date = new Date(node.seconds * 1000);
      return html`<time class="md-time" datetime=${iso(date)} title=${fullTime(date)}>${styledTime(date, node.style, Date.now())}</time>`;
    }
    case 'emoji':
      return `:${node.name}:`;
    case 'mention':
      return mention(node, context);
  }
}

function mention(node: Extract<Inline, { t: 'mention' }>, context: ViewContext): TemplateResult {
  switch (node.kind) {
    case 'user':
      return html`<span class="mention">@${userName(context.state, node.id) ?? 'unknown-user'}</span>`;
    case 'role':
      return html`<span class="mention">@${roleName(context.state, node.id) ?? 'unknown-role'}</span>`;
    case 'everyone':
      return html`<span class="mention">@${node.name}</span>`;
    case 'command':
      return html`<button type="button" class="mention" @click=${() => context.actions.fillCommand(node.name)}>/${node.name}</button>`;
    case 'channel': {
      const name = channelOf(context.state, node.id)?.name;
      return name
        ? html`<button type="button" class="mention" @click=${() => context.actions.openChannel(node.id)}>#${name}</button>`
        : html`<span class="mention">#unknown</span>`;
    }
  }
}

function reveal(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  button.setAttribute('aria-expanded', 'true');
  button.removeAttribute('aria-label');
}

function iso(date: Date): string | typeof nothing {
  return Number.isNaN(date.getTime()) ? nothing : date.toISOString();
}
