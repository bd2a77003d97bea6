/** The way to the sandbox's server: requests, and the socket that brings events. */
import type { APIApplicationCommand, APIAttachment, APIMessage } from 'discord-api-types/v10';
import type {
  PageAction,
  PageAnswer,
  PageBody,
  PageEvent,
  PagePerson,
  PageRefusal,
  PageWorld,
} from '../server/page-api.ts';

export const UNREACHABLE =
  'The sandbox does not answer. Is it still running in the terminal? This page tries again by itself.';
/** Messages asked for at a time. */
export const BATCH = 50;

/** Everything that one person may ask. All reject with an Error whose message may be shown. */
export class Client {
  private readonly base: string;

  constructor(person: string) {
    this.base = `/page-api/as/${encodeURIComponent(person)}`;
  }

  static people(): Promise<PagePerson[]> {
    return request('/page-api/people');
  }

  world(): Promise<PageWorld> {
    return request(`${this.base}/world`);
  }

  /** Oldest first: the newest, or those before a message. */
  messages(channelId: string, before?: string): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: String(BATCH), ...(before && { before }) });
    return request(`${this.base}/channels/${channelId}/messages?${query}`);
  }

  commands(channelId: string): Promise<APIApplicationCommand[]> {
    return request(`${this.base}/channels/${channelId}/commands`);
  }

  run<A extends PageAction>(action: A, body: PageBody<A>): Promise<PageAnswer<A>> {
    return post(`${this.base}/${action}`, 'application/json', JSON.stringify(body));
  }

  /** Uploads files, one after another; their ids, in the same order. */
  async upload(files: readonly File[]): Promise<string[]> {
    const ids: string[] = [];
    for (const file of files) {
      const url = `${this.base}/files?name=${encodeURIComponent(file.name)}`;
      const { id } = await post<APIAttachment>(url, file.type || 'application/octet-stream', file);
      ids.push(id);
    }
    return ids;
  }

  /** Listens until closed; connects again whenever the connection breaks. */
  listen(on: EventHandlers): EventStream {
    const url = new URL(`${this.base}/events`, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return new EventStream(url, on);
  }
}

interface EventHandlers {
  event(event: PageEvent): void;
  lost(): void;
}

const RETRY_MS = [300, 700, 1500, 3000];

export class EventStream {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private closed = false;

  constructor(
    private readonly url: URL,
    private readonly on: EventHandlers,
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

function post<T>(url: string, contentType: string, body: BodyInit): Promise<T> {
  return request(url, { method: 'POST', headers: { 'content-type': contentType }, body });
}

async function request<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch(() => {
    throw new Error(UNREACHABLE);
  });
  if (response.ok) return response.json();
  const refusal: PageRefusal | undefined = await response.json().catch(() => undefined);
  throw new Error(refusal?.message ?? `The sandbox refused this (${response.status}).`);
}
