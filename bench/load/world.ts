import { addGuild, BOT_PERMISSIONS } from '../../sandbox/server/default-world.ts';
import { addChannel, addMember, emptyWorld, type World } from '../../sandbox/server/world.ts';
import { serverId } from '../library.ts';

export const SERVERS = 200;
const CHANNELS = 5;
export const PEOPLE = 20_000;
const BOT_ID = '110000000000000001';

/** Many servers with a bot in each, and people who are in one server each. */
export function makeWorld(): World {
  const world = emptyWorld({
    id: BOT_ID,
    name: 'Bot',
    description: '',
    botId: BOT_ID,
    ownerId: ownerOf(0),
    userInstalls: new Set(),
    installPermissions: BOT_PERMISSIONS,
  });
  const addUser = (id: string, bot = false) =>
    world.users.set(id, { id, handle: id, name: `person-${id}`, globalName: null, bot });
  addUser(BOT_ID, true);
  for (let i = 0; i < SERVERS; i++) {
    addUser(ownerOf(i));
    const role = String(400000000000000000n + BigInt(i));
    const guild = addGuild(world, serverId(i), `Server ${i}`, ownerOf(i), role);
    addMember(guild, ownerOf(i), 0);
    for (let n = 0; n < CHANNELS; n++)
      addChannel(world, { id: channelOf(i, n), guildId: guild.id, name: `channel-${n}`, position: n });
  }
  for (let i = 0; i < PEOPLE; i++) {
    const { userId, guildId } = personAt(i);
    addUser(userId);
    const guild = world.guilds.get(guildId);
    if (guild) addMember(guild, userId, 0);
  }
  return world;
}

/** Who may do everything in a server. */
export function ownerOf(server: number): string {
  return String(200000000000000000n + BigInt(server));
}

export function channelOf(server: number, n = 0): string {
  return String(300000000000000000n + BigInt(server * CHANNELS + n));
}

/** A person, and a channel of the server that they are in. Those next to each other are in different servers. */
export function personAt(i: number) {
  const server = i % SERVERS;
  return {
    userId: String(500000000000000000n + BigInt(i)),
    guildId: serverId(server),
    channelId: channelOf(server, Math.floor(i / SERVERS) % CHANNELS),
  };
}
