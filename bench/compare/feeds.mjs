/** Makes what a session is fed from [{name, type, data, dims}], with a runtime's own tensors. */
export const feedsOf = (TensorType) => (values) =>
  Object.fromEntries(
    values.map(({ name, type, data, dims }) => [name, new TensorType(type, data, dims)]),
  );
