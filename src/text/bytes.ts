/**
 * All bytes of a body that comes in parts, counted while they come: the size that was announced is not believed.
 *
 * @param tooLarge what to throw where there are more than `max`; the transfer ends then
 */
export async function bytesOf(
  body: AsyncIterable<Uint8Array>,
  max: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    // Leaving the loop ends the transfer.
    if (size > max) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
