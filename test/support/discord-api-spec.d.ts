/** The package has no types of its own for its Zod schemas. */
declare module 'discord-api-spec/zod' {
  import type { z } from 'zod';
  export const ApplicationCommandCreateRequestSchema: z.ZodType;
  export const CreateMessageInteractionCallbackRequestSchema: z.ZodType;
  export const IncomingWebhookInteractionRequestSchema: z.ZodType;
  export const MessageCreateRequestSchema: z.ZodType;
  export const ModalInteractionCallbackRequestSchema: z.ZodType;
  export const UpdateMessageInteractionCallbackRequestSchema: z.ZodType;
}
