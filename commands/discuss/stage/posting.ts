import { type APIChannel, type APIMessage, RESTJSONErrorCodes, Routes } from 'discord-api-types/v10';
import type { PermissionName } from '../../../src/discord/permissions.ts';
import { AFTER_POLL_HOURS, hasPoll, LONGEST_POLL_HOURS } from '../../../src/discussion/director.ts';
import { type Scene, type Stage, StageError } from '../../../src/discussion/stage.ts';
import { shorten } from '../../../src/text/cut.ts';
import { openingCard, starterCard, summaryCard } from '../thread-cards.ts';
import { idOf, messageBody, SILENT } from './parts.ts';
import { asPartGone, ignoreAway, Refused, type Requests } from './requests.ts';

/** Posts the parts of a discussion. A message carries a nonce, so that posted twice it stands there once. */
export function createPosting({ write }: Requests, clock: () => Date): Pick<Stage, 'post' | 'takeAway'> {
  async function sendStarter(scene: Scene): Promise<string> {
    return send(scene, scene.plan.channelId, 's', messageBody(starterCard(scene)));
  }

  async function openThread(scene: Scene): Promise<string> {
    const { prompt, plan, kind } = scene;
    const { channelId } = plan;
    const facts = threadFacts(scene);
    if (kind === 'forum') {
      const body = {
        ...facts,
        ...(plan.tag && { applied_tags: [plan.tag] }),
        message: messageBody(openingCard('thread', scene, closingTime(scene))),
      };
      const needs = { channelId, permissions: ['SendMessages'] } as const;
      return (await write<APIChannel>('POST', Routes.threads(channelId), body, needs)).id;
    }
    const starterId = idOf(prompt.trace.starterId);
    try {
      const needs = { channelId, permissions: ['CreatePublicThreads', 'ReadMessageHistory'] } as const;
      return (await write<APIChannel>('POST', Routes.threads(channelId, starterId), facts, needs)).id;
    } catch (error) {
      // A thread on a message has the message's id, and there is only one.
      if (error instanceof Refused && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage)
        return starterId;
      if (error instanceof Refused && error.code === RESTJSONErrorCodes.UnknownMessage)
        throw new StageError('part-gone', error.message);
      throw error;
    }
  }

  async function sendInThread(scene: Scene, mark: string, body: object): Promise<string> {
    return send(scene, idOf(scene.prompt.trace.threadId), mark, body);
  }

  /** @param mark tells the messages of one prompt apart */
  async function send(
    { prompt, plan }: Scene,
    channelId: string,
    mark: string,
    body: object,
  ): Promise<string> {
    const permissions: PermissionName[] = [
      channelId === plan.channelId ? 'SendMessages' : 'SendMessagesInThreads',
      ...('poll' in body ? (['SendPolls'] as const) : []),
    ];
    const nonce = `${prompt.id}-${mark}${prompt.trace.anew ?? ''}`;
    const unique = { ...body, nonce, enforce_nonce: true };
    const route = Routes.channelMessages(channelId);
    try {
      return (await write<APIMessage>('POST', route, unique, { channelId, permissions })).id;
    } catch (error) {
      const inThread = channelId !== plan.channelId;
      throw inThread ? asPartGone(error) : error;
    }
  }

  /** With a poll, its second time comes on top. */
  function closingTime({ prompt, plan }: Scene): Date {
    const hours = plan.openHours + (hasPoll(prompt, plan) ? AFTER_POLL_HOURS : 0);
    return new Date(clock().getTime() + hours * 3_600_000);
  }

  return {
    async takeAway({ plan, trace }) {
      const { threadId, starterId } = trace;
      if (threadId) {
        const needs = { channelId: threadId, permissions: ['ManageThreads'] } as const;
        await write('DELETE', Routes.channel(threadId), undefined, needs).catch(ignoreAway);
      }
      if (starterId && plan)
        await write('DELETE', Routes.channelMessage(plan.channelId, starterId)).catch(ignoreAway);
    },

    async post(part, scene) {
      switch (part) {
        case 'starter':
          return sendStarter(scene);
        case 'thread':
          return openThread(scene);
        case 'opening':
          return sendInThread(scene, 'o', messageBody(openingCard('opening', scene, closingTime(scene))));
        case 'poll':
          return sendInThread(scene, 'p', pollBody(scene, scene.plan.openHours + AFTER_POLL_HOURS));
        case 'after-poll':
          return sendInThread(scene, 'a', pollBody(scene, AFTER_POLL_HOURS));
        case 'summary': {
          const { prompt, summary } = scene;
          if (!summary) throw new Error('a summary needs what was counted');
          return sendInThread(scene, 'z', messageBody(summaryCard(prompt, summary)));
        }
      }
    },
  };
}

function pollBody({ prompt }: Scene, hours: number) {
  return {
    poll: {
      question: { text: prompt.question },
      answers: prompt.stances.map((stance) => ({ poll_media: { text: stance } })),
      duration: Math.min(hours, LONGEST_POLL_HOURS),
      allow_multiselect: false,
      layout_type: 1,
    },
    ...SILENT,
  };
}

const DAYS_7_IN_MINUTES = 10_080;

function threadFacts({ prompt, plan }: Scene) {
  return {
    name: shorten(prompt.question, 100),
    auto_archive_duration: DAYS_7_IN_MINUTES,
    ...(plan.slowSeconds > 0 && { rate_limit_per_user: plan.slowSeconds }),
  };
}
