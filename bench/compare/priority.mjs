// Asks the system to let this process, and those that it starts, go first, where that is allowed
// (as root): what else a machine does then disturbs the figures less.

import { constants, setPriority } from 'node:os';

try {
  setPriority(constants.priority.PRIORITY_HIGHEST);
} catch (error) {
  if (!['EACCES', 'EPERM'].includes(error.info?.code ?? error.code)) throw error;
}
