import { describe, expect, it } from 'vitest';
import { brokenImports } from '../../scripts/imports.ts';

describe('the order of the modules', () => {
  it('lets a module import what stands below it, itself and errors', () => {
    const source = [
      "import type { Reading } from '../reading/reading.ts';",
      "import { UserError } from '../errors.ts';",
      "import MiniSearch from 'minisearch';",
      "export * from './words.ts';",
    ].join('\n');
    expect(brokenImports('src/search/search.ts', source)).toEqual([]);
  });

  it.each([
    ['src/reading/reading.ts', "import type { Hit } from '../search/search.ts';", 'src/search/search.ts'],
    ['src/search/search.ts', "import {\n  check,\n} from '../quotes/check.ts';", 'src/quotes/check.ts'],
    ['src/discord/router.ts', "export { card } from '../../commands/card.ts';", 'commands/card.ts'],
    ['src/discord/router.ts', "import { makeReading } from '../reading/make.ts';", 'src/reading/make.ts'],
    ['src/storage/storage.ts', "import '../discord/client.ts';", 'src/discord/client.ts'],
    ['commands/index.ts', "const page = await import('../sandbox/page.ts');", 'sandbox/page.ts'],
    ['sandbox/testing/bot.ts', "import { log } from '../../src/log.ts';", 'src/log.ts'],
    ['src/reading/import.ts', "new URL('../citation/worker.ts', import.meta.url)", 'src/citation/worker.ts'],
    ['commands/stage.ts', "import { Client } from 'discord.js';", 'discord.js'],
    ['src/quotes/find.ts', "import MiniSearch from 'minisearch';", 'minisearch'],
    ['src/elsewhere/new.ts', "import { UserError } from '../errors.ts';", 'src/errors.ts'],
  ])('refuses in %s: %s', (file, source, target) => {
    expect(brokenImports(file, source)).toEqual([target]);
  });

  it("lets the sandbox's tests import any package", () => {
    expect(brokenImports('sandbox/test/bot.ts', "import { Client } from 'discord.js';")).toEqual([]);
  });
});
