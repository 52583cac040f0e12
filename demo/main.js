import { showDigits } from './digits.js';
import { showOwnModel } from './own-model.js';

showOwnModel();
await showDigits();
