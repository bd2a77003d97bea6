/* `npm run restore FILE`: puts a backup in the database's place, while the bot is stopped. */
import { SetupError } from '../src/errors.ts';
import { restoreSqlite } from '../src/storage/backup.ts';
import { fileArgument, operate } from './operator.ts';

await operate(async ({ dataDir, databaseUrl }, args) => {
  const file = fileArgument(args, 'npm run restore FILE');
  if (databaseUrl)
    throw new SetupError(
      `DATABASE_URL is set, so the data is in PostgreSQL, which has its own tool. Stop the bot, then: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" ${file}`,
    );
  const aside = restoreSqlite(dataDir, file, new Date());
  return `Restored and checked: ${file}${aside ? `\nThe database that was there is now ${aside}` : ''}`;
});
