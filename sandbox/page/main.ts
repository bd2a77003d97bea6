/** The page's beginning: puts its parts together, begins, and paints whenever something changed. */
import './style.css';
import './elements.ts';
import './select.ts';
import './composer.ts';
import { render } from 'lit';
import { appView } from './app-view.ts';
import { runnables } from './commands.ts';
import { deedsOf } from './deeds.ts';
import { Page } from './page.ts';
import type { Scene } from './scene.ts';
import { Session } from './session.ts';
import { channelOf, choicesOf, titleOf, userName } from './state.ts';

const root = document.querySelector<HTMLElement>('#app') ?? document.body;
const light = matchMedia('(prefers-color-scheme: light)');
const page = new Page(paint);
const session = new Session(page);
const { acts, deeds } = deedsOf(page, session);
const { known } = page;

light.addEventListener('change', page.draw);
addEventListener('hashchange', () => acts.openChannel(location.hash.slice(1)));
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
  render(appView(known, scene(), runnables(known.commands.get(known.channelId) ?? []), deeds), root);
  const channel = channelOf(known, known.channelId);
  document.title = `${known.unread.size > 0 ? '• ' : ''}${channel ? `${titleOf(channel)} · ` : ''}Sandbox`;
  page.stick.attach(document.querySelector<HTMLElement>('.scroll'));
}

function scene(): Scene {
  return {
    me: known.me,
    light: light.matches,
    worldVersion: known.worldVersion,
    userName: (id) => userName(known, id),
    channelName: (id) => channelOf(known, id)?.name,
    roleName: (id) =>
      known.world?.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name,
    choices: (kind) => choicesOf(known, kind),
    pending: known.pending,
    menuOn: known.menu?.message.id,
    act: acts,
  };
}
