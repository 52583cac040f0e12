// External data: files beside a model that hold its weights.

import type { Engine } from './engine.js';
import { SardonyxError } from './errors.js';
import { pathOf } from './fetch.js';
import type { NativeModel } from './abi.js';
import { isBlob, isBytes, openSource, readInto } from './source.js';
import type { FileSource, ReadOptions } from './source.js';

/**
 * A file that a model names: as in onnxruntime, the name in the model with its contents, or a URL
 * or path whose last part is the name. Contents may be anything that a model can be given as.
 */
export type ExternalDataFile = string | { path: string; data: FileSource };

const withoutDot = (path: string) => path.replace(/^(\.\/)+/, '');
const lastPart = (path: string) => path.replace(/[?#].*$/, '').replace(/^.*[/\\]/, '');

/** What the user gave for `name`, if anything. */
function given(name: string, files: readonly ExternalDataFile[]): FileSource | undefined {
  const pathOfFile = (file: ExternalDataFile) => (typeof file === 'string' ? file : file.path);
  const found =
    files.find((file) => withoutDot(pathOfFile(file)) === withoutDot(name)) ??
    files.find((file) => lastPart(pathOfFile(file)) === lastPart(name));
  return typeof found === 'object' ? found.data : found;
}

/** `name` beside the model at `location`; undefined when the model has none. */
function beside(name: string, location: string): string | undefined {
  if (location === '' || /^(data|blob):/i.test(location)) return undefined;
  const parts = name.split(/[/\\]/);
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || parts.includes('..')) {
    throw new SardonyxError(
      'INVALID_MODEL',
      `the external data file '${name}' lies outside the model's folder`,
    );
  }
  if (typeof pathOf(location) === 'string') {
    return location.replace(/[^/\\]*$/, '') + parts.join('/');
  }
  return new URL(parts.map(encodeURIComponent).join('/'), location).href;
}

/** Bytes of those files that the user gave as such. */
export function givenSize(files: readonly ExternalDataFile[]): number {
  const sizeOf = (file: ExternalDataFile) => {
    const data = typeof file === 'string' ? undefined : file.data;
    return isBytes(data) ? data.byteLength : isBlob(data) ? data.size : 0;
  };
  return files.reduce((sum, file) => sum + sizeOf(file), 0);
}

/** Hands `model` all external data files that it names. `location` is the model's own. */
export async function provideExternalData(
  engine: Engine,
  model: NativeModel,
  location: string,
  files: readonly ExternalDataFile[],
  options: ReadOptions,
): Promise<void> {
  for (const name of model.externalFiles()) {
    const source = given(name, files) ?? beside(name, location);
    if (source === undefined) {
      throw new SardonyxError(
        'INVALID_MODEL',
        `the model keeps weights in the file '${name}', which must be given: ` +
          `externalData: [{ path: '${name}', data: … }]`,
      );
    }
    const what = `the external data file '${name}'`;
    const opened = await openSource(source, what, options.signal);
    const block = await readInto(
      engine,
      opened,
      options,
      isBytes(source) ? name : opened.location || name,
    );
    model.provide(name, block.pointer, block.size);
  }
}
