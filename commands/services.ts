import type { Cite } from '../src/citation/cite.ts';
import type { Download } from '../src/discord/download.ts';
import type { ServerView } from '../src/discord/server-view.ts';
import type { Director } from '../src/discussion/director.ts';
import type { DiscussionStore } from '../src/discussion/discussion-store.ts';
import type { ImportFile } from '../src/reading/import/import.ts';
import type { FetchPage } from '../src/reading/import/link.ts';
import type { PlacementStore, ReadingStore } from '../src/reading/reading-store.ts';
import type { Shelf } from '../src/reading/shelf.ts';
import type { Search } from '../src/search/search.ts';
import type { GuildStore, Housekeeping } from '../src/settings/guilds.ts';
import type { PersonalData } from '../src/settings/personal.ts';
import type { SettingsStore } from '../src/settings/settings.ts';
import type { UnansweredStore } from '../src/settings/unanswered.ts';

/** What `main.ts` builds once and hands to every command. */
export interface Services {
  readonly search: Search;
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
  readonly serverView: ServerView;
  /** Fetches what somebody attached. */
  readonly download: Download;
  readonly importFile: ImportFile;
  /** Not there where the host has switched it off. */
  readonly fetchPage: FetchPage | undefined;
  readonly cite: Cite;
}
