/* `npm run backup FILE`: a copy of the database, while the bot may be running. */
import { SetupError } from '../src/errors.ts';
import { backupSqlite } from '../src/storage/backup.ts';
import { fileArgument, operate } from './operator.ts';

await operate(async ({ dataDir, databaseUrl }, args) => {
  const file = fileArgument(args, 'npm run backup FILE');
  if (databaseUrl)
    throw new SetupError(
      `DATABASE_URL is set, so the data is in PostgreSQL, which has its own tool: pg_dump --format=custom --file=${file} "$DATABASE_URL"`,
    );
  backupSqlite(dataDir, file);
  return `Saved and checked: ${file}`;
});
