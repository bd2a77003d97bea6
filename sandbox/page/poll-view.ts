/** A poll: its answers as radio buttons or check boxes until one has voted, then the bars. */
import type { APIMessage, APIPoll } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { counted } from './text.ts';
import { fullTime, styledTime } from './time.ts';
import type { ViewContext } from './view-context.ts';

export function poll(message: APIMessage, context: ViewContext): TemplateResult {
  const { poll } = message as { poll: APIPoll };
  const counts = new Map(poll.results?.answer_counts.map((count) => [count.id, count]));
  const total = [...counts.values()].reduce((sum, count) => sum + count.count, 0);
  const voted = [...counts.values()].some((count) => count.me_voted);
  const ended = isOver(poll);
  const question = poll.question.text ?? 'Poll';
  return html`<form
    class="poll"
    aria-label=${`Poll: ${question}`}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.currentTarget as HTMLFormElement);
      context.actions.vote(message, data.getAll('answer').map(Number));
    }}
  >
    <fieldset>
      <legend>${question}</legend>
      <p class="poll-hint">${ended ? 'The final result' : poll.allow_multiselect ? 'Select one or more answers' : 'Select one answer'}</p>
      ${poll.answers.map((answer) => {
        const count = counts.get(answer.answer_id);
        const share = total ? Math.round((100 * (count?.count ?? 0)) / total) : 0;
        const label = html`<span class="poll-answer-text">${answer.poll_media.emoji?.name ?? nothing} ${answer.poll_media.text ?? ''}</span>`;
        if (!voted && !ended) {
          return html`<label class="poll-answer"
            >${label}<input type=${poll.allow_multiselect ? 'checkbox' : 'radio'} name="answer" value=${answer.answer_id}
          /></label>`;
        }
        return html`<div class=${count?.me_voted ? 'poll-answer mine' : 'poll-answer'}>
          <span class="poll-bar" style="width:${share}%"></span>${label}
          <span class="poll-count">${counted(count?.count ?? 0, 'vote')} · ${share}%${count?.me_voted ? html` <span class="poll-mine">✓<span class="visually-hidden"> your vote</span></span>` : nothing}</span>
        </div>`;
      })}
    </fieldset>
    <div class="poll-foot">
      <span>${counted(total, 'vote')}${ending(poll, ended)}</span>
      ${
        ended
          ? nothing
          : voted
            ? html`<button type="button" class="quiet" @click=${() => context.actions.vote(message, [])}>Remove vote</button>`
            : html`<button type="submit" class="primary">Vote</button>`
      }
    </div>
  </form>`;
}

function isOver(poll: APIPoll): boolean {
  return (
    Boolean(poll.results?.is_finalized) || (poll.expiry !== null && Date.parse(poll.expiry) <= Date.now())
  );
}

function ending(poll: APIPoll, ended: boolean): TemplateResult | string {
  if (ended) return ' · ended';
  if (!poll.expiry) return '';
  const expiry = new Date(poll.expiry);
  return html` · ends <time datetime=${poll.expiry} title=${fullTime(expiry)}>${styledTime(expiry, 'R', Date.now())}</time>`;
}
