/** Languages in which dates and numbers can be written, by BCP 47: those of Discord's own clients. */
export const LANGUAGES =
  'en bg zh-CN zh-TW hr cs da nl fi fr de el hi hu it ja ko no pl pt-BR ro ru es sv tr'.split(' ');

/** A language's name in itself, such as “Deutsch”. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
