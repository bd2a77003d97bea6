import {
  type AutocompleteInteraction,
  DiscordAPIError,
  type Interaction,
  MessageFlags,
  type PrimaryEntryPointCommandInteraction,
  RESTJSONErrorCodes,
  type RequestData,
  Routes,
} from 'discord.js';
import {
  type APIMessageTopLevelComponent,
  ComponentType,
  InteractionResponseType,
} from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import { text } from './components.ts';
import { md } from './markdown.ts';
import { isUnanswered } from './network.ts';
import type { MessageReply, Reply } from './reply.ts';
import { withShareButton } from './share.ts';

export type Answerable = Exclude<Interaction, AutocompleteInteraction | PrimaryEntryPointCommandInteraction>;

/**
 * The one door through which answers leave: it silences mentions, marks them as Components V2, and knows
 * whether "thinking" has been said.
 */
export class Outgoing {
  readonly #interaction: Answerable;
  readonly #public: boolean;
  readonly #isHeld: () => boolean;
  #deferring: Promise<void> | undefined;
  #answered = false;
  /** What Discord said to a first answer, where another process has given one. */
  #refused: unknown;

  /**
   * @param isPublic whether the asker wants everybody to see the answer
   * @param isHeld whether this process carries it out, where another may have given the first answer
   */
  constructor(interaction: Answerable, isPublic: boolean, isHeld: () => boolean) {
    this.#interaction = interaction;
    this.#public = isPublic;
    this.#isHeld = isHeld;
  }

  /** Says "thinking" where the outcome takes longer than this. */
  async deferAfter(ms: number, outcome: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, ms, true);
    });
    const isLate = await Promise.race([late, outcome.then(() => false)]);
    clearTimeout(timer);
    if (isLate) await this.#defer();
  }

  /** Replaces "thinking" by some words, for as long as the work takes. */
  async progress(words: string): Promise<void> {
    if (this.#onMessage) return;
    await this.#defer();
    if (this.#refused && !this.#isHeld()) return;
    await this.#edit(messageOf([text(md`${words}`)]));
  }

  async send(reply: Reply): Promise<void> {
    if (reply.kind === 'modal') {
      if (this.#deferring)
        throw new UserError('form-late', 'This took too long for the form to open. Try again.');
      if (this.#interaction.isModalSubmit())
        throw new UserError('form-after-form', 'A form cannot be opened from a form. Use the command again.');
      return this.#respond(InteractionResponseType.Modal, { body: reply.modal });
    }
    await this.#deferring;
    if (this.#refused && !this.#isHeld()) throw this.#refused;
    await this.#message(reply);
    this.#answered = true;
    await reply.sent?.();
    for (let next = reply.followedBy; next; next = next.followedBy) {
      await this.#further(next, this.#isPublic(next));
      await next.sent?.();
    }
  }

  async #message(reply: MessageReply): Promise<void> {
    const isPublic = this.#isPublic(reply);
    if (this.#answered) return this.#further(reply, isPublic);
    if (reply.update && this.#onMessage) return this.#update(reply);
    if (!this.#deferring) {
      const components = componentsOf(reply, isPublic);
      return this.#begin(
        InteractionResponseType.ChannelMessageWithSource,
        messageOf(components, reply, isPublic),
        messageOf(components, reply),
      );
    }
    if (this.#onMessage) return this.#further(reply, isPublic);
    if (isPublic === this.#public) return this.#edit(messageOf(componentsOf(reply, isPublic), reply));
    // Who sees a message is fixed by its "thinking", so that one has to go.
    await this.#request('delete', this.#original, {});
    await this.#further(reply, isPublic);
  }

  async #update(reply: MessageReply): Promise<void> {
    const interaction = this.#interaction;
    const isPrivate = !interaction.isCommand() && interaction.message?.flags.has(MessageFlags.Ephemeral);
    const message = messageOf(componentsOf(reply, !isPrivate), reply);
    if (this.#deferring) await this.#edit(message);
    else await this.#begin(InteractionResponseType.UpdateMessage, message, message);
  }

  #further(reply: MessageReply, isPublic: boolean): Promise<void> {
    const { applicationId, token } = this.#interaction;
    const message = messageOf(componentsOf(reply, isPublic), reply, isPublic);
    return this.#request('post', Routes.webhook(applicationId, token), message);
  }

  #edit(message: RequestData): Promise<void> {
    return this.#request('patch', this.#original, message);
  }

  #respond(type: InteractionResponseType, { body: data, files = [] }: RequestData): Promise<void> {
    const { id, token } = this.#interaction;
    return this.#request('post', Routes.interactionCallback(id, token), { body: { type, data }, files });
  }

  /** The address of the first answer. */
  get #original() {
    const { applicationId, token } = this.#interaction;
    return Routes.webhookMessage(applicationId, token);
  }

  /**
   * Makes a request, and once more where there was no answer. Discord may have heard the first: then it refuses a
   * second first answer, a change is made twice to the same effect, and a further message comes twice at worst.
   */
  async #request(method: 'post' | 'patch' | 'delete', route: `/${string}`, data: RequestData): Promise<void> {
    const { rest } = this.#interaction.client;
    const make = () => rest[method](route, { ...data, auth: false });
    try {
      await make();
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      await make().catch((again: unknown) => {
        if (!isAnswered(again)) throw again;
      });
    }
  }

  /** Gives a first answer. Where another process gave one, and this one carries it out, that one is changed. */
  async #begin(type: InteractionResponseType, message: RequestData, change: RequestData): Promise<void> {
    try {
      await this.#respond(type, message);
    } catch (error) {
      if (!isAnswered(error) || !this.#isHeld()) throw error;
      await this.#edit(change);
    }
  }

  #defer(): Promise<void> {
    const { DeferredMessageUpdate, DeferredChannelMessageWithSource } = InteractionResponseType;
    const type = this.#onMessage ? DeferredMessageUpdate : DeferredChannelMessageWithSource;
    const body = { flags: this.#public ? 0 : MessageFlags.Ephemeral };
    this.#deferring ??= this.#respond(type, this.#onMessage ? {} : { body }).catch((error: unknown) => {
      if (!isAnswered(error)) throw error;
      // Which process carries it out is known once it is done.
      this.#refused = error;
    });
    return this.#deferring;
  }

  /** Whether there is a message that a component or its modal belongs to. */
  get #onMessage(): boolean {
    const interaction = this.#interaction;
    return interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());
  }

  #isPublic(reply: MessageReply): boolean {
    return reply.public ?? this.#public;
  }
}

/** A message as Discord takes it, with its files. */
function messageOf(
  components: readonly APIMessageTopLevelComponent[],
  { files = [] }: Pick<MessageReply, 'files'> = {},
  isPublic = true,
): Required<Pick<RequestData, 'body' | 'files'>> {
  return {
    body: {
      components,
      flags: isPublic ? MessageFlags.IsComponentsV2 : MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      allowed_mentions: { parse: [] },
      ...(files.length > 0 && {
        attachments: files.map(({ description }, i) => ({ id: String(i), description })),
      }),
    },
    files: files.map(({ name, data }) => ({ name, data })),
  };
}

/** Whether Discord has had a first answer already. */
export function isAnswered(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

/** What is shown. Discord shows a file of a V2 message only where a component names it. */
function componentsOf(reply: MessageReply, isPublic: boolean): readonly APIMessageTopLevelComponent[] {
  const components = [
    ...reply.components,
    ...(reply.files ?? []).map(({ name }) => ({
      type: ComponentType.File as const,
      file: { url: `attachment://${name}` },
    })),
  ];
  return reply.shareable && !isPublic ? withShareButton(components) : components;
}
