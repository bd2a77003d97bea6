/*
 * Loaded into a bot (`--import`), it tells who asks how long the longest turn of the event loop was since the last
 * time, in ms of CPU: a timer that is due in every turn looks how much the process has used since the turn before. Of
 * two sums that can only be too much it takes the less: the CPU of all threads, and the time that has passed.
 */
let longest = 0;
let cpu = process.cpuUsage();
let at = performance.now();

setInterval(() => {
  const used = process.cpuUsage(cpu);
  const now = performance.now();
  longest = Math.max(longest, Math.min((used.user + used.system) / 1000, now - at));
  cpu = process.cpuUsage();
  at = now;
}, 1).unref();

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});
process.channel?.unref();
