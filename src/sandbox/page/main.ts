/** The page's beginning: asks for the world, listens, draws, and turns what a person does into requests. */
import './style.css';
import './elements.ts';
import './select.ts';
import './composer.ts';
import type { APIMessage } from 'discord-api-types/v10';
import { render } from 'lit';
import type { PageEvent } from '../page-api.ts';
import { appView, type Deeds, narrow } from './app-view.ts';
import { type Filled, interactionOptions, type Runnable, runnables } from './commands.ts';
import type { ComposerPort, SandboxComposer } from './composer.ts';
import { closeDialog } from './dialog.ts';
import { Interactions } from './interactions.ts';
import { LiveRegion } from './live.ts';
import { spoken } from './message-view.ts';
import type { Scene } from './scene.ts';
import { type Listening, Server, UNREACHABLE } from './server.ts';
import { channelOf, choicesOf, firstChannel, nothingKnown, take, titleOf, userName } from './state.ts';
import { StickToEnd } from './stick.ts';

const REMEMBERED = 'sandbox.person';
const PAGE = 50;

const light = matchMedia('(prefers-color-scheme: light)');
const root = document.querySelector<HTMLElement>('#app')!;
const live = new LiveRegion();
const interactions = new Interactions();
const stick = new StickToEnd();
const known = nothingKnown();
let server = new Server('');
let listening: Listening | undefined;
let drawing = false;
let noticeCount = 0;

light.addEventListener('change', draw);
// Relative times, and polls that end.
setInterval(draw, 60_000);
addEventListener('hashchange', () => openChannel(location.hash.slice(1)));
draw();
void begin();

// ---- Beginning, and beginning again

async function begin(): Promise<void> {
  for (;;) {
    try {
      known.people = await Server.people();
      const wanted = recall();
      const person = known.people.find((one) => one.id === wanted) ?? known.people[0];
      if (!person) throw new Error('Nobody lives in this sandbox.');
      become(person.id);
      return;
    } catch (error) {
      notice((error as Error).message);
      await new Promise((done) => setTimeout(done, 1500));
    }
  }
}

/** Sees and speaks as this person from now on. */
function become(person: string): void {
  listening?.close();
  known.me = person;
  known.world = null;
  known.messages.clear();
  known.commands.clear();
  known.whole.clear();
  known.unread.clear();
  server = new Server(person);
  listening = server.listen({
    event: hear,
    lost() {
      known.connected = false;
      notice(UNREACHABLE);
    },
  });
  draw();
}

function hear(event: PageEvent): void {
  interactions.hear(event);
  if (event.type === 'hello') void refresh();
  else if (event.type === 'bot-refused')
    notice(`Discord would refuse what the bot sent: ${event.message} (${event.code})`);
  else if (event.type === 'commands-changed') void loadCommands(known.channelId);
  const news = take(known, event);
  if (news) live.say(`${news.author.global_name ?? news.author.username}: ${spoken(news).slice(0, 500)}`);
  if (event.type === 'channel-changed' && event.channel.id === known.channelId)
    void loadCommands(known.channelId);
  draw();
}

/** At each new connection: what happened before it. */
async function refresh(): Promise<void> {
  const asked = server;
  try {
    const world = await asked.world();
    if (asked !== server) return;
    known.world = world;
    known.worldVersion++;
    known.people = world.people.length > 0 ? world.people : known.people;
    known.messages.clear();
    known.commands.clear();
    const wanted = [known.channelId, location.hash.slice(1)].find((id) => channelOf(known, id));
    known.channelId = wanted ?? firstChannel(world);
    known.connected = true;
    known.notices = known.notices.filter((one) => one.text !== UNREACHABLE);
    draw();
    await loadChannel(known.channelId);
  } catch (error) {
    notice((error as Error).message);
  }
}

async function loadChannel(id: string): Promise<void> {
  if (!id) return;
  const asked = server;
  const commands = known.commands.has(id) ? Promise.resolve() : loadCommands(id);
  try {
    const messages = await asked.messages(id);
    if (asked !== server) return;
    known.messages.set(id, messages);
    if (messages.length < PAGE) known.whole.add(id);
    else known.whole.delete(id);
  } catch (error) {
    notice((error as Error).message);
  }
  await commands;
  draw();
  stick.toEnd();
}

async function loadCommands(id: string): Promise<void> {
  const asked = server;
  const commands = await asked.commands(id).catch(() => []);
  if (asked !== server) return;
  known.commands.set(id, commands);
  draw();
}

// ---- Drawing

const act: Scene['act'] = {
  press: (message, customId) => void component(message, customId),
  choose: (message, customId, values) => void component(message, customId, values),
  vote: (message, answerIds) => void vote(message, answerIds),
  dismiss: (message) => void dismiss(message),
  messageMenu(message, opener) {
    known.menu = { message, opener };
    draw();
  },
  openChannel,
  pickCommand: (name) => composer()?.begin(name),
};

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
    act,
  };
}

function draw(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    render(appView(known, scene(), runnables(known.commands.get(known.channelId) ?? []), deeds), root);
    const channel = channelOf(known, known.channelId);
    document.title = `${known.unread.size > 0 ? '• ' : ''}${channel ? `${titleOf(channel)} · ` : ''}Sandbox`;
    stick.attach(document.querySelector<HTMLElement>('.scroll'));
  });
}

// ---- What a person does

const composerPort: ComposerPort = {
  send: (content, files) =>
    told(async () => {
      const ids = await server.upload(files);
      await server.act('message', {
        channelId: known.channelId,
        content,
        ...(ids.length > 0 ? { files: ids } : {}),
      });
      stick.toEnd();
    }),
  run: (runnable, filled, files) => told(() => runCommand(runnable, filled, files)),
  async complete(runnable, filled, focused) {
    const options = interactionOptions(runnable, filled, focused);
    const body = { channelId: known.channelId, commandId: runnable.command.id, options };
    return (await server.act('autocomplete', body)).choices;
  },
  say: (text) => live.say(text),
};

const deeds: Deeds = {
  open: openChannel,
  speakAs(personId) {
    remember(personId);
    become(personId);
    live.say(`You speak as ${userName(known, personId) ?? 'someone else'}.`);
  },
  drawer(open) {
    known.drawer = open;
    draw();
    focusSoon(open ? '.side [aria-current], .side .channel' : '.open-side');
  },
  forget(id) {
    known.notices = known.notices.filter((one) => one.id !== id);
    draw();
  },
  older: () => void older(),
  tryOut: (command, filled) => composer()?.begin(command, filled),
  newPost(channelId) {
    known.threading = { channelId, sending: false };
    draw();
  },
  messageCommand(command, message) {
    closeMenu();
    const body = { channelId: message.channel_id, commandId: command.id, targetId: message.id };
    void told(() => interactions.outcome(server.act('command', body))).catch(quiet);
  },
  openThread(message) {
    closeMenu();
    known.threading = { channelId: message.channel_id, message, sending: false };
    draw();
  },
  remove(message) {
    closeMenu();
    void told(() =>
      server.act('delete-message', { channelId: message.channel_id, messageId: message.id }),
    ).catch(quiet);
  },
  closeMenu,
  modal: { submit: (filled) => void submitModal(filled.fields, filled.files), cancel: cancelModal },
  thread: {
    start: (name, content, tags) => void startThread(name, content, tags),
    cancel() {
      closeDialog();
      known.threading = undefined;
      draw();
    },
  },
  composer: composerPort,
};

async function runCommand(runnable: Runnable, filled: Filled, files: Record<string, File>): Promise<void> {
  const values = { ...filled };
  for (const [option, file] of Object.entries(files)) values[option] = (await server.upload([file]))[0]!;
  const options = interactionOptions(runnable, values);
  const body = { channelId: known.channelId, commandId: runnable.command.id, options };
  await interactions.outcome(server.act('command', body));
  stick.toEnd();
}

function openChannel(id: string): void {
  if (!channelOf(known, id)) return;
  known.channelId = id;
  known.unread.delete(id);
  const closes = known.drawer && narrow();
  known.drawer = false;
  if (location.hash.slice(1) !== id) history.replaceState(null, '', `#${id}`);
  draw();
  void loadChannel(id);
  if (closes) focusSoon('.open-side');
}

async function component(message: APIMessage, customId: string, values?: string[]): Promise<void> {
  const key = `${message.id}/${customId}`;
  const had = document.activeElement;
  known.pending.add(key);
  draw();
  const body = {
    channelId: message.channel_id,
    messageId: message.id,
    customId,
    ...(values ? { values } : {}),
  };
  await told(() => interactions.outcome(server.act('component', body))).catch(quiet);
  known.pending.delete(key);
  draw();
  await new Promise(requestAnimationFrame);
  // A button that waits is disabled and loses the focus: it comes back, unless a person moved on.
  if (document.activeElement !== document.body && document.activeElement !== had) return;
  if (known.modal) return;
  const place = document.querySelector(`[data-message="${CSS.escape(message.id)}"]`);
  place?.querySelector<HTMLElement>(`[data-custom-id="${CSS.escape(customId)}"]`)?.focus();
}

async function vote(message: APIMessage, answerIds: number[]): Promise<void> {
  const voted = message.poll?.results?.answer_counts.some((count) => count.me_voted);
  if (answerIds.length === 0 && !voted) return live.say('Select an answer first.');
  const body = { channelId: message.channel_id, messageId: message.id, answerIds };
  await told(() => server.act('vote', body))
    .then(() => live.say(answerIds.length > 0 ? 'Your vote is counted.' : 'Your vote is taken back.'))
    .catch(quiet);
  focusSoon(`[data-message="${CSS.escape(message.id)}"] .poll-foot button`);
}

async function dismiss(message: APIMessage): Promise<void> {
  const body = { channelId: message.channel_id, messageId: message.id };
  await told(() => server.act('dismiss', body)).catch(quiet);
  take(known, { type: 'message-deleted', ...body });
  draw();
  composer()?.focus();
  live.say('Dismissed.');
}

async function submitModal(
  fields: Record<string, string | string[] | boolean>,
  files: Record<string, File[]>,
): Promise<void> {
  const { modal } = known;
  if (!modal || modal.sending) return;
  modal.sending = true;
  modal.fault = undefined;
  draw();
  try {
    const filled = { ...fields };
    for (const [id, some] of Object.entries(files)) filled[id] = await server.upload(some);
    await interactions.outcome(
      server.act('submit-modal', { interactionId: modal.interactionId, fields: filled }),
    );
    closeDialog();
    if (known.modal === modal) known.modal = undefined;
  } catch (error) {
    modal.fault = (error as Error).message;
  }
  modal.sending = false;
  draw();
}

function cancelModal(): void {
  const { modal } = known;
  closeDialog();
  known.modal = undefined;
  draw();
  if (modal) void server.act('dismiss-modal', { interactionId: modal.interactionId }).catch(quiet);
}

async function startThread(name: string, content: string, tags: string[]): Promise<void> {
  const { threading } = known;
  if (!threading || threading.sending) return;
  threading.sending = true;
  draw();
  try {
    const { channelId } = await server.act('thread', {
      channelId: threading.channelId,
      name,
      ...(threading.message ? { messageId: threading.message.id } : {}),
      ...(content ? { content } : {}),
      ...(tags.length > 0 ? { tags } : {}),
    });
    closeDialog();
    known.threading = undefined;
    openChannel(channelId);
  } catch (error) {
    threading.fault = (error as Error).message;
    threading.sending = false;
  }
  draw();
}

async function older(): Promise<void> {
  const { channelId } = known;
  const here = known.messages.get(channelId) ?? [];
  if (!here[0]) return;
  const found = await told(() => server.messages(channelId, here[0]!.id)).catch(quiet);
  if (!found) return;
  if (found.length < PAGE) known.whole.add(channelId);
  const scroll = document.querySelector('.scroll');
  const fromEnd = scroll ? scroll.scrollHeight - scroll.scrollTop : 0;
  known.messages.set(channelId, [...found, ...(known.messages.get(channelId) ?? [])]);
  draw();
  await new Promise(requestAnimationFrame);
  if (scroll) scroll.scrollTop = scroll.scrollHeight - fromEnd;
}

function closeMenu(): void {
  const opener = known.menu?.opener;
  if (!opener) return;
  known.menu = undefined;
  draw();
  opener.focus();
}

// ---- Saying what went wrong

/** Does it; what goes wrong is shown, and thrown on for whoever must know that it did. */
async function told<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    notice((error as Error).message);
    throw error;
  }
}

function quiet(): undefined {
  return undefined;
}

function notice(text: string): void {
  if (!known.notices.some((one) => one.text === text)) {
    known.notices = [...known.notices, { id: ++noticeCount, text }].slice(-3);
  }
  draw();
}

// ---- Small things

function composer(): SandboxComposer | null {
  return document.querySelector<SandboxComposer>('sandbox-composer');
}

function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** A browser that keeps nothing only forgets who one was. */
function remember(person: string): void {
  try {
    sessionStorage.setItem(REMEMBERED, person);
  } catch {
    // Nothing to do.
  }
}

function recall(): string | null {
  try {
    return sessionStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
