import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PERSONAL_COLUMNS } from '../../../src/storage/personal.ts';

it('PRIVACY.md lists each item that can be stored about a person, as /privacy says it', () => {
  const page = readFileSync(new URL('../../../PRIVACY.md', import.meta.url), 'utf8');
  for (const { kind } of PERSONAL_COLUMNS)
    expect(page).toContain(`| ${kind.what} | ${kind.why} | ${kind.goes} |`);
});
