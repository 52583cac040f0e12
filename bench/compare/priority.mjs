// Asks the system to let this process, and those that it starts, go first, where that is allowed
// (as root): what else a machine does then disturbs the figures less.

import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const kThreads = '/proc/self/task';

// Linux counts a thread as a process here, and compilers run in threads that are there already.
const threads = existsSync(kThreads) ? readdirSync(kThreads).map(Number) : [0];
try {
  for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_HIGHEST);
} catch (error) {
  if (!['EACCES', 'EPERM'].includes(error.info?.code)) throw error;
}
