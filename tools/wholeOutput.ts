// Loaded before a test file: what it prints is written at once, so that nothing waits in the process when the runner ends it. A pipe that is full holds up the writer instead.
type Pipe = { setBlocking?(on: boolean): void };
(process.stdout as unknown as { _handle?: Pipe })._handle?.setBlocking?.(true);
