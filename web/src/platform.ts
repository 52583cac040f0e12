// What the package uses of Node.js. The modules are asked for at run time: an import would have to
// be resolved by every bundler for the browser.

/** The part of `node:fs` and `node:fs/promises` that reads files. */
interface FileHandle {
  stat(): Promise<{ size: number }>;
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}
interface FileSystem {
  promises: { open(path: string | URL, flags: 'r'): Promise<FileHandle> };
}

type BuiltinModules = { getBuiltinModule?: (name: string) => unknown };

/** A module of Node.js (and Deno, Bun), undefined in browsers. */
export function nodeModule<T>(name: `node:${string}`): T | undefined {
  const { process } = globalThis as { process?: BuiltinModules };
  return process?.getBuiltinModule?.(name) as T | undefined;
}

/** `node:fs`, undefined in browsers. */
export const fileSystem = () => nodeModule<FileSystem>('node:fs');

/** Where relative URLs start: the document or worker script; undefined in Node.js. */
export function documentBase(): string | undefined {
  const { document, location } = globalThis as {
    document?: { baseURI: string };
    location?: { href: string };
  };
  return document?.baseURI ?? location?.href;
}
