/*
 * `npm run build`: bundles the bot, its worker threads and the commands that operators run into `dist`, which Node
 * starts twice as fast as a thousand modules. What is seldom needed stays in files of its own, which are loaded then.
 * Plain JavaScript, as it runs where nothing but the project's dependencies is installed.
 */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

// What a running bot may still load stays where it is, unless it is about to start.
if (process.argv.includes('--clean')) rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: [
    'src/main.ts',
    'src/reading/import/import-worker.ts',
    'src/citation/citation-worker.ts',
    'scripts/migrate.ts',
    'scripts/backup.ts',
    'scripts/restore.ts',
  ],
  entryNames: '[name]',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  sourcesContent: false,
  // Native code, and what other packages use only where it is installed.
  external: ['libsql', 'pg-native', 'zlib-sync', 'bufferutil', 'utf-8-validate', 'canvas'],
  // Packages in CommonJS ask for Node's modules by `require`, which modules do not have.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
