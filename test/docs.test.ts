import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['.', '.github', 'data', 'docs', 'docs/decisions', 'sandbox'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** What `pattern` captures on a page, and no more than once. */
function named(page: string, pattern: RegExp): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}

describe.each(pages)('%s', (page) => {
  it('names commands that exist', () => {
    expect(named(page, /\bnpm run ([\w:-]+)/g).filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const places = named(
      page,
      /`((?:\.ci|\.github|commands|src|sandbox|test|bench|scripts|docs|data)\/[\w./-]*)`/g,
    );
    expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = named(page, /\]\((?![a-z]+:|#)([^)#]+)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

it('draws every module, and none that is not there', () => {
  const drawing = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const drawn = [...drawing.matchAll(/^ {2}(\w+)\/ /gm)].map((match) => match[1]);
  const modules = ['commands', 'src'].flatMap((top) =>
    readdirSync(join(root, top), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name),
  );
  expect(drawn.sort()).toEqual(modules.sort());
});
