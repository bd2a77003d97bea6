import type { Library } from '../library.ts';
import type { Shelf } from '../reading/shelf.ts';

/** What `main.ts` builds once and hands to every command. */
export interface Services {
  readonly library: Library;
  readonly shelf: Shelf;
}
