// Asks the system to let this process, and those that it starts, go first, where that is allowed
// (as root): what else a machine does then disturbs the figures less.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const kProcesses = '/proc';

/** Process numbers of this process and of all that it has started, directly or not. */
function family() {
  const parents = new Map();
  for (const name of readdirSync(kProcesses)) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // "number (name) state parent ...", and a name may have spaces and brackets.
      const stat = readFileSync(`${kProcesses}/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 1).split(' ')[2]));
    } catch {
      // It ended in between.
    }
  }
  const isOurs = (id) => id === process.pid || (parents.has(id) && isOurs(parents.get(id)));
  return [...parents.keys()].filter(isOurs);
}

function threadsOf(id) {
  try {
    return readdirSync(`${kProcesses}/${id}/task`).map(Number);
  } catch {
    return [];
  }
}

/** Raises all threads that there are now; later ones inherit it from those that start them. */
export function prioritise() {
  // Linux counts a thread as a process here, and compilers run in threads that are there already.
  const threads = existsSync(`${kProcesses}/self/task`) ? family().flatMap(threadsOf) : [0];
  for (const thread of threads) {
    try {
      setPriority(thread, constants.priority.PRIORITY_HIGHEST);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'ESRCH'].includes(error.info?.code)) throw error;
    }
  }
}

prioritise();
