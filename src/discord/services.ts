import type { Library } from '../library.ts';
import type { Shelf } from '../reading/shelf.ts';
import type { PlacementStore, ReadingStore } from '../reading/store.ts';
import type { Download } from './download.ts';

/** What `main.ts` builds once and hands to every command. */
export interface Services {
  readonly library: Library;
  readonly shelf: Shelf;
  /** The readings of one's own, with drafts and removed ones. */
  readonly readings: ReadingStore;
  readonly placements: PlacementStore;
  /** Fetches what somebody attached. */
  readonly download: Download;
}
