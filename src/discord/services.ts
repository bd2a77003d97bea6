import type { Director } from '../discussion/director.ts';
import type { DiscussionStore } from '../discussion/store.ts';
import type { Library } from '../library.ts';
import type { Shelf } from '../reading/shelf.ts';
import type { PlacementStore, ReadingStore } from '../reading/store.ts';
import type { GuildStore, Housekeeping } from '../settings/guilds.ts';
import type { PersonalData } from '../settings/personal.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { UnansweredStore } from '../settings/unanswered.ts';
import type { Download } from './download.ts';
import type { Places } from './places.ts';

/** What `main.ts` builds once and hands to every command. */
export interface Services {
  readonly library: Library;
  /** Readings as members see them: up to the paragraph that the group has been assigned. */
  readonly shelf: Shelf;
  /** Readings as a whole, for moderators' work. */
  readonly wholeShelf: Shelf;
  /** The readings of one's own, with drafts and removed ones. */
  readonly readings: ReadingStore;
  readonly placements: PlacementStore;
  readonly settings: SettingsStore;
  readonly discussions: DiscussionStore;
  readonly director: Director;
  readonly unanswered: UnansweredStore;
  readonly personal: PersonalData;
  readonly guilds: GuildStore;
  /** The servers whose rows name a person: for what concerns oneself, everywhere. */
  readonly housekeeping: Pick<Housekeeping, 'naming'>;
  readonly places: Places;
  /** Fetches what somebody attached. */
  readonly download: Download;
}
