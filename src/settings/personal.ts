/** A kind of row that names a person. */
export interface PersonalKind {
  /** Stable identifier, for the export. */
  readonly id: string;
  /** What is stored, to the person: "That you added a reading". */
  readonly what: string;
  readonly why: string;
  /** How and when it goes. */
  readonly goes: string;
}

export interface PersonalItem {
  readonly kind: PersonalKind;
  /** What it is about, such as the id of a reading. */
  readonly about: string;
  /** The person's own words, where the row holds some; as it is stored. */
  readonly holds: string | null;
  readonly at: Date | null;
}

/** All that is stored about people, whatever part of the bot stored it. */
export interface PersonalData {
  /** Every kind that can be stored. */
  readonly kinds: readonly PersonalKind[];
  /** What a server's rows hold about a person. */
  readonly about: (guildId: string, userId: string) => Promise<readonly PersonalItem[]>;
  /** Takes a person out of a server's rows, whether or not they are still a member. Returns how many rows changed. */
  readonly forget: (guildId: string, userId: string) => Promise<number>;
}
