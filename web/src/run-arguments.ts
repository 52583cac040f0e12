// The arguments of run(), by the rules of onnxruntime-common.

import type { RunOptions } from './options.js';
import { isTensorLike } from './value.js';
import type { TensorLike } from './value.js';

/** What `run(feeds, fetches?, options?)` asks for. */
export interface RunRequest {
  /** Per input its value, undefined where the default is meant. */
  feeds: unknown[];
  /** Indices of the outputs asked for; undefined means all. */
  fetches: number[] | undefined;
  /** Per fetch the tensor to write into, or null; undefined when there is none at all. */
  targets: (TensorLike | null)[] | undefined;
  options: RunOptions;
}

/** Inputs or outputs by name, worked out once per session. */
export interface Names {
  readonly inputs: ReadonlyMap<string, number>;
  readonly outputs: ReadonlyMap<string, number>;
  /** Per input whether it need not be fed. */
  readonly hasDefault: readonly boolean[];
  /** Initializers that could be fed if the session had been made for that. */
  readonly fixed: readonly string[];
}

const kNoOptions: RunOptions = {};

function checkOptions(options: unknown): RunOptions {
  if (options === undefined) return kNoOptions;
  if (typeof options !== 'object' || options === null)
    throw new TypeError("'options' is no object");
  return options as RunOptions;
}

function readFeeds(feeds: object, { inputs, hasDefault, fixed }: Names): unknown[] {
  const values: unknown[] = hasDefault.map(() => undefined);
  for (const name of Object.keys(feeds)) {
    const index = inputs.get(name);
    if (index === undefined) {
      throw new Error(
        fixed.includes(name)
          ? `input '${name}' has a value in the model, and can be fed in a session that is created ` +
              'with { overridableInitializers: true }'
          : `invalid input '${name}': the model's inputs are ${quoted(inputs)}`,
      );
    }
    values[index] = (feeds as Record<string, unknown>)[name];
  }
  for (let index = 0; index < values.length; ++index) {
    if (values[index] === undefined && !hasDefault[index]) {
      throw new Error(`input '${[...inputs.keys()][index]}' is missing in 'feeds'`);
    }
  }
  return values;
}

const quoted = (names: ReadonlyMap<string, number>) =>
  [...names.keys()].map((name) => `'${name}'`).join(', ');

function readNames(list: readonly unknown[], { outputs }: Names): number[] {
  if (list.length === 0) throw new TypeError("'fetches' is an empty array");
  const indices = list.map((name) => {
    if (typeof name !== 'string') throw new TypeError("'fetches' holds something else than names");
    const index = outputs.get(name);
    if (index === undefined) {
      throw new RangeError(
        `'fetches' names '${name}', but the model's outputs are ${quoted(outputs)}`,
      );
    }
    return index;
  });
  return [...new Set(indices)];
}

/** The outputs of an object of fetches; undefined when it is none but an object of options. */
function readTargets(
  object: object,
  { outputs }: Names,
): Pick<RunRequest, 'fetches' | 'targets'> | undefined {
  const fetches: number[] = [];
  const targets: (TensorLike | null)[] = [];
  for (const [name, index] of outputs) {
    const value: unknown = Object.hasOwn(object, name)
      ? (object as Record<string, unknown>)[name]
      : undefined;
    if (value === null || isTensorLike(value)) {
      fetches.push(index);
      targets.push(value);
    }
  }
  return fetches.length > 0 ? { fetches, targets } : undefined;
}

/**
 * Sorts the arguments of run(). The second one is fetches or options: an object is fetches when it
 * has an output's name with a tensor or null. Throws TypeError for arguments of the wrong kind,
 * RangeError for unknown fetches, Error for missing and unknown inputs.
 */
export function readRunArguments(
  names: Names,
  feeds: unknown,
  second: unknown,
  third: unknown,
): RunRequest {
  let fetches: RunRequest['fetches'];
  let targets: RunRequest['targets'];
  let options: unknown = third;
  if (typeof feeds !== 'object' || feeds === null || isTensorLike(feeds) || Array.isArray(feeds)) {
    throw new TypeError("'feeds' is no object with a value per input name");
  }
  if (second !== undefined) {
    if (typeof second !== 'object' || second === null || isTensorLike(second)) {
      throw new TypeError("the second argument is neither 'fetches' nor 'options'");
    }
    if (Array.isArray(second)) {
      fetches = readNames(second, names);
    } else {
      const found = readTargets(second, names);
      if (found) ({ fetches, targets } = found);
      else options = second;
    }
  }
  return { fetches, targets, options: checkOptions(options), feeds: readFeeds(feeds, names) };
}
