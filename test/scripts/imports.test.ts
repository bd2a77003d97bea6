import { describe, expect, it } from 'vitest';
import { importFaults } from '../../scripts/imports.ts';

const faults = (sources: Record<string, string>) => importFaults(new Map(Object.entries(sources)));

describe('the order of the modules', () => {
  it('lets a module import what stands below it, itself and errors', () => {
    expect(
      faults({
        'src/search/search.ts': [
          "import type { Reading } from '../reading/reading.ts';",
          "import { UserError } from '../errors.ts';",
          "import MiniSearch from 'minisearch';",
          "export * from './words.ts';",
        ].join('\n'),
      }),
    ).toEqual([]);
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
    expect(faults({ [file]: source })).toEqual([`${file} imports ${target}`]);
  });

  it("lets the sandbox's tests and programs import any package", () => {
    const source = "import { Client } from 'discord.js';\nimport MiniSearch from 'minisearch';";
    expect(faults({ 'sandbox/test/bot.ts': source, 'bench/peers.ts': source })).toEqual([]);
  });
});

describe('circles of files', () => {
  it('finds each, type imports and workers among them, and nothing where paths only meet', () => {
    expect(
      faults({
        'bench/a.ts': "import type { B } from './b.ts';\nimport './shared.ts';",
        'bench/b.ts': "import { c } from './c.ts';\nimport './shared.ts';",
        'bench/c.ts': "new Worker(new URL('./a.ts', import.meta.url));",
        'bench/shared.ts': '',
        'scripts/one.ts': "export * from './two.ts';",
        'scripts/two.ts': "import './one.ts';\nimport '../bench/a.ts';",
      }),
    ).toEqual(['circle: bench/a.ts bench/b.ts bench/c.ts', 'circle: scripts/one.ts scripts/two.ts']);
  });
});
