// Loaded before a measured program (`node --import`): says what its process has used so far, and ends with the bench.

/** What a process has used since it started. */
export interface Usage {
  /** Of all its threads, user and system. */
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const usage: Usage = { cpuMicroseconds: user + system, residentBytes: rss, heapUsedBytes: heapUsed };
  process.send?.(usage);
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Asking is no reason to stay: the program ends when it would have ended alone.
process.channel?.unref();
