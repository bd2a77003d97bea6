/** In how many turns of the event loop something is done: as often others could have been served. */
export async function turnsOf(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let counting = setImmediate(function count() {
    turns++;
    counting = setImmediate(count);
  });
  await act();
  clearImmediate(counting);
  return turns;
}
