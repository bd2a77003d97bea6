/** The packages have no types of their own. Only what is used here is described. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(data: object);
    format(
      kind: 'ris',
      options: { readonly format: 'object' },
    ): readonly Readonly<Record<string, string | readonly string[]>>[];
    format(kind: string, options?: Readonly<Record<string, unknown>>): string;
  }
  export const plugins: {
    readonly config: {
      get(plugin: '@csl'): {
        readonly styles: { has(id: string): boolean; add(id: string, csl: string): void };
      };
    };
  };
  /** All of the above, where the package is bundled: it is in CommonJS. */
  const bundled: typeof import('@citation-js/core') | undefined;
  export default bundled;
}
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
