/* `npm run migrate`: brings the database up to this version, as starting the bot does too. */
import { openStorage } from '../src/storage/storage.ts';
import { operate } from './operator.ts';

await operate(async ({ dataDir, databaseUrl, token }) => {
  const { engine, migrated, close } = await openStorage({ dataDir, databaseUrl, secret: token });
  await close();
  return `${engine}: ${migrated.length > 0 ? `migrated ${migrated.join(', ')}` : 'up to date'}`;
});
