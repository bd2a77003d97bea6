import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { lockedFileError } from './broken.ts';

const require = createRequire(import.meta.url);

/**
 * Opens a PDF with Mozilla's pdf.js, which finds its character maps (Chinese, Japanese, Korean) and the metrics of the
 * standard fonts beside itself in node_modules.
 *
 * @throws UserError where it is locked with a password
 */
export async function openPdf(data: Uint8Array): Promise<PDFDocumentProxy> {
  const folder = dirname(require.resolve('pdfjs-dist/package.json'));
  // pdf.js takes the bytes over; a file that is refused later must still be whole.
  const { promise } = loadPdfJs().getDocument({
    data: new Uint8Array(data),
    cMapUrl: join(folder, 'cmaps', sep),
    standardFontDataUrl: join(folder, 'standard_fonts', sep),
    useSystemFonts: false,
    isEvalSupported: false,
    // The names of glyphs, for those that it knows no letters for.
    fontExtraProperties: true,
    verbosity: 0,
  });
  return promise.catch((error: { name?: string }) => {
    throw error.name === 'PasswordException' ? lockedFileError() : error;
  });
}

/**
 * Loads pdf.js into this thread: where its worker is not at hand, it looks for a file of it. Required, not imported:
 * tsx would translate what is imported, which takes 200 MB.
 */
function loadPdfJs(): typeof import('pdfjs-dist/legacy/build/pdf.mjs') {
  // It asks for these of a browser when it is loaded, and uses them only to draw.
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D'])
    if (!(name in globalThis))
      Object.defineProperty(globalThis, name, { value: class {}, configurable: true });
  Object.assign(globalThis, { pdfjsWorker: require('pdfjs-dist/legacy/build/pdf.worker.min.mjs') });
  return require('pdfjs-dist/legacy/build/pdf.min.mjs');
}
