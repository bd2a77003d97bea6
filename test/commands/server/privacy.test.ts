import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDS } from '../../../sandbox/server/default-world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot();
});
afterEach(() => discord[Symbol.asyncDispose]());

/** Has the admin choose a reading, which is kept with who did. */
async function adminChoosesReading() {
  const card = await discord.as('admin').command('setup');
  await card.select(/Choose the reading/).choose('us-japan-security-treaty');
}

describe('/privacy', () => {
  it('says to somebody who only asks that nothing is stored', async () => {
    const student = discord.as('student');
    await student.command('ask', { question: 'Who is Ra Mason?' });
    for (const place of [student, student.inDirectMessages()]) {
      const answer = await place.command('privacy show');
      expect(answer.private).toBe(true);
      expect(answer.text).toContain('Nothing.');
      expect(answer.text).toContain('Questions that you ask');
    }
    expect((await student.command('privacy delete')).text).toContain('nothing to delete');
    const [file] = (await student.command('privacy export')).files;
    expect(JSON.parse(file?.text ?? '')).toMatchObject({ user: IDS.student, items: [] });
  });

  it('shows what is stored and why, gives it as a file, and deletes it without undoing it', async () => {
    await adminChoosesReading();
    const admin = discord.as('admin');
    const shown = await admin.command('privacy show');
    expect(shown.text).toContain('That you chose the reading of a channel, a thread or the server');
    expect(shown.text).toContain('It goes: With /privacy delete');
    const [file] = (await admin.command('privacy export')).files;
    expect(JSON.parse(file?.text ?? '').items).toMatchObject([
      { kind: 'reading-placed', server: IDS.guild, about: 'us-japan-security-treaty' },
    ]);

    const asked = await admin.command('privacy delete');
    expect(asked.text).toContain('One item is stored about you');
    await asked.button('Delete').press();
    expect(asked.text).toContain('Deleted: one item.');
    expect((await admin.command('privacy show')).text).toContain('Nothing.');
    expect((await admin.command('reading about')).text).toContain('this server’s default reading');
  });

  it('lets somebody who left a server delete what it has, from anywhere', async () => {
    await adminChoosesReading();
    discord.leave('admin');
    const admin = discord.as('admin').inDirectMessages();
    const asked = await admin.command('privacy delete');
    await asked.button('Delete').press();
    expect(asked.text).toContain('Deleted: one item.');
  });

  it('lets admins forget somebody else in their own server, and nobody else', async () => {
    await adminChoosesReading();
    const theirs = { person: IDS.admin };
    expect((await discord.as('student').command('privacy delete', theirs)).text).toEqual(
      refusal('not-admin', 'Only people with the permission “Manage Server” may do this. Ask one of them.'),
    );
    // An admin of another server reaches nothing here.
    expect((await discord.as('stranger').command('privacy delete', theirs)).text).toContain(
      'Nothing is stored about this person in this server',
    );
    expect((await discord.as('admin').command('privacy delete', { person: 'Ada' })).text).toEqual(
      refusal(
        'person-unknown',
        'This is no person’s id. It has 15 to 20 digits: turn on Developer Mode in Discord’s settings, then “Copy User ID” on one of their messages.',
      ),
    );
    const asked = await discord.as('admin').command('privacy delete', { person: `<@${IDS.admin}>` });
    expect(asked.text).toContain('stored about this person, in this server');
    await asked.button('Delete').press();
    expect(asked.text).toContain('Deleted: one item.');
  });
});
