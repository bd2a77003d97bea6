import type { Facts } from '../reading.ts';
import type { Dropped } from './imported.ts';

/**
 * Aozora Bunko's texts hold their ruby and the notes of who typed them between marks, explained in a box under the
 * title; a colophon says what edition they follow. https://www.aozora.gr.jp/annotation/
 */
export function takeAozoraMarks(text: string): {
  readonly text: string;
  readonly facts: Partial<Facts>;
  readonly dropped: readonly Dropped[];
} {
  if (!/［＃[^］\n]*］/.test(text) && !/^-{20,}\n【テキスト中に現れる記号について】/m.test(text))
    return { text, facts: {}, dropped: [] };
  const dropped: Dropped[] = [];
  const take = (words: string, why: Dropped['why'], instead = '') => {
    dropped.push({ words, why });
    return instead;
  };
  const [first = '', ...rest] = text.trimStart().split(/\n\s*\n/);
  const [title, ...more] = first.split('\n');
  // Under the title may stand the original title, a subtitle and a translator; the author comes first of the people.
  const author = more.find((line) => !/[［（(]/.test(line) && !/訳$/.test(line));
  const titled = title !== undefined && author !== undefined && more.length <= 4 && !/[。」]/.test(first);
  const others = more.filter((line) => line !== author).join('\n');
  const body = titled ? [others, ...rest].join('\n\n') : text;
  const words = body
    .replace(/^-{20,}\n[\s\S]*?\n-{20,}$/m, (box) => take(box, 'note'))
    .replace(/\n底本[：:][\s\S]*$/, (colophon) => take(colophon, 'note'))
    .replaceAll(
      /^(?:［＃[^］\n]*］)?([^\n［］]{1,60})［＃「\1」は[大中小]見出し］$/gm,
      (line, heading: string) => {
        take(line.replace(heading, ''), 'note');
        return `\n${heading}\n${'='.repeat(3)}\n`;
      },
    )
    .replaceAll(/※?［＃[^］\n]*］/g, (note) => take(note, 'note', note.startsWith('※') ? '※' : ''))
    .replaceAll(/《[^》\n]{1,30}》/g, (ruby) => take(ruby, 'ruby'))
    .replaceAll('｜', '');
  return {
    text: words,
    facts: { ...(titled && { headline: title.trim(), byline: author.trim() }), language: 'ja' },
    dropped,
  };
}
