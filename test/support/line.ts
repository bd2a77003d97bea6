import { createServer, request as forward, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** When a request's line breaks: before Discord has heard of it, or once it has answered. */
export type Break = 'before' | 'after';

/**
 * Stands between a bot and Discord's REST interface, and breaks the lines of some requests.
 *
 * @returns what the bot takes for Discord's address
 */
export async function startLine(
  apiUrl: string,
  breaks: (request: IncomingMessage) => Break | undefined,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const { hostname: host, port } = new URL(apiUrl);
  const server = createServer((incoming, outgoing) => {
    const { url: path, method, headers } = incoming;
    const broken = breaks(incoming);
    if (broken === 'before') return outgoing.destroy();
    const passed = forward({ host, port, path, method, headers }, (answer) => {
      if (broken === 'after') {
        answer.resume();
        return outgoing.destroy();
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      return answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    return incoming.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
