import type { RawRequest } from '../../src/discord/request.ts';

/** What a student asks in a channel of a server, with these differences. */
export function aRequest(differences: Partial<RawRequest> = {}): RawRequest {
  return {
    user: { id: '300', name: 'Sam' },
    guildId: '100',
    botInServer: true,
    channelId: '200',
    parentId: null,
    permissions: { member: 0n, app: 0n },
    roles: [],
    moderates: async () => false,
    options: {},
    subcommand: null,
    fields: {},
    values: [],
    files: [],
    message: null,
    now: new Date(0),
    progress: async () => {},
    ...differences,
  };
}
