import type {
  FileGiven,
  InteractionResponse,
  OptionValue,
  Person,
  SeenMessage,
  TestDiscord,
} from '../../sandbox/testing/harness.ts';

/** Has a moderator add a file, and waits for its draft: before that, the answer says how far it is. */
export async function addDraft(
  discord: Pick<TestDiscord, 'until'>,
  who: Person,
  file: FileGiven,
  options: Record<string, OptionValue> = {},
): Promise<InteractionResponse> {
  return awaitDraft(discord, await who.command('library add', { file, ...options }));
}

export async function awaitDraft<Answer extends SeenMessage>(
  discord: Pick<TestDiscord, 'until'>,
  answer: Answer,
): Promise<Answer> {
  const isRead = () => !/^(?:Fetching|Reading) .* …$/.test(answer.text);
  await discord.until(isRead, 'the end of the import', 20_000);
  return answer;
}
