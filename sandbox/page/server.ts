/** The way to the sandbox's server: requests, and the socket that brings what happens. */
import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import type {
  PageAction,
  PageActions,
  PageEvent,
  PageFile,
  PagePerson,
  PageRefusal,
  World,
} from '../server/page-api.ts';

export const UNREACHABLE =
  'The sandbox does not answer. Is it still running in the terminal? This page tries again by itself.';

/** Everything that one person may ask. All reject with an Error whose message may be shown. */
export class Server {
  private readonly base: string;

  constructor(readonly person: string) {
    this.base = `/page-api/as/${encodeURIComponent(person)}`;
  }

  static people(): Promise<PagePerson[]> {
    return answer(fetch('/page-api/people'));
  }

  world(): Promise<World> {
    return answer(fetch(`${this.base}/world`));
  }

  /** Oldest first; the newest 50, or those before a message. */
  messages(channelId: string, before?: string): Promise<APIMessage[]> {
    const query = before ? `?limit=50&before=${before}` : '?limit=50';
    return answer(fetch(`${this.base}/channels/${channelId}/messages${query}`));
  }

  commands(channelId: string): Promise<APIApplicationCommand[]> {
    return answer(fetch(`${this.base}/channels/${channelId}/commands`));
  }

  act<A extends PageAction>(action: A, body: PageActions[A]['body']): Promise<PageActions[A]['answer']> {
    const headers = { 'content-type': 'application/json' };
    return answer(fetch(`${this.base}/${action}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  /** Brings files up, one after another; their ids, in the same order. */
  async upload(files: readonly File[]): Promise<string[]> {
    const ids: string[] = [];
    for (const file of files) {
      const headers = { 'content-type': file.type || 'application/octet-stream' };
      const url = `${this.base}/files?name=${encodeURIComponent(file.name)}`;
      const { attachment } = await answer<PageFile>(fetch(url, { method: 'POST', headers, body: file }));
      ids.push(attachment.id);
    }
    return ids;
  }

  /** Listens until closed, through every break of the line. */
  listen(on: { event(event: PageEvent): void; lost(): void }): Listening {
    const url = new URL(`${this.base}/events`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return new Listening(url, on);
  }
}

const RETRY_MS = [300, 700, 1500, 3000];

export class Listening {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private closed = false;

  constructor(
    private readonly url: URL,
    private readonly on: { event(event: PageEvent): void; lost(): void },
  ) {
    this.open();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private open(): void {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = (frame) => {
      this.tries = 0;
      if (!this.closed) this.on.event(JSON.parse(String(frame.data)) as PageEvent);
    };
    socket.onclose = () => {
      if (this.closed) return;
      this.on.lost();
      const wait = RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)];
      this.timer = setTimeout(() => this.open(), wait);
    };
  }
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new Error(UNREACHABLE);
  });
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : {}) as T;
  throw new Error(refusal(text) ?? `The sandbox refused this (${response.status}).`);
}

function refusal(text: string): string | undefined {
  try {
    return (JSON.parse(text) as PageRefusal).message;
  } catch {
    return undefined;
  }
}
