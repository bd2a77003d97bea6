import type { Paragraph, Slice } from '../reading/reading.ts';

/* Tags that name a speaker beside a verb of saying: "…," Mason said. English; others stay unnamed. */

export interface Tag {
  readonly name: string;
  /** Whether it is a proper name, rather than "the professor". */
  readonly proper: boolean;
  /** It stands after the words, so that words which follow it may be the same speaker's. */
  readonly after: boolean;
}

const VERBS =
  'said|says|told|tells|added|adds|noted|notes|explained|explains|argued|argues|stressed|stresses|wrote|writes|warned|warns|claimed|claims|stated|states|declared|declares|insisted|insists|suggested|suggests|replied|replies|asked|asks|announced|announces|acknowledged|acknowledges|admitted|admits|conceded|concedes|continued|continues|concluded|concludes|recalled|recalls|remarked|remarks|observed|observes|emphasi[sz]ed|emphasi[sz]es|believed|believes|agreed|agrees|commented|comments|tweeted|complained|predicted|predicts|estimated|estimates|testified|vowed|pointed out|points out';
/** These take an object, so "told Mason" does not make Mason the speaker. */
const INVERTED = VERBS.split('|')
  .filter((verb) => !/^(?:told|tells|asked|asks|agreed|agrees|believed|believes)$/.test(verb))
  .join('|');
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,30}";
const PROPER = `${CAPITAL}(?: (?:(?:de|da|del|la|le|van|von|der|den|bin|al|el|of|the|and) ){0,2}${CAPITAL}){0,5}`;
const COMMON = '[Tt]he (?:\\p{Ll}[\\p{L}-]{1,20} ){0,2}\\p{Ll}[\\p{L}-]{1,20}';
const NAME = `(?<name>${PROPER}|${COMMON})`;
/** ", a lecturer in international relations at the University of East Anglia," */
const APPOSITION = '(?:, [^".;:“”«»]{1,160}?,)?';
const ADVERB =
  '(?:,? (?:also|later|then|once|further|again|has|had|however|meanwhile|in turn|on the other hand|though),?){0,2}';

const SUBJECT_AFTER = new RegExp(`^[,\\s–—-]*${NAME}${APPOSITION}${ADVERB} (?:${VERBS})\\b`, 'u');
const VERB_AFTER = new RegExp(`^[,\\s–—-]*(?:${INVERTED}) ${NAME}(?=[.,;:]|\\s|$)`, 'u');
const ACCORDING_AFTER = new RegExp(`^[,\\s–—-]*according to ${NAME}(?=[.,;:]|\\s*$)`, 'u');
const SUBJECT_BEFORE = new RegExp(
  `(?:^|[.!?]\\s+|,\\s)${NAME}${APPOSITION}${ADVERB} (?:${VERBS})(?:\\s*[,:–—-]|\\s+that|(?:\\s+(?!which|who|whose|that)[\\p{L}'’-]+){1,6}(?:\\s*[,:]|\\s+that))?\\s*$`,
  'u',
);
const ACCORDING_BEFORE = new RegExp(`[Aa]ccording to ${NAME}${APPOSITION}[,:]\\s*$`, 'u');

/** Characters to either side that are looked through for a tag. */
const REACH = 300;

/** Capitalised at a sentence's start, but nobody's name. */
const NOBODY =
  /^(?:He|She|They|It|I|We|You|This|That|These|Those|Who|What|Some|Many|Others?|Another|One|Two|Three|Several|Most|Both|All|Officials?|Experts?|Sources?|Critics?|Analysts?|Observers?|Reports?|A|An|But|And|As|In|On|At|When|While|However|If|There|His|Her|Their|Its|My|Our)\b/;

/**
 * The speaker of words in quotation marks, where the text beside them names one.
 *
 * @param before text from the last closing mark (or the paragraph's start) to the opening mark
 * @param after text from the closing mark to the next opening mark (or the paragraph's end)
 * @param inside the words in the marks
 */
export function speakerBeside(before: string, after: string, inside: string): Tag | undefined {
  // A tag after the words needs them to pause: "…persuadable," Mason said. Words that end a sentence need one
  // of their own, as what follows is the next sentence.
  if (!/\.["'’”]*$/.test(inside.trimEnd())) {
    for (const pattern of [SUBJECT_AFTER, VERB_AFTER, ACCORDING_AFTER]) {
      const found = tagOf(pattern.exec(after.slice(0, REACH)), true);
      if (found) return found;
    }
  }
  const lead = before.slice(-REACH);
  return tagOf(SUBJECT_BEFORE.exec(lead), false) ?? tagOf(ACCORDING_BEFORE.exec(lead), false);
}

const SUBJECT_FIRST = new RegExp(
  `^(?:[\\p{Lu}][^,.;:"“”]{1,60}, )?${NAME}${APPOSITION}${ADVERB} (?:${VERBS})\\b(?: (?!that )[^\\s".;:“”]{1,30}){0,8}? that `,
  'u',
);
const ACCORDING_FIRST = new RegExp(`^According to ${NAME}, `, 'u');
const SUBJECT_LAST = new RegExp(`, ${NAME} (?:${VERBS})(?: [^,.;:"“”]{1,60})?[.!?]$`, 'u');
const ACCORDING_LAST = new RegExp(`, according to ${NAME}[.!?]$`, 'u');

/** Sentences of a paragraph that give what somebody said in the journalist's words, without their tag. */
export function reportedIn(
  paragraph: Paragraph,
  marked: readonly Slice[],
): (Slice & { readonly tag: Tag })[] {
  return paragraph.sentences.flatMap(({ start, end }) => {
    const sentence = paragraph.text.slice(start, end);
    if (sentence.length > 2000 || marked.some((m) => m.start <= start && end <= m.end)) return [];
    for (const pattern of [SUBJECT_FIRST, ACCORDING_FIRST]) {
      const match = pattern.exec(sentence);
      const found = tagOf(match, false);
      if (match && found)
        return [{ start: start + match[0].length, end: start + clauseEnd(sentence, match[0]), tag: found }];
    }
    const tail = Math.max(0, sentence.length - 200);
    for (const pattern of [ACCORDING_LAST, SUBJECT_LAST]) {
      const match = pattern.exec(sentence.slice(tail));
      const found = tagOf(match, true);
      if (match && found && tail + match.index > 0)
        return [{ start, end: start + tail + match.index, tag: found }];
    }
    return [];
  });
}

/** What was reported ends where the sentence turns to something else. */
function clauseEnd(sentence: string, tagged: string): number {
  const turn = /; |, (?:but|while|whereas|although|though) /.exec(sentence.slice(tagged.length));
  return turn ? tagged.length + turn.index : sentence.length;
}

function tagOf(match: RegExpExecArray | null, after: boolean): Tag | undefined {
  const name = match?.groups?.name?.replace(/[.,]$/, '');
  if (!name || NOBODY.test(name)) return undefined;
  const proper = /^\p{Lu}/u.test(name) && !/^The \p{Ll}/u.test(name);
  return { name: proper ? name : name.replace(/^The/, 'the'), proper, after };
}
