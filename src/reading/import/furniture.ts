import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import type { DomElement, DomNode } from './dom.ts';
import type { Why } from './imported.ts';

/* The words by which pages name what is not their text: in class names, and to their readers. */

/** What an element's class or id says of it. */
export function hintOf(node: DomNode | undefined): Why | undefined {
  const element = node as DomElement | undefined;
  if (element?.nodeType !== 1 || /^(?:html|body|pre|code)$/.test(element.localName)) return undefined;
  if (/^(?:pre|code)$/.test(element.parentElement?.localName ?? '')) return undefined;
  // A long id is made of a heading's words.
  const id = element.getAttribute('id') ?? '';
  const named = `${element.getAttribute('class') ?? ''} ${id.split(/[-_]/).length > 3 ? '' : id}`
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
  if (named.trim() === '') return undefined;
  return HINTS.find(([words]) => words.test(named))?.[1];
}

const words = (some: string) => new RegExp(`(?:^|[\\s_-])(?:${some.replaceAll(' ', '|')})(?:$|[\\s_-])`);

const HINTS: readonly (readonly [RegExp, Why])[] = [
  [words('nav navbar menu breadcrumb breadcrumbs toc pagination pager'), 'menu'],
  [words('footer foot copyright disclaimer'), 'footer'],
  [
    words('caption captions figcaption credit credits photocredit wp-caption bildunterschrift bu legende'),
    'caption',
  ],
  [
    words(
      'byline author authors author-bio bio date pubdate published timestamp dateline postmeta post-meta entry-meta article-meta meta-info readtime reading-time',
    ),
    'byline',
  ],
  [
    words(
      'sidebar related share sharing shares social socials promo promos advert advertisement ad ads adsense sponsored sponsor newsletter newsletters subscribe subscription signup sign-up comment comments respond disqus cookie cookies recommended recommendations recirc readmore read-more more-on also-read outbrain taboola teasers tags tag-list tagcloud donate donation print-only slideshow gallery',
    ),
    'aside',
  ],
  [words('masthead'), 'header'],
];

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'sv', 'da', 'nb', 'cs', 'tr'];

/** Months and weekdays, long and short. */
const CALENDAR = new Set(
  LANGUAGES.flatMap((language) =>
    [...Array(12).keys()].flatMap((month) =>
      (['long', 'short'] as const).flatMap((form) => {
        const date = new Date(Date.UTC(2024, month, month + 1));
        return new Intl.DateTimeFormat(language, {
          month: form,
          weekday: form,
          day: 'numeric',
          timeZone: 'UTC',
        })
          .formatToParts(date)
          .filter(({ type }) => type === 'month' || type === 'weekday')
          .map(({ value }) => value.toLowerCase().replace('.', ''));
      }),
    ),
  ),
);

/** Words that stand beside a date. */
const BESIDE_DATE = new Set(
  'published publish updated update posted modified last first created on at from of the le à de del den der am um vom uhr clock am pm a.m p.m est edt cst cdt mst mdt pst pdt et ct pt utc gmt bst cet ist jst hst min mins minute minutes minuten read lesezeit reading time ago day days hour hours vor stunden veröffentlicht veröffentlichung aktualisiert stand publiziert erstellt zuletzt datum date opublikowano publikacja publié mis jour modifié publicado actualizado pubblicato aggiornato atualizado às geplaatst bijgewerkt h th st nd rd'.split(
    ' ',
  ),
);

/** Nothing but a date, a time and what is said of them. */
export function isDated(text: string): boolean {
  const tokens = text.toLowerCase().match(/\p{L}[\p{L}.]*|\d+/gu) ?? [];
  const letters = tokens.filter((token) => !/^\d/.test(token)).map((token) => token.replace(/\.$/, ''));
  return (
    text.length <= 120 &&
    tokens.some((token) => /^\d/.test(token)) &&
    letters.every((token) => CALENDAR.has(token) || BESIDE_DATE.has(token)) &&
    (letters.length > 0 || /\d[./:-]\d|年|월/.test(text))
  );
}

/**
 * What a line under a title says: who wrote the text, when, or nothing that is a fact.
 *
 * @returns undefined where the line is something else
 */
export function signatureOf(text: string, facts: Partial<Facts>): Partial<Facts> | undefined {
  if (text.length > 160) return undefined;
  if (isDated(text)) return {};
  const parts = text.split(/\s*[|·•–—]\s*|\s+-\s+|,\s+(?=\d|\p{Lu}\p{L}+ \d)/u).filter(Boolean);
  let byline: string | undefined;
  for (const part of parts) {
    const name = BY.exec(part)?.[1] ?? (fold(part) === fold(facts.byline) ? part : undefined);
    if (name && isName(name)) byline ??= name;
    else if (!isDated(part) && fold(part) !== fold(facts.publisher)) return undefined;
  }
  return byline ? { byline } : {};
}

const BY =
  /^(?:by|von|par|por|di|door|av|af|text|autor|autorin|author|written by|posted by|words by)\s*:?\s+(.+)$/i;

const fold = (words: string | undefined) =>
  (words ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const isName = (name: string) =>
  name.split(/\s+/).length <= 8 && /^\p{Lu}/u.test(name) && !/[.!?]$/.test(name.replace(/\b\p{Lu}\.$/u, ''));

/** A line of the page's own, wherever it stands. */
export function isAlone(text: string): boolean {
  return (
    (text.length <= 160 && CREDIT.test(text)) ||
    (text.length <= 80 && ADVERT.test(text)) ||
    (text.length <= 200 && POINTER.test(text))
  );
}

const CREDIT =
  /^[([]?\s*(?:©|\(c\)\s|(?:photos?|photographs?|images?|pictures?|video|bild|bilder|fotos?|foto|credit|credits|bildquelle|fot|grafik|abbildung|crédits?|crédit photo|imagen|imagem)\s*(?:\/\w+)?(?:credit|copyright|by|von|courtesy|courtesy of|via)?\s*[:©]|photo(?:graph)?s? (?:by|courtesy)|image (?:credit|copyright)|image \d+ of)/i;

const ADVERT =
  /^[-–—*\s]*(?:advertisements?|adverts?|anzeige|werbung|publicidad|publicité|publicidade|pubblicità|reklama|advertentie|sponsored(?: content)?|promoted|caption|close|skip to (?:main )?content|continue reading(?: below)?|(?:story|article) continues (?:below|after).*|media playback is unsupported.*|this (?:slideshow|video) requires.*|lade weitere inhalte.*|loading\b.*|広告|广告)[:.\s…-]*$/i;

/** “Read also: …” */
const POINTER =
  /^[-–—*►▶>\s[]*(?:read (?:more|also|next)|also read|see (?:more|also)|related|watch|don'?t miss|also on \S+|lesen sie (?:auch|mehr)|lies auch|auch (?:interessant|lesen)|mehr (?:zum thema|dazu)|siehe auch|lire (?:aussi|également)|à lire(?: aussi)?|voir aussi|le[ea] también|vea también|ver también|[lt]e puede interesar|leggi anche|leia (?:também|mais)|veja também|lees ook|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|читайте также|関連記事|相关阅读)\s*[:：>»-]/i;

/** The heading of something that is not the text. */
export function isSection(text: string, kind: Block['kind']): boolean {
  return text.length <= (kind === 'heading' ? 80 : 60) && SECTION.test(text);
}

const SECTION =
  /^[\s*•►▶>»#-]*(?:(?:related|recommended|more|most|popular|latest|trending|top) (?:stor(?:y|ies)|coverage|articles?|news|links?|posts?|content|topics?|reading|from\b|on\b|read\b|popular|viewed|great|for you|videos?)|related|recommended|you (?:may|might) (?:also )?like|(?:read|see|learn) more|don'?t miss|about the authors?|leave a (?:reply|comment)|write a (?:reply|comment)|post a comment|(?:\d+ |no )?(?:comments?|responses?)\b|share this|tags?|categories|newsletters?|subscribe|sign up|follow us|breaking news emails|want more|tell us what you think|join the (?:conversation|discussion)|auch interessant|lesen sie (?:auch|mehr)|(?:das |dies )?könnte (?:sie|dich|ihnen)|mehr (?:zum thema|themen|zu\b|aus\b|von\b)|weiter(?:e|führende[rn]?) (?:informationen|beiträge|artikel|themen|links?|meldungen|nachrichten)|verwandte|ähnliche (?:beiträge|artikel|themen)|empfohlene|empfehlungen|meist(?:gelesen|diskutiert)|neueste|(?:keine )?kommentare?\b|schreibe? einen kommentar|teilen(?: sie)?\b|über d(?:en|ie) autor|schlagw|kategorien|kontakt\b|ansprechpartner|zusatzinformationen|schon gelesen|das könnte|à lire|lire aussi|sur le même|dans la même|voir aussi|articles? (?:liés|similaires|recommandés)|commentaires?\b|[lt]e puede interesar|más (?:noticias|información)|(?:noticias|artículos|notas) relacionad|relacionad[oa]s|comentarios|últimas noticias|visto ahora|leggi anche|potrebbe interessarti|articoli correlati|commenti\b|leia também|notícias relacionadas|comentários|lees ook|meer over|reacties|czytaj (?:też|także|również)|zobacz (?:też|także|również)|polecamy|komentarze|tagi\b|читайте также|по теме|комментарии|関連|おすすめ|あわせて読みたい|相关(?:阅读|新闻|文章)|推荐阅读|관련 ?기사|댓글)/i;

/** Words to readers that end a page: on rights, on the author, to subscribe. */
export function isAtEnd(text: string): boolean {
  return text.length <= 600 && END.test(text);
}

const END =
  /^(?:©|\(c\) ?\d|copyright\b)|all rights reserved|alle rechte vorbehalten|todos los derechos|tous droits réservés|materiał chroniony|creative commons|\bcc[ -]by\b|contributed to this (?:report|story|article)|(?:can|may) be reached (?:at|on)|^(?:reach|email|contact|follow) |follow (?:him|her|them|us|me) on|\bon (?:twitter|facebook|instagram)\b|@\w+\.(?:com|org|net|de|co)\b|newsletter|subscri(?:be|ption)|sign up|your inbox|abonnieren|abonnez|suscr[ií]b|is (?:a|an|the) (?:[\w-]+ ){0,5}(?:writer|reporter|editor|correspondent|journalist|columnist|blogger|founder|contributor)\b|we want to hear|share it with|like this (?:story|article)|(?:download|get) (?:the|our) .{0,40}\bapps?\b|teilen sie|canal de (?:youtube|telegram|whatsapp)/i;
