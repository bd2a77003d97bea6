import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createPageFetcher } from '../../../src/reading/import/link.ts';
import { closeServers, serve } from '../../discord/http-servers.ts';
import { refusal } from '../../support/refusals.ts';

/** A site on this machine, and what may fetch from it. */
async function site(answer: Parameters<typeof serve>[0], timeoutMs?: number) {
  const { origin, host } = new URL(await serve(answer));
  return { origin, fetchPage: createPageFetcher({ allowed: [host], ...(timeoutMs && { timeoutMs }) }) };
}

const NOT_PUBLIC = refusal(
  'link-private',
  'The link leads to an address that is not on the public web. Save the page and send the file.',
);

it('brings the page with its address in the end, its name and kind, without cookies', async () => {
  const seen: unknown[] = [];
  const { origin, fetchPage } = await site((request, response) => {
    seen.push(request.headers.cookie, request.headers['user-agent']);
    if (request.url === '/a')
      response.writeHead(302, { location: '/news/the%20page.html', 'set-cookie': 'a=b' }).end();
    else
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync('<p>Words</p>'));
  });
  const { data, ...page } = await fetchPage(`<${origin}/a#part>`);
  expect(page).toEqual({
    url: `${origin}/news/the%20page.html`,
    name: 'the page.html',
    contentType: 'text/html',
  });
  expect(Buffer.from(data).toString()).toBe('<p>Words</p>');
  const agent = 'Pilcrow (Discord bot for close reading; fetches one page when a person asks)';
  expect(seen).toEqual([undefined, agent, undefined, agent]);
});

it('reads the characters as the server says', async () => {
  const { origin, fetchPage } = await site((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=shift_jis' })
      .end(Buffer.from('93fa967b', 'hex')),
  );
  expect(Buffer.from((await fetchPage(origin)).data).toString()).toBe('\uFEFF日本');
});

it.each([
  'http://127.0.0.1/',
  'http://localhost/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[64:ff9b::a00:1]/',
  'http://10.1.2.3/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://192.168.0.1/',
  'http://0.0.0.0/',
  'http://224.0.0.1/',
  'http://example.com:8080/',
  'https://example.com:22/',
])('does not go to %s', async (link) => {
  await expect(createPageFetcher()(link)).rejects.toEqual(NOT_PUBLIC);
});

it.each(['http://127.0.0.1/', 'http://localhost/', 'http://[::1]:80/', 'ftp://example.com/'])(
  'does not follow a redirect to %s',
  async (location) => {
    const { origin, fetchPage } = await site((_, response) => response.writeHead(301, { location }).end());
    await expect(fetchPage(origin)).rejects.toEqual(NOT_PUBLIC);
  },
);

it.each(['file:///etc/passwd', 'example.com', 'https://user:pass@example.com/', 'javascript:1', ''])(
  'does not take %j for a link',
  async (link) => {
    await expect(createPageFetcher()(link)).rejects.toEqual(
      refusal(
        'link-form',
        'A link begins with https:// or http:// and holds no password. Copy it from the browser’s address bar.',
      ),
    );
  },
);

it('gives up where it is passed on and on', async () => {
  const { origin, fetchPage } = await site((_, response) => response.writeHead(302, { location: '/' }).end());
  await expect(fetchPage(origin)).rejects.toEqual(
    refusal(
      'link-redirects',
      'The link is passed on more than 5 times. Open it in a browser and send the address that it ends at.',
    ),
  );
});

it('says what the site answered instead of the page', async () => {
  const { origin, fetchPage } = await site((_, response) => response.writeHead(403).end('no'));
  await expect(fetchPage(origin)).rejects.toEqual(
    refusal(
      'link-status',
      'The site answered 403 instead of the page. Open the link in a browser; if the page is there, save it and send the file.',
    ),
  );
});

it('stops a page that is too large, also where it only becomes so unpacked', async () => {
  const { origin, fetchPage } = await site((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(20_000_000, 'a'))),
  );
  await expect(fetchPage(origin)).rejects.toEqual(
    refusal('link-size', 'The page is larger than 8 MB. Send the part that your group reads as a file.'),
  );
});

it('does not wait for a page that trickles', async () => {
  const { origin, fetchPage } = await site((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<p>');
  }, 200);
  await expect(fetchPage(origin)).rejects.toEqual(
    refusal(
      'link-time',
      'The page did not come within 0.2 seconds. Try again later, or save it in a browser and send the file.',
    ),
  );
});

it('says that a site can’t be reached', async () => {
  const { origin, fetchPage } = await site(() => {});
  closeServers();
  await expect(fetchPage(origin)).rejects.toEqual(
    refusal(
      'link-unreachable',
      '127.0.0.1 could not be reached. Check the link; if a browser opens it, save the page and send the file.',
    ),
  );
});
