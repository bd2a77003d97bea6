/** One person at the page: who that is, the servers and channels they see, and the events that change them. */
import type { PageEvent } from '../server/page-api.ts';
import { BATCH, Client, type EventStream, UNREACHABLE } from './client.ts';
import { messageText } from './message-text.ts';
import type { Page } from './page.ts';
import { applyEvent, channelOf, firstChannel, isForum } from './state.ts';
import { displayName } from './text.ts';

const STORAGE_KEY = 'sandbox.person';
const RETRY_MS = 1500;

export class Session {
  client = new Client('');
  private events: EventStream | undefined;

  constructor(private readonly page: Page) {}

  /** Asks until the server answers, then sees as the person of last time, or the first. */
  async begin(): Promise<void> {
    const { state } = this.page;
    for (;;) {
      try {
        state.people = await Client.people();
        const last = recallPerson();
        const person = state.people.find(({ id }) => id === last) ?? state.people[0];
        if (!person) throw new Error('Nobody lives in this sandbox.');
        this.become(person.id);
        return;
      } catch (error) {
        this.page.showNotice((error as Error).message);
        await new Promise((done) => setTimeout(done, RETRY_MS));
      }
    }
  }

  /** Sees and speaks as this person from now on. */
  become(person: string): void {
    const { state } = this.page;
    rememberPerson(person);
    this.events?.close();
    this.page.live.clear();
    state.me = person;
    state.world = null;
    for (const old of [state.messages, state.commands, state.complete, state.unread]) old.clear();
    this.client = new Client(person);
    this.events = this.client.listen({
      event: (event) => this.handleEvent(event),
      lost: () => {
        state.connected = false;
        this.page.showNotice(UNREACHABLE);
      },
    });
    this.page.draw();
  }

  open(id: string): void {
    const { state } = this.page;
    state.channelId = id;
    state.unread.delete(id);
    if (location.hash.slice(1) !== id) history.replaceState(null, '', `#${id}`);
    this.page.draw();
    void this.loadChannel(id);
  }

  private handleEvent(event: PageEvent): void {
    const { state, live } = this.page;
    this.page.interactions.handleEvent(event);
    const news = applyEvent(state, event);
    if (news) live.say(`${displayName(news.author)}: ${messageText(news).slice(0, 500)}`);
    if (event.type === 'hello') void this.refresh();
    else if (event.type === 'commands-changed') void this.loadCommands(state.channelId);
    else if (event.type === 'bot-refused') {
      this.page.showNotice(`Discord would refuse what the bot sent: ${event.message} (${event.code})`);
    }
    if (state.world && !channelOf(state, state.channelId)) this.open(firstChannel(state.world));
    this.page.draw();
  }

  /** At each new connection: what happened before it. */
  private async refresh(): Promise<void> {
    const { state } = this.page;
    const world = await this.ask((client) => client.world());
    if (!world) return;
    state.world = world;
    state.worldVersion++;
    state.people = world.people;
    state.messages.clear();
    state.commands.clear();
    state.connected = true;
    this.page.dismissNotice(UNREACHABLE);
    const wanted = [state.channelId, location.hash.slice(1)].find((id) => channelOf(state, id));
    this.open(wanted ?? firstChannel(world));
  }

  private async loadChannel(id: string): Promise<void> {
    if (!id) return;
    const { state } = this.page;
    if (!state.commands.has(id)) void this.loadCommands(id);
    const channel = channelOf(state, id);
    // A forum holds posts and no messages of its own.
    const messages = channel && isForum(channel) ? [] : await this.ask((client) => client.messages(id));
    if (!messages) return;
    state.messages.set(id, messages);
    if (messages.length < BATCH) state.complete.add(id);
    else state.complete.delete(id);
    this.page.draw();
    if (id === state.channelId) this.page.stick.toEnd();
  }

  private async loadCommands(id: string): Promise<void> {
    const commands = id && (await this.ask((client) => client.commands(id)));
    if (!commands) return;
    this.page.state.commands.set(id, commands);
    this.page.draw();
  }

  /** Undefined where it failed, or where somebody else looks by now. */
  private async ask<T>(question: (client: Client) => Promise<T>): Promise<T | undefined> {
    const { client } = this;
    const answer = await this.page.attempt(() => question(client));
    return client === this.client ? answer : undefined;
  }
}

/** A browser that keeps nothing only forgets who one was. */
function rememberPerson(person: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, person);
  } catch {
    // Nothing to do.
  }
}

function recallPerson(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
