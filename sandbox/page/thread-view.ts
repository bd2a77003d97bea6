/** Opens a thread on a message, or a post in a forum: a name, and for a post its first words and tags. */
import { html, nothing, type TemplateResult } from 'lit';
import { showDialog } from './dialog.ts';
import { channelOf, isForum, type NewThread } from './state.ts';
import type { ViewContext } from './view-context.ts';

export function threadDialog(newThread: NewThread, { state, actions }: ViewContext): TemplateResult {
  const channel = channelOf(state, newThread.channelId);
  const post = channel !== undefined && isForum(channel);
  const title = post ? 'New post' : 'Start a thread';
  return html`<dialog
    class="modal"
    aria-labelledby="thread-title"
    ${showDialog()}
    @cancel=${(event: Event) => {
      event.preventDefault();
      actions.cancelThread();
    }}
  >
    <form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget as HTMLFormElement);
        void actions.startThread(
          String(data.get('name')).trim(),
          String(data.get('content') ?? '').trim(),
          data.getAll('tag').map(String),
        );
      }}
    >
      <div class="modal-head"><h2 id="thread-title">${title}</h2></div>
      <div class="modal-body">
        <div class="field">
          <label for="thread-name">${post ? 'Title' : 'Name of the thread'}</label>
          <input id="thread-name" name="name" type="text" required maxlength="100" autocomplete="off" />
        </div>
        ${
          post
            ? html`<div class="field">
                <label for="thread-content">First message</label>
                <textarea id="thread-content" name="content" required maxlength="2000"></textarea>
              </div>
              ${
                channel.availableTags.length > 0
                  ? html`<fieldset class="choices">
                    <legend>Tags</legend>
                    ${channel.availableTags.map(
                      (tag) =>
                        html`<label><input type="checkbox" name="tag" value=${tag.id} /><span>${tag.name}</span></label>`,
                    )}
                  </fieldset>`
                  : nothing
              }`
            : nothing
        }
        ${newThread.fault ? html`<p class="fault" role="alert">${newThread.fault}</p>` : nothing}
      </div>
      <div class="modal-foot">
        <button type="button" class="plain" @click=${() => actions.cancelThread()}>Cancel</button>
        <button type="submit" class="primary" ?disabled=${newThread.sending}>${post ? 'Post' : 'Start'}</button>
      </div>
    </form>
  </dialog>`;
}
