import { existsSync } from 'node:fs';
import { config } from 'dotenv';
import { type Config, readConfig } from '../src/config.ts';
import { SetupError } from '../src/errors.ts';

/** Runs an operator's task with the settings of the bot. What they can mend is said in a line, with exit code 1. */
export async function operate(
  task: (config: Config, args: readonly string[]) => Promise<string>,
): Promise<void> {
  try {
    if (existsSync('.env')) config({ quiet: true });
    console.log(await task(readConfig(process.env), process.argv.slice(2)));
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
