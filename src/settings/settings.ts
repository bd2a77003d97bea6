/** What a server has set up. Its default reading is placed like any other (see `PlacementStore`). */
export interface Settings {
  readonly moderatorRoleId: string | null;
  /** Where discussion prompts are posted. */
  readonly promptChannelId: string | null;
  /** The moderators' channel, with the review queue. */
  readonly reviewChannelId: string | null;
  /** IANA, such as `Europe/Berlin`. */
  readonly timezone: string;
  /** BCP 47 of what the bot posts by itself. */
  readonly language: string;
  /** Whether moderators see who proposes an anonymous prompt from now on. Proposers are told beforehand. */
  readonly showProposers: boolean;
  /** Whether questions without an answer are kept, without who asked them. */
  readonly keepUnanswered: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  moderatorRoleId: null,
  promptChannelId: null,
  reviewChannelId: null,
  timezone: 'UTC',
  language: 'en',
  showProposers: false,
  keepUnanswered: false,
};

export interface SettingsStore {
  /** The server's settings; the defaults where it has set none. */
  readonly get: (guildId: string) => Promise<Settings>;
  /** Changes the settings that are named and leaves the others. Returns all of them. */
  readonly change: (guildId: string, change: Partial<Settings>) => Promise<Settings>;
}
