/** Finds Chromium, and says what to install when there is none. */
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser's path; throws with what to do when none is found. */
export function chromiumPath(places = PLACES): string {
  const found = places.find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium, and none was found.\n' +
      '  Debian, Ubuntu:  apt-get install chromium\n' +
      '  Fedora:          dnf install chromium\n' +
      '  macOS:           brew install --cask chromium\n' +
      '  elsewhere:       set CHROMIUM to the path of Chromium or Chrome',
  );
}

/** Before any test: so that the reason is said once. */
export default function setup(): void {
  chromiumPath();
}
