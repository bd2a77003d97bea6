/** The gateway: bots' sockets, their sessions, and what each may hear (https://docs.discord.com/developers/events/gateway). */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GatewayCloseCodes as Close,
  GatewayIntentBits as Intent,
  GatewayOpcodes as Op,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context, SandboxEvent } from './context.ts';
import { type Dispatch, dispatchesOf, guildCreate } from './gateway-events.ts';
import { presentApplication, presentUserById } from './present/server.ts';

const HEARTBEAT_MS = 41_250;
const KEPT_FOR_RESUME = 1_000;
const ALL_INTENTS = Object.values(Intent).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);
const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;

export interface Gateway {
  /** Takes over a request for a socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends on to every session what it may hear. */
  tell(event: SandboxEvent): void;
  /** Is a bot identified and connected? */
  online(): boolean;
  /** Cuts every bot's line without a word, as a lost network does. Sessions can be resumed. */
  drop(): void;
  /** Asks every bot to connect again (opcode 7). */
  askToReconnect(): void;
  close(): void;
}

interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  socket: WebSocket | null;
  sequence: number;
  sent: { s: number; frame: string }[];
}

export function startGateway(
  context: Context,
  options: { token: string; url: () => string; onlineChanged: (online: boolean) => void },
): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const { application } = context.world;
  let wasOnline = false;

  const online = () => [...sessions.values()].some((it) => it.socket);
  const changed = () => {
    if (online() === wasOnline) return;
    wasOnline = !wasOnline;
    options.onlineChanged(wasOnline);
  };

  sockets.on('connection', (socket: WebSocket) => {
    let session: Session | undefined;
    send(socket, { op: Op.Hello, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });
    socket.on('message', (frame) => {
      let message: { op?: number; d?: unknown } | null;
      try {
        message = JSON.parse(String(frame));
      } catch {
        socket.close(Close.DecodeError, 'Error while decoding payload.');
        return;
      }
      switch (message?.op) {
        case Op.Heartbeat:
          send(socket, { op: Op.HeartbeatAck });
          break;
        case Op.Identify:
          if (session) socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
          else session = identify(socket, message.d as Identify);
          break;
        case Op.Resume:
          session = resume(socket, message.d as Resume);
          break;
        // Heard, and without effect here.
        case Op.RequestGuildMembers:
        case Op.PresenceUpdate:
        case Op.VoiceStateUpdate:
          break;
        default:
          socket.close(session ? Close.UnknownOpcode : Close.NotAuthenticated, 'Unknown opcode.');
      }
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      if (session?.socket === socket) {
        session.socket = null;
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      }
      changed();
    });
  });

  function identify(socket: WebSocket, d: Identify): Session | undefined {
    const refuse = (code: number, reason: string) => {
      socket.close(code, reason);
      return undefined;
    };
    if (bare(d?.token) !== options.token) return refuse(Close.AuthenticationFailed, 'Authentication failed.');
    if (!Number.isInteger(d.intents) || d.intents < 0 || d.intents & ~ALL_INTENTS)
      return refuse(Close.InvalidIntents, 'Invalid intent(s).');
    if (d.intents & PRIVILEGED) return refuse(Close.DisallowedIntents, 'Disallowed intent(s).');
    const [index, count] = d.shard ?? [0, 1];
    if (!(index >= 0 && index < count)) return refuse(Close.InvalidShard, 'Invalid shard.');

    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents: d.intents,
      shard: [index, count],
      socket,
      sequence: 0,
      sent: [],
    };
    sessions.set(session.id, session);
    const guilds = [...context.world.guilds.values()].filter(
      (it) => it.members.has(application.botId) && isOnShard(session, it.id),
    );
    dispatch(session, 'READY', {
      v: 10,
      user: {
        ...presentUserById(context.world, application.botId),
        verified: true,
        mfa_enabled: true,
        email: null,
      },
      guilds: guilds.map((it) => ({ id: it.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: options.url(),
      shard: session.shard,
      application: {
        id: application.id,
        flags: 0,
        install_params: presentApplication(context.world).install_params,
      },
      private_channels: [],
      session_type: 'normal',
      _trace: [],
    });
    if (session.intents & Intent.Guilds)
      for (const guild of guilds) dispatch(session, 'GUILD_CREATE', guildCreate(context, guild));
    changed();
    return session;
  }

  function resume(socket: WebSocket, d: Resume): Session | undefined {
    const session = sessions.get(d?.session_id);
    if (bare(d?.token) !== options.token) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    const oldest = session?.sent[0]?.s ?? (session?.sequence ?? 0) + 1;
    if (!session || d.seq > session.sequence || d.seq < oldest - 1) {
      send(socket, { op: Op.InvalidSession, d: false });
      return undefined;
    }
    session.socket?.terminate();
    session.socket = socket;
    for (const { s, frame } of session.sent) if (s > d.seq) socket.send(frame);
    dispatch(session, 'RESUMED', { _trace: [] });
    changed();
    return session;
  }

  function dispatch(session: Session, t: string, d: unknown): void {
    session.sequence += 1;
    const frame = JSON.stringify({ op: Op.Dispatch, t, s: session.sequence, d });
    session.sent.push({ s: session.sequence, frame });
    if (session.sent.length > KEPT_FOR_RESUME) session.sent.shift();
    session.socket?.send(frame);
  }

  function tell(event: SandboxEvent): void {
    if (!sessions.size) return;
    const dispatches = dispatchesOf(context, event);
    for (const session of sessions.values())
      for (const each of dispatches) if (mayHear(session, each)) dispatch(session, each.t, each.data());
  }

  return {
    upgrade(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request));
    },
    tell,
    online,
    drop() {
      for (const client of sockets.clients) client.terminate();
    },
    askToReconnect() {
      for (const client of sockets.clients) send(client, { op: Op.Reconnect, d: null });
    },
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

interface Identify {
  token: string;
  intents: number;
  shard?: [number, number];
}

interface Resume {
  token: string;
  session_id: string;
  seq: number;
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

function bare(token: unknown): string {
  return String(token ?? '').replace(/^Bot\s+/i, '');
}

function isOnShard(session: Session, guildId: string | null): boolean {
  const [index, count] = session.shard;
  return guildId === null ? index === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;
}

function mayHear(session: Session, dispatch: Dispatch): boolean {
  return (
    (dispatch.intent === 0 || Boolean(session.intents & dispatch.intent)) &&
    isOnShard(session, dispatch.guildId)
  );
}
