/**
 * Something that the person who asked can mend. Its message is shown to them, privately, so it says what
 * went wrong and what to do next, and holds no path, token or other server's data.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** @param id short stable identifier for logs and tests, such as `paragraph-unknown` */
  constructor(
    readonly id: string,
    message: string,
  ) {
    super(message);
  }
}

/** Another process of this bot does what was asked, and answers: this one does nothing and says nothing. */
export class DoneElsewhere extends Error {
  override readonly name = 'DoneElsewhere';
}

/** A fault in what the operator set up (settings, token, data files): one line on what to do, exit code not 0. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}
