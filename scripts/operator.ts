import { existsSync } from 'node:fs';
import { config } from 'dotenv';
import { type Config, readConfig } from '../src/config.ts';
import { SetupError } from '../src/errors.ts';

/** Runs an operator's task with the settings of the bot, as `runTask` does. */
export async function operate(
  task: (config: Config, args: readonly string[]) => Promise<string>,
): Promise<void> {
  await runTask((args) => {
    if (existsSync('.env')) config({ quiet: true });
    return task(readConfig(process.env), args);
  });
}

/** Runs a task and prints what it returns. What who called it can mend is said in a line, with exit code 1. */
export async function runTask(
  task: (args: readonly string[]) => string | undefined | Promise<string | undefined>,
): Promise<void> {
  try {
    const said = await task(process.argv.slice(2));
    if (said) console.log(said);
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

/** The one argument, a path. */
export function fileArgument(args: readonly string[], usage: string): string {
  const [file] = args;
  if (!file || args.length > 1) throw new SetupError(`Use it so: ${usage}`);
  return file;
}
