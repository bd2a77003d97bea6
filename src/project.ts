/** The project's folder, where `data` stands: this runs from `src/`, or within one of the files of `dist/`. */
export const PROJECT_FOLDER = new URL('..', import.meta.url);
