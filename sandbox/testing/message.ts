/** A message through one person's eyes, and what comes of an interaction. */
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import type { ResponseKind, SandboxEvent } from '../server/context.ts';
import type { Interaction, Message } from '../server/world.ts';
import { Button, type FileGiven, labelOf, Modal, Select } from './controls.ts';
import { componentsOf, visibleFiles, visibleText } from './visible.ts';
import type { Wire } from './wire.ts';

/** A message as one person sees it. It is looked at anew each time. */
export class SeenMessage {
  constructor(
    readonly wire: Wire,
    readonly viewerId: string,
    readonly channelId: string,
    readonly id: string,
  ) {}

  get gone(): boolean {
    return !this.wire.sandbox.world.messages.get(this.channelId)?.has(this.id);
  }

  /** As Discord's JSON. */
  get json(): APIMessage {
    const message = this.wire.sandbox.world.messages.get(this.channelId)?.get(this.id);
    if (!message) throw new Error('The message is gone.');
    return this.wire.sandbox.show(message, this.viewerId);
  }

  /** All visible words. */
  get text(): string {
    return visibleText(this.json);
  }

  get private(): boolean {
    return Boolean(Number(this.json.flags) & MessageFlags.Ephemeral);
  }

  /** Whether it stands for a response that is still to come. */
  get loading(): boolean {
    return Boolean(Number(this.json.flags) & MessageFlags.Loading);
  }

  get poll() {
    return this.json.poll;
  }

  /** Labels of the buttons, in order. */
  get buttons(): string[] {
    return this.components([2]).map(labelOf);
  }

  hasButton(label: string): boolean {
    return this.buttons.includes(label);
  }

  /** A button by its label (or the beginning of it), or a pattern on it. */
  button(label: string | RegExp): Button<Promise<InteractionResponse>> {
    const all = this.components([2]);
    const found =
      all.find((it) => labelOf(it) === label) ??
      all.find((it) => (typeof label === 'string' ? labelOf(it).startsWith(label) : label.test(labelOf(it))));
    if (!found)
      throw new Error(`There is no button ${label}. There are: ${this.buttons.join(', ') || 'none'}.`);
    return new Button(found, (customId, as) => this.use(customId, undefined, as));
  }

  /** The only menu, or one by its placeholder. */
  select(placeholder?: string | RegExp): Select<Promise<InteractionResponse>> {
    const all = this.components([3, 5, 6, 7, 8]);
    const fits = (text: string) =>
      placeholder instanceof RegExp ? placeholder.test(text) : text === placeholder;
    const fitting = placeholder === undefined ? all : all.filter((it) => fits(String(it.placeholder ?? '')));
    const [found] = fitting;
    if (!found || (placeholder === undefined && all.length > 1)) {
      const known = all.map((it) => it.placeholder).join(', ');
      throw new Error(`There is no such menu. There are: ${known || 'none'}.`);
    }
    return new Select(found, (customId, values) => this.use(customId, values));
  }

  /** The files that can be seen on it, with their content as text. */
  get files(): {
    name: string;
    contentType: string;
    text: string;
    bytes: Uint8Array;
    description?: string;
  }[] {
    return visibleFiles(this.json).map(({ id, description }) => {
      const file = this.wire.sandbox.world.files.get(id);
      if (!file) throw new Error('The file is gone.');
      const { name, contentType, bytes } = file;
      const text = Buffer.from(bytes).toString('utf8');
      return { name, contentType, bytes, text, ...(description === undefined ? {} : { description }) };
    });
  }

  /** The thread that hangs on it. */
  get thread() {
    return this.json.thread;
  }

  get address() {
    return { channelId: this.channelId, messageId: this.id };
  }

  private components(types: readonly number[]) {
    return componentsOf(this.json).filter((it) => types.includes(it.type));
  }

  private use(customId: string, values?: readonly string[], as?: string): Promise<InteractionResponse> {
    const userId = as === undefined ? this.viewerId : this.wire.user(as).id;
    return awaitResponse(this.wire, () =>
      this.wire.sandbox.as(userId).useComponent({ ...this.address, customId, values }),
    );
  }
}

/** What came of an interaction: a message, a modal, a change of the message it was on, or nothing. */
export class InteractionResponse extends SeenMessage {
  constructor(
    wire: Wire,
    private readonly interaction: Interaction,
    readonly by: ResponseKind | 'nothing',
    messageId: string,
    /** Why there is no response, as the person is told. */
    readonly failed: string | undefined,
  ) {
    super(wire, interaction.userId, interaction.channelId, messageId);
  }

  override get json(): APIMessage {
    if (this.failed) throw new Error(`There is no response: ${this.failed}`);
    if (!this.id) throw new Error(`The response has no message: it is by ${this.by}.`);
    return super.json;
  }

  /** The modal that was shown. */
  get modal(): Modal<Promise<InteractionResponse>> {
    const { id, modal } = this.interaction;
    if (!modal) throw new Error(`No modal was shown: the response is by ${this.failed ?? this.by}.`);
    const person = this.wire.sandbox.as(this.viewerId);
    return new Modal(
      modal,
      (file) => person.upload(asUpload(file)).id,
      (fields) => awaitResponse(this.wire, () => person.submitModal(id, fields)),
    );
  }

  /** Messages that the interaction brought after the first, oldest first. */
  get followUps(): SeenMessage[] {
    const all = [...(this.wire.sandbox.world.messages.get(this.channelId)?.values() ?? [])];
    return all
      .filter(
        (it) => it.interaction?.token === this.interaction.token && it.id !== this.interaction.originalId,
      )
      .filter((it) => it.visibleTo === null || it.visibleTo === this.viewerId)
      .map((it) => new SeenMessage(this.wire, this.viewerId, it.channelId, it.id));
  }

  /** Waits for so many follow-ups. */
  awaitFollowUps(count = 1): Promise<SeenMessage[]> {
    return this.wire.until(
      () => (this.followUps.length >= count ? this.followUps : undefined),
      `${count} follow-ups (there are ${this.followUps.length})`,
    );
  }
}

export function asUpload({ name, content, contentType = 'application/octet-stream' }: FileGiven) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, contentType, bytes };
}

/** Follows an interaction until its response stands: a deferred one is waited for. */
export async function awaitResponse(wire: Wire, begin: () => Interaction): Promise<InteractionResponse> {
  const events: SandboxEvent[] = [];
  const stop = wire.sandbox.listen((event) => void events.push(event));
  try {
    const interaction = begin();
    const isOutcome = (event: SandboxEvent): event is Outcome =>
      (event.type === 'interaction-answered' || event.type === 'interaction-failed') &&
      event.interaction === interaction;
    const outcome = await wire.until(() => events.find(isOutcome), 'a response to the interaction');
    if (outcome.type === 'interaction-failed')
      return new InteractionResponse(wire, interaction, 'nothing', '', outcome.reason);
    const { by, message } = outcome;
    const response = new InteractionResponse(wire, interaction, by, message?.id ?? '', undefined);
    if (by === 'deferred')
      await wire.until(() => response.gone || !response.loading, 'the deferred response');
    if (by === 'deferred-update') {
      const follows = () =>
        events.slice(events.indexOf(outcome)).some((event) => {
          const changed = changedMessage(event);
          return changed && (changed.id === message?.id || changed.interaction?.token === interaction.token);
        });
      await wire.until(follows, 'what follows a deferred update', 3_000).catch(() => {});
    }
    return response;
  } finally {
    stop();
  }
}

type Outcome = SandboxEvent & { type: 'interaction-answered' | 'interaction-failed' };

function changedMessage(event: SandboxEvent): Message | undefined {
  const { type } = event;
  const changes = type === 'message-created' || type === 'message-updated' || type === 'message-deleted';
  return changes ? event.message : undefined;
}
