import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { type Access, checkAccess, type RequestFor } from './access.ts';
import type { Action } from './action.ts';
import {
  type Constant,
  type OptionData,
  type OptionValues,
  outdatedCommand,
  readOptions,
} from './options.ts';
import type { Reply } from './reply.ts';
import type { RawRequest } from './request.ts';

/**
 * One command, as the router and the registry see it. `S` is what it needs of the services that `main.ts` builds,
 * so that a command names no more than it uses.
 */
export interface Command<S> {
  readonly data: CommandData;
  readonly access: Access;
  readonly run: (request: RawRequest, services: S) => Promise<Reply>;
  /** Answers while the asker types. At most 25 are sent; names and values at most 100 characters. */
  readonly complete: (focused: Focused, request: RawRequest, services: S) => Promise<readonly Choice[]>;
  /** What its buttons, menus and modals do. */
  readonly actions: readonly Action<S>[];
}

export type CommandData = Constant<
  RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody
>;

/** The option that is being typed. */
export interface Focused {
  readonly option: string;
  readonly typed: string;
}

export interface Choice {
  readonly name: string;
  readonly value: string;
}

type SlashData = Constant<
  Pick<
    RESTPostAPIChatInputApplicationCommandsJSONBody,
    'name' | 'description' | 'default_member_permissions' | 'integration_types' | 'contexts'
  >
>;
type SubcommandData = Pick<SlashData, 'name' | 'description'>;

/** What a command or a subcommand does, with its options typed by `options`. */
interface Behaviour<Options extends readonly OptionData[], A extends Access, S> {
  /** Everyone, unless it says otherwise. */
  readonly access?: A;
  readonly options?: Options;
  readonly run: (request: RequestFor<A, OptionValues<Options>>, services: S) => Promise<Reply>;
  readonly autocomplete?: (
    focused: Focused,
    request: RequestFor<A>,
    services: S,
  ) => Promise<readonly Choice[]>;
  /** What its buttons, menus and modals do; a function, so that they may stand below the command. */
  readonly actions?: () => readonly Action<S>[];
}

/** A slash command. */
export function slashCommand<
  S,
  const Options extends readonly OptionData[] = readonly [],
  A extends Access = 'everyone',
>(definition: { readonly data: SlashData } & Behaviour<Options, A, S>): Command<S> {
  const { data, options } = definition;
  const type = ApplicationCommandType.ChatInput;
  return buildCommand({ type, ...data, ...(options && { options }) } as CommandData, definition);
}

/** A part of a slash command, with its own options and, if it is for fewer people, its own access. */
export interface Subcommand<S> extends Omit<Command<S>, 'data'> {
  readonly data: SubcommandData & { readonly options?: readonly OptionData[] };
}

export function subcommand<
  S,
  const Options extends readonly OptionData[] = readonly [],
  A extends Access = 'everyone',
>(definition: { readonly data: SubcommandData } & Behaviour<Options, A, S>): Subcommand<S> {
  const { data, options } = definition;
  return buildCommand({ ...data, ...(options && { options }) }, definition);
}

/** A slash command that has subcommands. */
export function commandGroup<S>(definition: {
  readonly data: SlashData;
  /** Who may use it at all; a subcommand may be for fewer. */
  readonly access?: Access;
  readonly subcommands: readonly Subcommand<S>[];
  /** What other buttons, menus and modals do, besides those of its subcommands. */
  readonly actions?: () => readonly Action<S>[];
  /** Adds to the reply of whichever subcommand was used. */
  readonly finish?: (reply: Reply, request: RawRequest, services: S) => Promise<Reply>;
}): Command<S> {
  const { data, access = 'everyone', subcommands, finish } = definition;
  const used = async (request: RawRequest) => {
    const found = subcommands.find(({ data: { name } }) => name === request.subcommand);
    if (!found) throw outdatedCommand();
    await checkAccess(found.access, request);
    return found;
  };
  return {
    data: {
      type: ApplicationCommandType.ChatInput,
      ...data,
      options: subcommands.map((sub) => ({ type: ApplicationCommandOptionType.Subcommand, ...sub.data })),
    } as CommandData,
    access,
    async run(request, services) {
      const reply = await (await used(request)).run(request, services);
      return finish ? finish(reply, request, services) : reply;
    },
    complete: async (focused, request, services) =>
      (await used(request)).complete(focused, request, services),
    get actions() {
      return [...subcommands.flatMap((sub) => sub.actions), ...(definition.actions?.() ?? [])];
    },
  };
}

/** A command in a message's menu. */
export function messageCommand<S, A extends Access = 'everyone'>(definition: {
  readonly data: Constant<
    Pick<
      RESTPostAPIContextMenuApplicationCommandsJSONBody,
      'name' | 'default_member_permissions' | 'integration_types' | 'contexts'
    >
  >;
  readonly access?: A;
  readonly run: (request: RequestFor<A>, services: S) => Promise<Reply>;
}): Command<S> {
  const data = { type: ApplicationCommandType.Message, ...definition.data } as CommandData;
  return buildCommand<CommandData, readonly [], A, S>(data, definition);
}

function buildCommand<Data, Options extends readonly OptionData[], A extends Access, S>(
  data: Data,
  definition: Behaviour<Options, A, S>,
): Omit<Command<S>, 'data'> & { readonly data: Data } {
  const { access = 'everyone', options = [] as unknown as Options, run, autocomplete } = definition;
  if (
    options.some((option) => 'autocomplete' in option && option.autocomplete) !==
    (autocomplete !== undefined)
  )
    throw new Error('autocomplete and the options that ask for it go together');
  return {
    data,
    access,
    // The router has checked the access, which is what sets a server's request apart.
    run: async (request, services) => {
      const given = { ...request, options: readOptions(options, request.options) };
      return run(given as unknown as RequestFor<A, OptionValues<Options>>, services);
    },
    complete: async (focused, request, services) =>
      (await autocomplete?.(focused, request as unknown as RequestFor<A>, services)) ?? [],
    get actions() {
      return definition.actions?.() ?? [];
    },
  };
}
