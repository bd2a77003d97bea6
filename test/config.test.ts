import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createLog, redact } from '../src/log.ts';

describe('settings', () => {
  it('have defaults, and an empty line means not set', () => {
    expect(readConfig({ DISCORD_TOKEN: '', LOG_LEVEL: '' })).toEqual({
      dataDir: 'var',
      linkImport: true,
      sandboxPort: 4747,
      logLevel: 'info',
    });
  });

  it('switch the fetching of links off', () => {
    expect(readConfig({ LINK_IMPORT: 'off' }).linkImport).toBe(false);
  });

  it('tell all that is wrong at once, without the values', () => {
    const wrong = { DISCORD_GUILD_ID: 'my-server', DISCORD_TOKEN: 'se cret', LOG_LEVEL: 'loud' };
    expect(() => readConfig(wrong)).toThrow(/DISCORD_TOKEN.*DISCORD_GUILD_ID.*LOG_LEVEL/);
    expect(() => readConfig(wrong)).not.toThrow(/se cret/);
  });
});

describe('logs', () => {
  it('hold no token, wherever it stands', () => {
    const token = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'Gabcde', 'a'.repeat(38)].join('.');
    const lines: string[] = [];
    const log = createLog({
      level: 'info',
      secrets: ['my-secret'],
      stream: { write: (line) => lines.push(line) },
    });
    log.info(
      {
        token,
        nested: { url: `https://discord.com/api/v10/webhooks/123456789012345678/${'x'.repeat(80)}/messages` },
      },
      `Bot ${token}`,
    );
    log.error(new Error(`my-secret postgres://me:hunter2@db/x`));
    const all = lines.join('');
    for (const secret of [token, 'x'.repeat(80), 'my-secret', 'hunter2']) expect(all).not.toContain(secret);
    expect(all).toContain('/webhooks/123456789012345678/[token]');
    expect(redact('nothing to hide')).toBe('nothing to hide');
  });
});
