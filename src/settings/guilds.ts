/** Servers as a whole: which ones have something stored, which ones the bot has left, and their purging. */
export interface GuildStore {
  /** Notes that the bot was removed from a server, unless that is noted already. */
  readonly markLeft: (guildId: string, at: Date) => Promise<void>;
  /** Notes that the bot is (back) in a server. */
  readonly markJoined: (guildId: string) => Promise<void>;
  /** Deletes everything of a server. Returns how many rows there were. */
  readonly purge: (guildId: string) => Promise<number>;
}

/** What concerns all servers: for the operator's own tasks, never for a command's answer. */
export interface Housekeeping {
  /** Servers that have anything stored and that the bot has not left. */
  readonly present: () => Promise<readonly string[]>;
  /** Servers that the bot left before a moment. */
  readonly leftBefore: (moment: Date) => Promise<readonly string[]>;
  /** Servers whose rows name a person: for `/privacy` outside any server. */
  readonly naming: (userId: string) => Promise<readonly string[]>;
  /** Deletes readings that were removed, and drafts that were saved, before a moment. Returns how many. */
  readonly dropRemovedBefore: (moment: Date) => Promise<number>;
  /** Forgets which process carried out interactions before a moment. */
  readonly dropClaimsBefore: (moment: Date) => Promise<void>;
}

/** How long a server's rows are kept after the bot has left it. */
export const PURGE_DAYS = 30;
