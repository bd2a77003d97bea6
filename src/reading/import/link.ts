import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import querystring from 'node:querystring';
import ipaddr from 'ipaddr.js';
import { Agent, fetch, type Response } from 'undici';
import { UserError } from '../../errors.ts';
import { bytesOf } from '../../text/bytes.ts';
import { withDeadline } from '../../text/deadline.ts';
import type { Source } from './imported.ts';
import { LIMITS } from './limits.ts';

/** A page, and where it was found in the end. */
export interface Fetched extends Source {
  readonly url: string;
}

/**
 * Fetches the page that a link leads to, and no more: no pictures, scripts or cookies.
 *
 * @throws UserError where the link is none, leads into a network of one's own, or gives no page in time
 */
export type FetchPage = (link: string) => Promise<Fetched>;

/**
 * Makes what fetches pages from public addresses. A name is looked up once, and what was found is connected to, so
 * that it can't lead elsewhere between the check and the use; each redirect is checked anew.
 *
 * @param options.allowed addresses with their ports that are taken for public, such as `127.0.0.1:8080`: for tests alone
 * @param options.timeoutMs from the first look-up to the last byte
 */
export function createPageFetcher({
  allowed = [],
  timeoutMs = 10_000,
}: {
  readonly allowed?: readonly string[];
  readonly timeoutMs?: number;
} = {}): FetchPage {
  async function follow(link: URL, dispatcher: Agent, signal: AbortSignal): Promise<Fetched> {
    let url = link;
    for (let hops = 0; hops <= REDIRECTS; hops++) {
      if (!allowed.includes(url.host)) checkPublic(url);
      const response = await fetch(url, {
        dispatcher,
        redirect: 'manual',
        signal,
        headers: { 'user-agent': USER_AGENT, accept: ACCEPT },
      });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || next === null) return readPage(url, response);
      await response.body?.cancel();
      if (!URL.canParse(next, url.href)) throw unreachable(url);
      url = new URL(next, url);
    }
    throw new UserError(
      'link-redirects',
      `The link is passed on more than ${REDIRECTS} times. Open it in a browser and send the address that it ends at.`,
    );
  }

  return async (link) => {
    const url = parseLink(link);
    const agent = new Agent({ connect: { lookup: lookupPublic } });
    try {
      return await withDeadline(timeoutMs, (signal) => follow(url, agent, signal));
    } catch (error) {
      throw refusalOf(error, url, timeoutMs);
    } finally {
      await agent.destroy();
    }
  };
}

const REDIRECTS = 5;
const ACCEPT =
  'text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf;q=0.9, */*;q=0.1';
/** Says who asks and why, so that a site can refuse it. */
const USER_AGENT = 'Pilcrow (Discord bot for close reading; fetches one page when a person asks)';
const PORTS = new Set(['', '80', '443']);

function parseLink(link: string): URL {
  const typed = link.trim().replace(/^<(.*)>$/, '$1');
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new UserError(
      'link-form',
      'A link begins with https:// or http:// and holds no password. Copy it from the browser’s address bar.',
    );
  url.hash = '';
  return url;
}

/** @throws UserError where the address itself, or its port, is no public one */
function checkPublic(url: URL): void {
  if (!/^https?:$/.test(url.protocol) || !PORTS.has(url.port)) throw notPublic();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) && !isPublic(host)) throw notPublic();
}

/** Node's `lookup` for sockets, that gives public addresses alone. */
function lookupPublic(
  host: string,
  options: object,
  done: (error: Error | null, addresses: { address: string; family: number }[]) => void,
): void {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.every(({ address }) => isPublic(address))) return done(null, addresses);
    done(notPublic(), []);
  });
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === 'unicast';
}

async function readPage(url: URL, response: Response): Promise<Fetched> {
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new UserError(
      'link-status',
      `The site answered ${response.status} instead of the page. Open the link in a browser; if the page is there, save it and send the file.`,
    );
  }
  const data = await bytesOf(response.body, LIMITS.file, pageTooLarge);
  const type = response.headers.get('content-type');
  const name = querystring.unescape(url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname);
  return { url: url.href, name, contentType: type, data: asStated(data, type) };
}

function pageTooLarge(): UserError {
  return new UserError(
    'link-size',
    `The page is larger than ${LIMITS.file / 1e6} MB. Send the part that your group reads as a file.`,
  );
}

/** What the server says of the characters goes before what the page says (HTML, section 13.2.3.2). */
function asStated(data: Buffer, type: string | null): Buffer {
  const [, charset] = /^text\/.*;\s*charset="?([\w-]+)/i.exec(type ?? '') ?? [];
  if (!charset || /^utf-?8$/i.test(charset)) return data;
  try {
    return Buffer.from(`\uFEFF${new TextDecoder(charset).decode(data)}`);
  } catch {
    return data;
  }
}

function refusalOf(error: unknown, url: URL, timeoutMs: number): unknown {
  const refusal = [error, (error as Error).cause].find((one) => one instanceof UserError);
  if (refusal) return refusal;
  const { name } = error as Error;
  if (name === 'TimeoutError' || name === 'AbortError')
    return new UserError(
      'link-time',
      `The page did not come within ${timeoutMs / 1000} seconds. Try again later, or save it in a browser and send the file.`,
    );
  return unreachable(url);
}

function unreachable(url: URL): UserError {
  return new UserError(
    'link-unreachable',
    `${url.hostname} could not be reached. Check the link; if a browser opens it, save the page and send the file.`,
  );
}

function notPublic(): UserError {
  return new UserError(
    'link-private',
    'The link leads to an address that is not on the public web. Save the page and send the file.',
  );
}
