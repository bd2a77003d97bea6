import { eachWord } from '../text/words.ts';
import { isStopWord, termOf } from './terms.ts';

/** A question, taken apart. */
export interface Question {
  /** Its words that are not stop words, each once, as they come. */
  readonly terms: readonly QuestionTerm[];
  readonly asks: Asks;
  /** Whether it asks what or who something is: "What is solar energy?", "TPP?" */
  readonly definition: boolean;
  /** Each two words that stand side by side, as terms, stop words among them (`spelling` of the index). */
  readonly pairs: readonly (readonly [string, string])[];
}

export interface QuestionTerm {
  /** As it was asked. */
  readonly word: string;
  readonly term: string;
  /** Written with a capital or a digit, and so likely a name or a number. */
  readonly named: boolean;
  /** The thing that "which …", "what …" or "how many …" asks for: an answer need not repeat it. */
  readonly focus: boolean;
  /** Whether the term before it stands right before it in the question, stop words aside. */
  readonly joined: boolean;
}

/** What kind of thing the question asks for, as far as its words tell. */
export type Asks = 'who' | 'when' | 'where' | 'number' | 'why' | 'other';

/** Terms beyond these are left aside: no one asks so much, and time is bounded. */
const MOST_TERMS = 32;
const MOST_PAIRS = 48;
const LONGEST_QUESTION = 4000;

/** Takes a question apart. @param english whether its words are stemmed as English */
export function parseQuestion(question: string, english: boolean): Question {
  const asked = question.slice(0, LONGEST_QUESTION).replace(FRAME, '');
  const terms = new Map<string, QuestionTerm>();
  const pairs: [string, string][] = [];
  let last = '';
  let before = '';
  let parted = true;
  eachWord(asked, (word, start, end) => {
    const stop = isStopWord(word);
    const term = termOf(word, english);
    if (last && pairs.length < MOST_PAIRS) pairs.push([last, term]);
    last = term;
    if (terms.size < MOST_TERMS && !stop) {
      if (!terms.has(term))
        terms.set(term, {
          word: asked.slice(start, end),
          term,
          named: /^[\p{Lu}\p{N}]/u.test(asked.slice(start, end)),
          focus: FOCUS_AFTER.test(before),
          joined: !parted,
        });
      parted = false;
    } else parted = true;
    before = `${before.slice(-20)} ${word}`;
  });
  return {
    terms: [...terms.values()],
    asks: kindAsked(asked),
    definition: terms.size <= 3 && DEFINITION.test(asked),
    pairs,
  };
}

/** "What does the article say about …": words around the question, not of it. */
const FRAME =
  /^\s*(?:(?:can|could) you\s+)?(?:please\s+)?(?:tell|show)\s+(?:me|us)\s+(?:(?:more|something)\s+)?(?:about\b)?|^\s*what\s+is\s+said\s+(?:about|of)\b|^\s*(?:please\s+)?(?:what|where|how|why|does|do|did)\b(?:\s+(?:does|do|did))?\s+(?:the|this|that)\s+(?:article|text|reading|report|passage|author|story|piece|journalist)\s+(?:say|mention|tell|talk|write|speak|state|report|explain|describe|discuss)s?(?:\s+us)?(?:\s+(?:about|on|of|that))?\b|\b(?:according to|in|does) the (?:article|text|reading|report|passage|author|story)\b/i;
const DEFINITION = /^\s*(?:(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\b|define\b|\S+\s*\??\s*$)/i;
const FOCUS_AFTER = / (?:what|which|whose|how much|how many(?: \p{L}+)?)$/u;

function kindAsked(question: string): Asks {
  const q = question.toLowerCase();
  if (/\b(?:when|(?:what|which|whose) (?:year|date|day|month|decade|century|time))\b/.test(q)) return 'when';
  if (
    /\bhow (?:many|much|old|long|tall|large|big|far|high|deep|often|fast)\b|\bwhat (?:percent|number|amount|age)/.test(
      q,
    )
  )
    return 'number';
  if (/\bwho(?:m|se)?\b/.test(q)) return 'who';
  if (/\bwhere\b|\b(?:what|which) (?:country|city|state|place|region|location|continent)\b/.test(q))
    return 'where';
  if (/\bwhy\b|\bwhat (?:reason|caused?)\b/.test(q)) return 'why';
  return 'other';
}
