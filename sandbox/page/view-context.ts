/** What every view is given: what the page knows, how it is drawn, and what a person may do. */
import type { Actions } from './actions.ts';
import type { PageState } from './state.ts';

export interface ViewContext {
  state: PageState;
  /** Drawn in light colours. */
  light: boolean;
  /** The list of channels lies over the open one, not beside it. */
  narrow: boolean;
  actions: Actions;
}
