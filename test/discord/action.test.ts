import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { action, customId, decode } from '../../src/discord/action.ts';
import { messageReply } from '../../src/discord/components.ts';
import { md } from '../../src/discord/markdown.ts';
import { aRequest } from './requests.ts';

const turn = customId('turn', z.enum(['next', 'previous']), z.coerce.number().int());

describe('a custom id', () => {
  it('gives back the name and the state that it was made of, whatever it holds', () => {
    const write = customId('write', z.string(), z.string());
    expect(write.id('a|b%7C', '100 %')).toBe('1|write|a%7Cb%257C|100 %25');
    expect(decode(write.id('a|b%7C', '100 %'))).toEqual({ name: 'write', state: ['a|b%7C', '100 %'] });
    expect(decode(customId('plain').id())).toEqual({ name: 'plain', state: [] });
  });

  it('takes a hundred characters and no more', () => {
    const long = customId('long', z.string());
    expect(long.id('x'.repeat(93))).toHaveLength(100);
    expect(() => long.id('x'.repeat(94))).toThrow(/custom id over 100 characters: 1\|long\|xxx/);
  });

  it.each(['', '1', '1|', '0|turn|next|1', 'turn|next|1', '1|turn|%'])(
    'is known from one of an older version or of another bot: %j',
    (id) => {
      expect(decode(id)).toBeUndefined();
    },
  );
});

describe('what a button does', () => {
  const pressed = action(turn, {
    access: 'member',
    run: async ([direction, page], { user, guildId }, services: { readonly book: string }) =>
      messageReply(md`${user.name} of ${guildId}: ${direction} of ${page + 1} in ${services.book}`),
  });
  const press = (...state: string[]) => pressed.handle(state, aRequest(), { book: 'Emma' });

  it('has the name, the access and the ids that it was defined with', () => {
    expect(pressed).toMatchObject({ name: 'turn', access: 'member' });
    expect(pressed.id('next', 3)).toBe(turn.id('next', 3));
    expect(action(customId('open'), { run: async () => messageReply(md`x`) }).access).toBe('everyone');
  });

  it('is given its state as what it stands for, who asks, and what it needs', async () => {
    expect(JSON.stringify(await press('next', '4'))).toContain('Sam of 100: next of 5 in Emma');
  });

  it.each([[[]], [['next']], [['next', 'x']], [['sideways', '4']], [['next', '4', '5']]])(
    'refuses a state that it can’t have made: %j',
    async (state) => {
      await expect(press(...state)).rejects.toMatchObject({
        name: 'UserError',
        id: 'action-stale',
        message: 'This button is from an older message and no longer works. Use the command again.',
      });
    },
  );

  it('of a form gets the fields that it names, empty where they were left out, and no others', async () => {
    const written = action(customId('write'), {
      fields: ['words', 'why'],
      run: async (_, { fields }) => messageReply(md`${JSON.stringify(fields)}`),
    });
    const reply = await written.handle([], aRequest({ fields: { words: 'x', other: 'y' } }), undefined);
    expect(reply).toEqual(messageReply(md`${JSON.stringify({ words: 'x', why: '' })}`));
  });
});
