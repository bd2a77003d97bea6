/** The part of the edtf package that is used here; it ships no types of its own. */
declare module 'edtf' {
  export interface Edtf {
    /** First and last moment that it covers, in milliseconds since 1970 (UTC); ±Infinity where it is open. */
    readonly min: number | null;
    /** null where an interval begins or ends at a time that is not known. */
    readonly max: number | null;
  }
  /** @throws SyntaxError where the string is not EDTF */
  export default function edtf(date: string): Edtf;
}
