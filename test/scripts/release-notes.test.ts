import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../scripts/temporary.ts';

const script = fileURLToPath(new URL('../../scripts/release-notes.ts', import.meta.url));
const folder = temporaryFolder();
afterAll(folder.remove);

function notes(tag: string, version: string): string {
  writeFileSync(join(folder.path, 'package.json'), JSON.stringify({ version }));
  writeFileSync(
    join(folder.path, 'CHANGELOG.md'),
    '# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 (2026-11-30)\n\n- Says more.\n\n### Fixed\n\n- Less.\n\n## 1.1.0\n\n- First.\n',
  );
  const tsx = import.meta.resolve('tsx');
  return execFileSync(process.execPath, ['--import', tsx, script, tag], {
    cwd: folder.path,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

it("tells what the changelog says of the tag's version, and nothing of others", () => {
  expect(notes('v1.2.0', '1.2.0')).toBe('- Says more.\n\n### Fixed\n\n- Less.\n');
});

it('refuses a tag that is not the version, and a version of which nothing is told', () => {
  expect(() => notes('v1.1.0', '1.2.0')).toThrow('The tag is v1.1.0; package.json says 1.2.0');
  expect(() => notes('v1.3.0', '1.3.0')).toThrow('CHANGELOG.md has no section “## 1.3.0”');
});
