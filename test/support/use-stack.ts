import { afterAll, beforeAll } from "vitest";

/**
 * The processes and servers under a test file: started before its first test, stopped after its last. The parts are
 * there once the tests run, not while they are collected.
 */
export function useStack<Stack extends { stop(): Promise<void> }>(
  start: () => Promise<Stack>,
  startTimeoutMs?: number,
): Stack {
  const stack = {} as Stack; // filled before the first test runs
  let started: Stack | undefined;
  beforeAll(async () => {
    started = await start();
    Object.assign(stack, started);
  }, startTimeoutMs);
  afterAll(() => started?.stop());
  return stack;
}
