import { parse } from '@plussub/srt-vtt-parser';
import type { Block } from '../make.ts';
import type { Dropped, Parsed } from './imported.ts';

/**
 * Subtitles (SRT, WebVTT), as a film or a meeting's transcript has them. Where speakers are named, a paragraph is a
 * turn and begins with the name; elsewhere it ends with a sentence before a silence, or once it is long.
 */
export function fromSubtitles(source: string): Parsed {
  const { entries } = parse(source.trimStart());
  const blocks: Block[] = [];
  const dropped: Dropped[] = [{ words: String(entries.length), why: 'time' }];
  let [label, until] = ['', 0];
  for (const { from, to, text } of entries) {
    for (const line of text.split(/\n(?=[-–—] ?\S|[^\n:]{1,60}:\s)/)) {
      const said = partsOf(line);
      const last = blocks.at(-1);
      const words = said.words.replaceAll(/\s+/g, ' ').trim();
      if (words === '') continue;
      const goesOn = last && said.label === label && (label !== '' || !isPause(last.text, from - until));
      if (last && goesOn) {
        blocks[blocks.length - 1] = { ...last, text: `${last.text} ${words}` };
        if (label) dropped.push({ words: label, why: 'label' });
      } else blocks.push({ kind: 'paragraph', text: said.label ? `${said.label}: ${words}` : words });
      label = said.label;
    }
    until = to;
  }
  return { facts: {}, blocks, dropped };
}

/** The name before the words, as a tag (`<v Dana Ortiz>`) or typed (`Dana Ortiz: …`), without other tags. */
function partsOf(line: string): { readonly label: string; readonly words: string } {
  const [, voice] = /<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(line) ?? [];
  const plain = line
    .replaceAll(/<\/?[a-z][^>]*>|<\d[^>]*>|\{\\[^}]*\}/gi, '')
    .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name] ?? '');
  if (voice) return { label: voice.trim(), words: plain };
  const [, typed, rest] = /^[-–—]?\s*(\p{Lu}[^\n:.!?]{0,59}):\s+([\s\S]+)$/u.exec(plain.trim()) ?? [];
  return typed && rest ? { label: typed, words: rest } : { label: '', words: plain };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

/** @param silence ms between what was said before and what follows */
function isPause(before: string, silence: number): boolean {
  return /[.!?…。！？]["'”’»)\]]*$/.test(before) && (silence > 2000 || before.length > 600);
}
