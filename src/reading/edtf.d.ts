/** The part of the edtf package that is used here; it ships no types of its own. */
declare module 'edtf' {
  export interface Edtf {
    readonly type: 'Date' | 'Year' | 'Decade' | 'Century' | 'Season' | 'Interval' | 'Set' | 'List';
    /** First and last moment that it covers, in milliseconds since 1970 (UTC); ±Infinity where it is open. */
    readonly min: number;
    /** null where an interval ends at a time that is not known. */
    readonly max: number | null;
    readonly edtf: string;
  }
  /** @throws SyntaxError where the string is not EDTF */
  export default function edtf(date: string): Edtf;
}
