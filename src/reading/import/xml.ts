import { DOMParser } from 'linkedom';
import { decode } from './decode.ts';
import type { DomElement } from './dom.ts';

/** The root of an XML file. Names with a prefix are found by `prefix\\:name`. */
export function parseXml(data: Uint8Array): DomElement {
  return new DOMParser().parseFromString(decode(data).text, 'text/xml') as unknown as DomElement;
}
