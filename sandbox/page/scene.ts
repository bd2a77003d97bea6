/** What the drawing of a message needs to know of its surroundings, and what it may do. */
import type { APIMessage } from 'discord-api-types/v10';

export interface Scene {
  /** The person who is looking. */
  me: string;
  /** Drawn in light colours. */
  light: boolean;
  /** Grows when names, roles or channels may be others. */
  worldVersion: number;
  /** Names for ids; an unknown id gives undefined. */
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  roleName(id: string): string | undefined;
  /** What a select of people, roles or channels may offer here. */
  choices(kind: PickKind): Choice[];
  /** A component that waits for its answer, as `messageId/customId`. */
  pending: ReadonlySet<string>;
  /** The message whose menu is open. */
  menuOn: string | undefined;
  act: Acts;
}

export type PickKind = 'user' | 'role' | 'mentionable' | 'channel';

export interface Choice {
  value: string;
  label: string;
  description?: string;
  emoji?: string;
  chosen?: boolean;
}

export interface Acts {
  press(message: APIMessage, customId: string): void;
  choose(message: APIMessage, customId: string, values: string[]): void;
  vote(message: APIMessage, answerIds: number[]): void;
  dismiss(message: APIMessage): void;
  messageMenu(message: APIMessage, opener: HTMLElement): void;
  openChannel(id: string): void;
  pickCommand(name: string): void;
}
