// Sees the memories of all WebAssembly modules that start after this file is imported: runtimes do
// not show theirs.

const memories = new Set();

function note({ exports }) {
  for (const value of Object.values(exports)) {
    if (value instanceof WebAssembly.Memory) memories.add(value);
  }
}

for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const made = await original.apply(WebAssembly, args);
    note(made.instance ?? made);
    return made;
  };
}
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, args) {
    const instance = new Instance(...args);
    note(instance);
    return instance;
  },
});
WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(Memory, args) {
    const memory = new Memory(...args);
    memories.add(memory);
    return memory;
  },
});

/** Bytes of all memories. They never shrink, so this is the peak as well. */
export const memoryBytes = () =>
  [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
