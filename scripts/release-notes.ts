/*
 * node scripts/release-notes.ts vX.Y.Z
 *
 * Prints the section of CHANGELOG.md that is about the version. Refuses a tag that is not package.json's version, and
 * a version that the changelog does not tell of. Reads both from the working folder and needs no package.
 */
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
};
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((one) => one.split(/\s/, 1)[0] === version);
const notes = section?.slice(section.indexOf('\n')).trim();

if (tag !== `v${version}`)
  refuse(`The tag is ${tag || 'missing'}; package.json says ${version}, so v${version}.`);
if (!notes) refuse(`CHANGELOG.md has no section “## ${version}”, or nothing in it.`);
console.log(notes);

function refuse(reason: string): never {
  console.error(reason);
  process.exit(1);
}
