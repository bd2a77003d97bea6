/*
 * What Discord refuses though its published API description lets it pass. Each function returns the faults it
 * found, in words; none means that Discord takes it.
 */

type Json = Readonly<Record<string, unknown>>;

const V2 = 1 << 15;
const NAME = /^[-_'\p{Ll}\p{Lm}\p{Lo}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** All commands of an application, as they are registered together. */
export function commandsFaults(commands: readonly Json[]): string[] {
  const names = commands.map(({ type = 1, name }) => `${type}:${name}`);
  const slash = commands.filter(({ type = 1 }) => type === 1);
  return [
    ...repeats(names).map((name) => `two commands are named ${name}`),
    ...(slash.length > 100 ? ['more than 100 slash commands'] : []),
    ...commands.flatMap((command) => commandFaults(command).map((fault) => `${command.name}: ${fault}`)),
  ];
}

function commandFaults(command: Json): string[] {
  if ((command.type ?? 1) !== 1) return command.description ? ['a menu command has no description'] : [];
  return [
    ...partFaults(command),
    ...(characters(command) > 8000 ? [`${characters(command)} characters in all, over 8,000`] : []),
  ];
}

/** Of a command, a subcommand or an option. */
function partFaults(part: Json): string[] {
  const options = list(part.options);
  const choices = list(part.choices);
  const required = options.map((option) => option.required === true);
  return [
    ...(NAME.test(String(part.name)) ? [] : [`${part.name} is no name`]),
    ...(part.description ? [] : [`${part.name} has no description`]),
    ...(required.lastIndexOf(true) > required.indexOf(false) && required.includes(false)
      ? [`${part.name}: a required option after an optional one`]
      : []),
    ...(options.length > 25 ? [`${part.name}: more than 25 options`] : []),
    ...repeats(options.map(({ name }) => String(name))).map((name) => `two options are named ${name}`),
    ...(part.autocomplete && choices.length > 0 ? [`${part.name}: choices together with autocomplete`] : []),
    ...options.flatMap(partFaults),
  ];
}

function characters(part: Json): number {
  const own = [
    part.name,
    part.description,
    ...list(part.choices).flatMap(({ name, value }) => [name, value]),
  ];
  return (
    own.reduce<number>((sum, words) => sum + String(words ?? '').length, 0) +
    list(part.options).reduce((sum, option) => sum + characters(option), 0)
  );
}

/** A message as it is created or edited. */
export function messageFaults(message: Json): string[] {
  const components = list(message.components);
  const parts = everyPart(components);
  const isV2 = (Number(message.flags ?? 0) & V2) !== 0;
  const usesV2 = parts.some(({ type }) => [9, 10, 11, 12, 13, 14, 17].includes(Number(type)));
  const words = parts.filter(({ type }) => type === 10).map(({ content }) => String(content));
  const length = words.reduce((sum, one) => sum + one.length, 0);
  const embeds = list(message.embeds);
  const hasContent = Boolean(message.content) || embeds.length > 0 || Boolean(message.poll);
  const isEmpty =
    components.length === 0 &&
    !hasContent &&
    list(message.attachments).length + list(message.files).length === 0;
  return [
    ...(usesV2 && !isV2 ? ['Components V2 without their flag'] : []),
    ...(isV2 && hasContent ? ['a V2 message with content, embeds or a poll'] : []),
    ...(isV2 && parts.length > 40 ? [`${parts.length} components, over 40`] : []),
    ...(!isV2 && components.length > 5 ? ['more than 5 rows'] : []),
    ...(length > 4000 ? [`${length} characters of text, over 4,000`] : []),
    ...(words.some((one) => one.trim() === '') ? ['an empty text display'] : []),
    ...(String(message.content ?? '').length > 2000 ? ['content over 2,000 characters'] : []),
    ...(isEmpty ? ['an empty message'] : []),
    ...componentFaults(parts),
  ];
}

export function modalFaults(modal: Json): string[] {
  const components = list(modal.components);
  return [
    ...(components.length < 1 || components.length > 5 ? [`a modal of ${components.length} rows`] : []),
    ...(String(modal.title ?? '').length > 45 ? ['a title over 45 characters'] : []),
    ...componentFaults(everyPart(components)),
  ];
}

function componentFaults(parts: readonly Json[]): string[] {
  const ids = parts.flatMap(({ custom_id: id }) => (id === undefined ? [] : [String(id)]));
  return [
    ...repeats(ids).map((id) => `the custom id ${id} twice`),
    ...ids
      .filter((id) => id.length < 1 || id.length > 100)
      .map((id) => `a custom id of ${id.length} characters`),
    ...parts.filter(({ type }) => type === 2).flatMap(buttonFaults),
    ...parts
      .filter(({ type, components }) => type === 1 && list(components).length > 5)
      .map(() => 'more than 5 buttons in a row'),
  ];
}

function buttonFaults({ style, url, label, emoji }: Json): string[] {
  const link = String(url ?? '');
  return [
    ...(style === 5 && !/^(?:https?|discord):\/\//.test(link) ? ['a link button without a web address'] : []),
    ...(link.length > 512 ? ['a link over 512 characters'] : []),
    ...(!label && !emoji ? ['a button without a label'] : []),
    ...(String(label ?? '').length > 80 ? ['a label over 80 characters'] : []),
  ];
}

/** Components and those in them, at any depth. */
function everyPart(components: readonly Json[]): Json[] {
  return components.flatMap((part) => [
    part,
    ...everyPart(list(part.components)),
    ...everyPart([part.component, part.accessory].filter((one): one is Json => one !== undefined)),
  ]);
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function repeats(all: readonly string[]): string[] {
  return [...new Set(all.filter((one, i) => all.indexOf(one) !== i))];
}
