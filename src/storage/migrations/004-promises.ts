import type { Kysely, Migration } from 'kysely';
import type { Sealing } from '../seal.ts';

interface Tables {
  prompts: { guild_id: string; id: string; proposed_by: string | null; body: string };
  notices: { guild_id: string; id: string; user_id: string | null };
}

/**
 * A prompt keeps what its proposer was told of who sees their name. What those of before were told is not known,
 * so nobody sees it; who proposed them, and whom notices are for, can no longer be read in the tables.
 */
export const promises = ({ seal }: Sealing): Migration => ({
  async up(db: Kysely<Tables>): Promise<void> {
    for (const { guild_id, id, proposed_by, body } of await db
      .selectFrom('prompts')
      .select(['guild_id', 'id', 'proposed_by', 'body'])
      .execute()) {
      const { anonymous, ...rest } = JSON.parse(body);
      await db
        .updateTable('prompts')
        .set({
          body: JSON.stringify({ ...rest, proposerSeenBy: anonymous ? 'nobody' : 'members' }),
          proposed_by: proposed_by !== null && anonymous ? seal(proposed_by) : proposed_by,
        })
        .where('guild_id', '=', guild_id)
        .where('id', '=', id)
        .execute();
    }
    for (const { guild_id, id, user_id } of await db
      .selectFrom('notices')
      .select(['guild_id', 'id', 'user_id'])
      .execute())
      if (user_id !== null)
        await db
          .updateTable('notices')
          .set({ user_id: seal(user_id) })
          .where('guild_id', '=', guild_id)
          .where('id', '=', id)
          .execute();
  },
});
