import { ACCENT, NEUTRAL } from '../../src/discord/components.ts';

/** What a card is about, in colour; it is always said in words too. */
export const COLOURS = { quote: ACCENT, note: NEUTRAL, dispute: 0x8a5a00, moderation: 0x7a3e9d } as const;
