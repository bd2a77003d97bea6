import type { Clock } from './clock.ts';
import type { Channel, Guild, Interaction, Message, World } from './world.ts';

/** What every action of the sandbox needs: the world, its time, new ids, and a way to say what happened. */
export interface Context {
  world: World;
  clock: Clock;
  newId(): string;
  /** Where files are served, such as http://127.0.0.1:4747. */
  url(): string;
  emit(event: SandboxEvent): void;
  /** Is a bot on the gateway? */
  botOnline(): boolean;
}

/** What happened, told to the gateway and to the pages, each of which decides who may hear of it. */
export type SandboxEvent =
  | { type: 'message-created'; message: Message }
  | { type: 'message-updated'; message: Message }
  | { type: 'message-deleted'; message: Message }
  | { type: 'vote'; message: Message; userId: string; answerId: number; added: boolean }
  | { type: 'channel-created'; channel: Channel }
  | { type: 'channel-updated'; channel: Channel }
  | { type: 'channel-deleted'; channel: Channel }
  | { type: 'member-added'; guild: Guild; userId: string }
  | { type: 'member-updated'; guild: Guild; userId: string }
  | { type: 'member-removed'; guild: Guild; userId: string }
  | { type: 'role-deleted'; guild: Guild; roleId: string }
  | { type: 'commands-changed' }
  | { type: 'interaction'; interaction: Interaction }
  | { type: 'interaction-answered'; interaction: Interaction; by: ResponseKind; message: Message | null }
  | { type: 'interaction-failed'; interaction: Interaction; reason: string }
  | { type: 'bot'; online: boolean }
  | { type: 'bot-refused'; method: string; route: string; status: number; code: number; message: string };

export type ResponseKind = 'message' | 'deferred' | 'update' | 'deferred-update' | 'modal' | 'autocomplete';
