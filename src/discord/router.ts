import { randomUUID } from 'node:crypto';
import {
  type AutocompleteInteraction,
  DiscordAPIError,
  type Interaction,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import { DoneElsewhere, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import { truncate } from '../text/cut.ts';
import { withDeadline } from '../text/deadline.ts';
import { checkAccess } from './access.ts';
import { type Action, decode, staleAction } from './action.ts';
import type { Choice, Command } from './command.ts';
import { messageReply } from './components.ts';
import { focusedOption, requestFrom, rolesOf } from './incoming.ts';
import { md } from './markdown.ts';
import { type Answerable, isAnswered, Outgoing } from './outgoing.ts';
import { checkMayPost } from './permissions.ts';
import type { Reply } from './reply.ts';
import { share } from './share.ts';
import { createThrottle, createTurns, PACES, type Pace } from './throttle.ts';

export interface Router {
  /** Answers an interaction, whatever happens; never rejects. */
  readonly handle: (interaction: Interaction) => Promise<void>;
  /** Resolves when all that has been begun is answered. */
  readonly idle: () => Promise<void>;
}

export interface RouterOptions<S> {
  readonly commands: readonly Command<S>[];
  readonly services: S;
  readonly log: Log;
  /** Whether somebody with these roles moderates in this server, besides those who may manage it. */
  readonly isModerator: (guildId: string, roles: readonly string[]) => Promise<boolean>;
  readonly claims?: Claims;
  readonly clock?: () => Date;
  /** A handler that takes longer is announced as thinking. Discord waits 3,000 ms for a first answer. */
  readonly deferAfterMs?: number;
  /** How many interactions of one person are answered. */
  readonly pace?: Pace;
  /** After so long nobody waits for a handler any more, in ms. Discord takes an answer for 15 minutes. */
  readonly deadlineMs?: number;
}

/** Of several processes that hear of one interaction, one carries it out. */
export interface Claims {
  /** Rejects with DoneElsewhere, before anything is written, where another process does it. */
  readonly run: <T>(interactionId: string, work: () => Promise<T>) => Promise<T>;
  /** Whether it is this process that does what the interaction at work asks for. */
  readonly isHeld: () => boolean;
  /** Whether it is another one. */
  readonly isLost: () => Promise<boolean>;
}

const ALONE: Claims = { run: (_, work) => work(), isHeld: () => false, isLost: async () => false };

/** How many ids are remembered; an interaction can be answered for 15 minutes. */
const SEEN = 20_000;

const MAX_CHOICES = 25;
const MAX_CHOICE_LENGTH = 100;

/** Brings each interaction to its command or action and the reply back: the only place that catches errors. */
export function createRouter<S>({
  commands,
  services,
  log,
  isModerator,
  claims = ALONE,
  clock = () => new Date(),
  deferAfterMs = 1500,
  pace = PACES.interactions,
  deadlineMs = 300_000,
}: RouterOptions<S>): Router {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const actions = new Map<string, Action<S>>(
    [share, ...commands.flatMap((command) => command.actions)].map((action) => [action.name, action]),
  );
  const running = new Set<Promise<void>>();
  /** Ids of interactions that have come: after a broken connection, Discord may send one again. */
  const seen = new LRUCache<string, true>({ max: SEEN });
  const interactions = createThrottle(pace);
  const completions = createThrottle(PACES.completions);
  const refusals = createTurns();

  async function answer(interaction: Answerable): Promise<void> {
    const begun = performance.now();
    const name = nameOf(interaction);
    const outgoing = new Outgoing(interaction, wantsPublic(interaction), claims.isHeld);
    const outcome = withDeadline(deadlineMs, () => run(interaction, outgoing)).catch(
      async (error: unknown) => {
        if (error instanceof DoneElsewhere) return error;
        // What is refused as there already may be what the other process has just written.
        const isLost =
          error instanceof UserError && !claims.isHeld() && (await claims.isLost().catch(() => false));
        return isLost ? new DoneElsewhere() : errorReply(error, name);
      },
    );
    await outgoing.deferAfter(deferAfterMs, outcome);
    const reply = await outcome;
    if (reply instanceof DoneElsewhere) throw reply;
    try {
      await outgoing.send(reply);
    } catch (error) {
      if (isLate(error) || error instanceof DoneElsewhere) throw error;
      await outgoing.send(errorReply(error, name));
    }
    log.info({ name, ms: Math.round(performance.now() - begun) }, 'answered');
  }

  async function run(interaction: Answerable, outgoing: Outgoing): Promise<Reply> {
    const request = requestFrom(interaction, {
      moderates: moderatesFor(interaction),
      now: clock(),
      progress: (words) => outgoing.progress(words),
    });
    if (interaction.isCommand()) {
      const command = byName.get(interaction.commandName);
      if (!command) throw commandGone();
      await checkAccess(command.access, request);
      if (wantsPublic(interaction)) checkMayPost(request);
      return command.run(request, services);
    }
    const found = decode(interaction.customId);
    const action = found && actions.get(found.name);
    if (!found || !action) throw staleAction();
    await checkAccess(action.access, request);
    return action.handle(found.state, request, services);
  }

  async function complete(interaction: AutocompleteInteraction): Promise<void> {
    const option = focusedOption(interaction.options.data);
    const command = byName.get(interaction.commandName);
    let choices: readonly Choice[] = [];
    try {
      const request = requestFrom(interaction, {
        moderates: moderatesFor(interaction),
        now: clock(),
        progress: async () => {},
      });
      if (!command || !option) throw commandGone();
      await checkAccess(command.access, request);
      const typed = String(request.options[option] ?? '');
      choices = await command.complete({ option, typed }, request, services);
    } catch (error) {
      if (!(error instanceof UserError))
        log.error({ err: error, name: interaction.commandName }, 'autocomplete failed');
    }
    await interaction.respond(
      choices
        .filter((choice) => choice.value.length <= MAX_CHOICE_LENGTH && choice.name !== '')
        .slice(0, MAX_CHOICES)
        .map((choice) => ({ name: truncate(choice.name, MAX_CHOICE_LENGTH), value: choice.value })),
    );
  }

  function moderatesFor(interaction: Interaction): () => Promise<boolean> {
    const { guildId, memberPermissions } = interaction;
    if (!guildId) return async () => false;
    if (memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return async () => true;
    let known: Promise<boolean> | undefined;
    return () => (known ??= isModerator(guildId, rolesOf(interaction)));
  }

  function errorReply(error: unknown, name: string): Reply {
    if (error instanceof UserError) {
      log.info({ name, refused: error.id }, 'refused');
      return messageReply(md`${error.message}`);
    }
    const incident = randomUUID().slice(0, 8);
    log.error({ err: error, name, incident }, 'failed');
    if (error instanceof Error && error.name === 'TimeoutError')
      return messageReply(
        md`This took too long, and is not waited for any more. See whether it was done before you try again; if it stays, tell whoever runs this bot: incident \`${incident}\`.`,
      );
    return messageReply(
      md`Something went wrong here, and it was not you. Try again; if it stays, tell whoever runs this bot: incident \`${incident}\`.`,
    );
  }

  /** Answers without any work. */
  function refuse(interaction: Answerable, error: UserError): Promise<void> {
    return new Outgoing(interaction, false, claims.isHeld).send(errorReply(error, nameOf(interaction)));
  }

  async function handle(interaction: Interaction): Promise<void> {
    try {
      if (interaction.isAutocomplete()) {
        if (completions.take(interaction.user.id, clock()) === 0) await complete(interaction);
        else await refusals.run(interaction.user.id, () => interaction.respond([]));
      } else if (!interaction.isPrimaryEntryPointCommand()) {
        const wait = interactions.take(interaction.user.id, clock());
        if (wait === 0) await claims.run(interaction.id, () => answer(interaction));
        else await refusals.run(interaction.user.id, () => refuse(interaction, tooFast(pace, wait)));
      }
    } catch (error) {
      const name = nameOf(interaction);
      if (error instanceof DoneElsewhere) log.info({ name }, 'done by another process');
      else if (isLate(error)) log.warn({ name, code: error.code }, 'too late to answer');
      else log.error({ err: error, name }, 'the answer could not be sent');
    }
  }

  return {
    async handle(interaction) {
      if (seen.has(interaction.id)) return log.info({ name: nameOf(interaction) }, 'came again');
      seen.set(interaction.id, true);
      const task = handle(interaction).finally(() => running.delete(task));
      running.add(task);
      await task;
    },
    async idle() {
      await Promise.all(running);
    },
  };
}

/** The asker took too long, or somebody (another process of this bot) has answered. */
function isLate(error: unknown): error is DiscordAPIError {
  return (
    error instanceof DiscordAPIError &&
    (isAnswered(error) ||
      error.code === RESTJSONErrorCodes.UnknownInteraction ||
      error.code === RESTJSONErrorCodes.InvalidWebhookToken ||
      error.code === RESTJSONErrorCodes.UnknownWebhook)
  );
}

function nameOf(interaction: Interaction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return `/${interaction.commandName}`;
  return 'customId' in interaction ? (decode(interaction.customId)?.name ?? 'unknown') : 'unknown';
}

function wantsPublic(interaction: Interaction): boolean {
  return interaction.isChatInputCommand() && interaction.options.get('share')?.value === true;
}

/** @param wait ms */
function tooFast({ times, ms }: Pace, wait: number): UserError {
  return new UserError(
    'too-fast',
    `That is a lot at once: the bot answers each person ${times} times in ${ms / 1000} seconds. Try again in ${Math.ceil(wait / 1000)} s.`,
  );
}

function commandGone(): UserError {
  return new UserError('command-unknown', 'This command no longer exists. /help lists those there are.');
}
