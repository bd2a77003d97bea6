import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flatten } from '../../../sandbox/server/component.ts';
import { IDS } from '../../../sandbox/server/default-world.ts';
import { addRole, type Guild } from '../../../sandbox/server/world.ts';
import type { TestDiscord } from '../../../sandbox/testing/harness.ts';
import { addDraft } from '../../support/adding.ts';
import { startDiscordWithBot } from '../../support/bot.ts';
import { refusal } from '../../support/refusals.ts';

const OTHER_ROLE = '1100000000000000777';

let discord: TestDiscord & AsyncDisposable;
beforeEach(async () => {
  discord = await startDiscordWithBot();
});
afterEach(() => discord[Symbol.asyncDispose]());

describe('/setup', () => {
  it('shows what is set, saves each choice at once, and changes nothing by being used again', async () => {
    const admin = discord.as('admin');
    const card = await admin.command('setup');
    expect(card.private).toBe(true);
    expect(card.text).toContain('**Moderators:** only people with the permission “Manage Server”');
    expect(card.text).toContain('**Discussion prompts go to:** not chosen');
    expect(card.text).toContain('**Time zone:** UTC');

    await card.select(/moderators’ role/).choose(IDS.moderatorRole);
    await card.select(/text channel or a forum/).choose(IDS.discussions);
    await card.select(/only moderators see/).choose(IDS.moderators);
    await card.select(/Choose the reading/).choose('us-japan-security-treaty');
    const { modal } = await card.button('Change time zone').press();
    await modal.submit({ 'Time zone': 'berlin', 'Language of dates': 'Deutsch' });
    await card.button('Keep unanswered questions').press();

    for (const shown of [card, await admin.command('setup')]) {
      expect(shown.text).toContain(`**Moderators:** <@&${IDS.moderatorRole}>`);
      expect(shown.text).toContain(`go to:** <#${IDS.discussions}> ✓`);
      expect(shown.text).toContain(`review prompts in:** <#${IDS.moderators}> ✓`);
      expect(shown.text).toMatch(/Default reading:\*\* Washington Unlikely/);
      expect(shown.text).toContain('**Time zone:** Europe/Berlin');
      expect(shown.text).toContain('**Language of dates:** Deutsch');
      expect(shown.text).toContain('kept, without who asked');
    }
    expect((await admin.command('reading about')).text).toContain('this server’s default reading');

    // AND a choice can be taken back
    await card.select(/moderators’ role/).choose();
    expect(card.text).toContain('**Moderators:** only people with');
    await card.select(/Choose the reading/).choose();
    expect(card.text).toContain('**Default reading:** none chosen');
  });

  it('names exactly the permissions that the bot lacks in a channel, and sees when they are given', async () => {
    discord.setOverwrite('discussions', IDS.botRole, {
      deny: PermissionFlagsBits.SendPolls | PermissionFlagsBits.ManageThreads,
    });
    const card = await discord.as('admin').command('setup');
    await card.select(/text channel or a forum/).choose(IDS.discussions);
    expect(card.text).toContain('The bot lacks there: **Manage Threads, Create Polls**.');
    discord.setOverwrite('discussions', IDS.botRole, {});
    await card.button('Check again').press();
    expect(card.text).toContain(`<#${IDS.discussions}> ✓`);
  });

  it('says which channel or role is gone', async () => {
    const card = await discord.as('admin').command('setup');
    await card.select(/moderators’ role/).choose(IDS.moderatorRole);
    await card.select(/text channel or a forum/).choose(IDS.discussions);
    discord.deleteChannel('discussions');
    discord.deleteRole(IDS.moderatorRole);
    await card.button('Check again').press();
    expect(card.text).toContain('the channel that was chosen is gone');
    expect(card.text).toContain('the role that was chosen is gone');
  });

  it('takes no channel of another kind, and no reading that was removed meanwhile', async () => {
    const admin = discord.as('admin');
    const draft = await addDraft(discord, admin, { name: 'g.md', content: '# Gone\n\nWords.\n' });
    await draft.button('Approve').press();
    const card = await admin.command('setup');
    expect((await card.select(/only moderators see/).choose(IDS.discussions)).text).toEqual(
      refusal(
        'channel-unfit',
        'The bot can’t use this channel: it does not see it, or it is of another kind. Choose another, or allow the bot to view it.',
      ),
    );
    await admin.command('library remove', { reading: 'gone' });
    expect((await card.select(/Choose the reading/).choose('gone')).text).toEqual(
      refusal('reading-gone', 'This reading was removed meanwhile. Choose another.'),
    );
    const now = await admin.command('setup');
    expect(now.text).toContain('review prompts in:** not chosen');
    expect(now.text).toContain('**Default reading:** none chosen');
  });

  const ROLE_UNFIT = refusal(
    'role-unfit',
    'This role can’t be the moderators’: everybody has it, an app or a subscription gives it, or it is not of this server. Choose one that you give to people.',
  );

  it.each([
    ['@everyone', IDS.guild],
    ['an app’s own role', IDS.botRole],
  ])('takes no role as the moderators’ that people are not given: %s', async (_, id) => {
    const card = await discord.as('admin').command('setup');
    expect((await card.select(/moderators’ role/).choose(id)).text).toEqual(ROLE_UNFIT);
    expect((await discord.as('admin').command('setup')).text).toContain('**Moderators:** only people with');
  });

  it.each(['1100000000000009999', 'x', '0'])(
    'takes no role and no channel that the server does not have, whatever is forged: %s',
    async (id) => {
      const card = await discord.as('admin').command('setup');
      // GIVEN somebody whose client sends what no menu offers
      const message = discord.sandbox.world.messages.get(card.channelId)?.get(card.id);
      for (const menu of flatten(message?.components ?? [])) menu.options = [{ label: id, value: id }];
      // WHEN they choose it THEN it is refused, and nothing is set
      expect((await card.select(/moderators’ role/).choose(id)).text).toEqual(ROLE_UNFIT);
      for (const menu of [/text channel or a forum/, /only moderators see/])
        expect((await card.select(menu).choose(id)).text).toContain('The bot can’t use this channel');
      const { text } = await discord.as('admin').command('setup');
      expect(text).toMatch(/Moderators:\*\* only people with.*go to:\*\* not chosen.*in:\*\* not chosen/s);
    },
  );

  it('makes nobody a moderator by @everyone, which could be chosen once', async () => {
    await using before = await startDiscordWithBot({
      stored: async ({ settings }) => {
        await settings.change(IDS.guild, { moderatorRoleId: IDS.guild });
      },
    });
    expect((await before.as('student').command('discuss queue')).text).toContain('Only moderators');
    expect((await before.as('admin').command('setup')).text).toContain('not one that people are given');
  });

  it('takes no time zone that there is not, and offers those that may be meant', async () => {
    const card = await discord.as('admin').command('setup');
    const submit = async (zone: string) => {
      const { modal } = await card.button('Change time zone').press();
      return (await modal.submit({ 'Time zone': zone, 'Language of dates': 'English' })).text;
    };
    for (const [zone, hint] of [
      ['Mars', 'Give a large city in it, or its IANA name, such as Europe/Berlin.'],
      ['+09:00', 'Give a large city in it, or its IANA name, such as Europe/Berlin.'],
      [
        'North Dakota',
        'Did you mean America/North_Dakota/Beulah, America/North_Dakota/Center, America/North_Dakota/New_Salem?',
      ],
    ])
      expect(await submit(zone as string)).toEqual(
        refusal('timezone-unknown', `“${zone}” names no time zone. ${hint}`),
      );
    expect((await discord.as('admin').command('setup')).text).toContain('**Time zone:** UTC');
  });

  it('is for people who may manage the server, and refuses one who no longer may', async () => {
    expect(discord.as('student').commands()).not.toContain('setup');
    expect(discord.as('student').inDirectMessages().commands()).not.toContain('setup');
    // GIVEN somebody who has the card open
    const role = discord.sandbox.world.guilds.get(IDS.guild)?.roles.get(IDS.moderatorRole);
    if (!role) throw new Error('no role');
    role.permissions |= PermissionFlagsBits.ManageGuild;
    const card = await discord.as('moderator').command('setup');
    const time = (await card.button('Change time zone').press()).modal;
    const erase = (await card.button('Delete everything').press()).modal;
    // WHEN they lose the role
    discord.setRole('moderator', IDS.moderatorRole, false);
    // THEN neither button, menu nor open modal does anything
    const refused = [
      await card.button('Keep unanswered questions').press(),
      await card.select(/text channel or a forum/).choose(IDS.reading),
      await time.submit({ 'Time zone': 'Asia/Tokyo', 'Language of dates': 'English' }),
      await erase.submit({ 'To go on, type DELETE': 'DELETE' }),
    ];
    for (const { text } of refused)
      expect(text).toEqual(
        refusal('not-admin', 'Only people with the permission “Manage Server” may do this. Ask one of them.'),
      );
    const now = await discord.as('admin').command('setup');
    expect(now.text).toContain('**Time zone:** UTC');
    expect(now.text).toContain('go to:** not chosen');
    expect(now.text).toContain('not kept');
  });

  it('makes moderators of those who have the role, as long as they have it', async () => {
    const moderator = discord.as('moderator');
    const card = await discord.as('admin').command('setup');
    const isRefused = async () =>
      (await moderator.command('library list')).text.includes('Only moderators of this server may do this');
    // Discord offers the command for a permission that the role has; the bot looks for the role itself.
    expect(await isRefused()).toBe(true);
    await card.select(/moderators’ role/).choose(IDS.moderatorRole);
    expect(await isRefused()).toBe(false);
    addRole(discord.sandbox.world.guilds.get(IDS.guild) as Guild, {
      id: OTHER_ROLE,
      name: 'Readers',
      position: 2,
      permissions: 0n,
    });
    await card.select(/moderators’ role/).choose(OTHER_ROLE);
    expect(card.text).toContain('The role lacks **Manage Messages**');
    expect(await isRefused()).toBe(true);
  });

  it('changes the server where it is pressed, and no other', async () => {
    const here = await discord.as('admin').command('setup');
    await here.button('Keep unanswered questions').press();
    const elsewhere = await discord.as('stranger').command('setup');
    expect(elsewhere.text).toContain('**Questions without an answer:** not kept');
    await elsewhere.select(/text channel or a forum/).choose(IDS.lobby);
    expect((await discord.as('admin').command('setup')).text).toContain('go to:** not chosen');
  });

  it('keeps questions without an answer, without who asked, only where that was chosen', async () => {
    const student = discord.as('student');
    const admin = discord.as('admin');
    await student.command('ask', { question: 'How tall is the Eiffel Tower?' });
    const card = await admin.command('setup');
    expect(card.buttons).not.toContain('See the questions');
    await card.button('Keep unanswered questions').press();
    await student.command('ask', { question: 'How tall is the Eiffel Tower?' });
    await student.command('ask', { question: 'how tall is the eiffel tower?' });
    await card.button('Check again').press();
    const list = await card.button('See the questions').press();
    expect(list.text).toContain('how tall is the eiffel tower?');
    expect(list.text).toContain('asked 2 times');
    expect(list.text).not.toMatch(new RegExp(`Sam|${IDS.student}`));
    await card.button('Keep no questions').press();
    expect(card.text).toContain('no new ones are kept. ⚠️ Those from before stay until you forget them');
    await list.button('Forget them all').press();
    expect(list.text).toContain('One question is forgotten');
    await card.button('Check again').press();
    expect(card.text).toContain('**Questions without an answer:** not kept');
  });

  it('deletes everything of the server at once, when the word is typed', async () => {
    const card = await discord.as('admin').command('setup');
    await card.button('Keep unanswered questions').press();
    const unsure = (await card.button('Delete everything').press()).modal;
    expect((await unsure.submit({ 'To go on, type DELETE': 'no' })).text).toEqual(
      refusal('purge-unsure', 'Nothing was deleted: the word to type is DELETE.'),
    );
    const sure = (await card.button('Delete everything').press()).modal;
    expect((await sure.submit({ 'To go on, type DELETE': 'DELETE' })).text).toContain('is deleted (');
    expect((await discord.as('admin').command('setup')).text).toContain('not kept');
  });
});
