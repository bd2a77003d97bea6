/** One person's seeing: who one is, the world and its channels as they are loaded, and what happens in them. */
import type { PageEvent } from '../server/page-api.ts';
import { spoken } from './message-view.ts';
import type { Page } from './page.ts';
import { type Listening, Server, UNREACHABLE } from './server.ts';
import { channelOf, firstChannel, isForum, take } from './state.ts';

/** Messages asked for at a time. */
export const PORTION = 50;
const REMEMBERED = 'sandbox.person';
const TRY_AGAIN_MS = 1500;

export class Session {
  server = new Server('');
  private listening: Listening | undefined;

  constructor(private readonly page: Page) {}

  /** Asks until the server answers, then sees as the person of last time, or the first. */
  async begin(): Promise<void> {
    const { known } = this.page;
    for (;;) {
      try {
        known.people = await Server.people();
        const wanted = recall();
        const person = known.people.find((one) => one.id === wanted) ?? known.people[0];
        if (!person) throw new Error('Nobody lives in this sandbox.');
        this.become(person.id);
        return;
      } catch (error) {
        this.page.notice((error as Error).message);
        await new Promise((done) => setTimeout(done, TRY_AGAIN_MS));
      }
    }
  }

  /** Sees and speaks as this person from now on. */
  become(person: string): void {
    const { known } = this.page;
    remember(person);
    this.listening?.close();
    this.page.live.clear();
    known.me = person;
    known.world = null;
    for (const old of [known.messages, known.commands, known.whole, known.unread]) old.clear();
    this.server = new Server(person);
    this.listening = this.server.listen({
      event: (event) => this.hear(event),
      lost: () => {
        known.connected = false;
        this.page.notice(UNREACHABLE);
      },
    });
    this.page.draw();
  }

  open(id: string): void {
    const { known } = this.page;
    known.channelId = id;
    known.unread.delete(id);
    if (location.hash.slice(1) !== id) history.replaceState(null, '', `#${id}`);
    this.page.draw();
    void this.loadChannel(id);
  }

  private hear(event: PageEvent): void {
    const { known, live } = this.page;
    this.page.interactions.hear(event);
    const news = take(known, event);
    if (news) live.say(`${news.author.global_name ?? news.author.username}: ${spoken(news).slice(0, 500)}`);
    if (event.type === 'hello') void this.refresh();
    else if (event.type === 'commands-changed') void this.loadCommands(known.channelId);
    else if (event.type === 'bot-refused') {
      this.page.notice(`Discord would refuse what the bot sent: ${event.message} (${event.code})`);
    }
    if (known.world && !channelOf(known, known.channelId)) this.open(firstChannel(known.world));
    this.page.draw();
  }

  /** At each new connection: what happened before it. */
  private async refresh(): Promise<void> {
    const { known } = this.page;
    const asked = this.server;
    const world = await this.page.tried(() => asked.world());
    if (!world || asked !== this.server) return;
    known.world = world;
    known.worldVersion++;
    if (world.people.length > 0) known.people = world.people;
    known.messages.clear();
    known.commands.clear();
    known.connected = true;
    this.page.forgetNotice(UNREACHABLE);
    const wanted = [known.channelId, location.hash.slice(1)].find((id) => channelOf(known, id));
    this.open(wanted ?? firstChannel(world));
  }

  private async loadChannel(id: string): Promise<void> {
    if (!id) return;
    const { known } = this.page;
    const asked = this.server;
    if (!known.commands.has(id)) void this.loadCommands(id);
    const channel = channelOf(known, id);
    // A forum holds posts and no messages of its own.
    const messages = channel && isForum(channel) ? [] : await this.page.tried(() => asked.messages(id));
    if (!messages || asked !== this.server) return;
    known.messages.set(id, messages);
    if (messages.length < PORTION) known.whole.add(id);
    else known.whole.delete(id);
    this.page.draw();
    if (id === known.channelId) this.page.stick.toEnd();
  }

  private async loadCommands(id: string): Promise<void> {
    if (!id) return;
    const asked = this.server;
    const commands = await this.page.tried(() => asked.commands(id));
    if (!commands || asked !== this.server) return;
    this.page.known.commands.set(id, commands);
    this.page.draw();
  }
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
