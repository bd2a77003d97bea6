/** The page's beginning: puts its parts together, begins, and paints whenever something changed. */
import './style.css';
import './elements.ts';
import './select.ts';
import './composer.ts';
import './suggest-input.ts';
import './command-form.ts';
import { render } from 'lit';
import { Actions } from './actions.ts';
import { appView } from './app-view.ts';
import { Page } from './page.ts';
import { Session } from './session.ts';
import { channelOf, titleOf } from './state.ts';

const root = document.querySelector<HTMLElement>('#app') ?? document.body;
const light = matchMedia('(prefers-color-scheme: light)');
const page = new Page(paint);
const session = new Session(page);
const actions = new Actions(page, session);
const { state } = page;

light.addEventListener('change', page.draw);
addEventListener('hashchange', () => actions.openChannel(location.hash.slice(1)));
addEventListener('keydown', (event) => {
  // As on Discord, a slash anywhere but in a field begins a command.
  if (event.key !== '/' || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return;
  if (
    event
      .composedPath()
      .some((place) => place instanceof HTMLElement && place.matches('input, textarea, select'))
  )
    return;
  event.preventDefault();
  void page.composer()?.openPicker();
});
// Relative times, and polls that end.
setInterval(page.draw, 60_000);
page.draw();
void session.begin();

function paint(): void {
  render(appView({ state, light: light.matches, narrow: page.isNarrow(), actions }), root);
  const channel = channelOf(state, state.channelId);
  document.title = `${state.unread.size > 0 ? '• ' : ''}${channel ? `${titleOf(channel)} · ` : ''}Sandbox`;
  page.stick.attach(document.querySelector<HTMLElement>('.scroll'));
}
