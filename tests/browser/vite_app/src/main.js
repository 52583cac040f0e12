import { Session, Tensor, env } from 'sardonyx';

const result = document.getElementById('result');
try {
  // More threads than one only where the test asks for them.
  env.wasm.numThreads = Number(new URLSearchParams(location.search).get('threads') ?? 1);
  const session = await Session.create('model.onnx');
  const { images, logits } = await (await fetch('case.json')).json();
  const outputs = await session.run({ images: new Tensor('float32', images.data, images.dims) });
  const difference = Math.max(...logits.map((x, i) => Math.abs(x - outputs.logits.data[i])));
  const { warnings, inputMetadata } = session;
  // Workers may come later than the first runs.
  while (session.threadTasks().some((tasks) => tasks === 0)) {
    await session.run({ images: new Tensor('float32', images.data, images.dims) });
    await new Promise((resolve) => setTimeout(resolve));
  }
  const threadTasks = session.threadTasks();
  await session.release();
  const fetched = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('.wasm'));
  result.textContent = JSON.stringify(
    { version: env.versions.sardonyx, inputMetadata, warnings, difference, fetched, threadTasks },
    null,
    2,
  );
  document.body.dataset.state = 'done';
} catch (error) {
  result.textContent = `${error.name}: ${error.message}`;
  document.body.dataset.state = 'failed';
}
