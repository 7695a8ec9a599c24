import { describe } from "vitest";
import type { Room } from "../../src/domain/room.ts";
import { redisTurnstile } from "../../src/turnstile/redis-turnstile.ts";
import { anEpoch } from "../support/a-visitor.ts";
import { modelTurnstile } from "../support/model/model-turnstile.ts";
import { useRedisStack } from "../support/redis/redis-stack.ts";
import { turnstileContract } from "./contract.ts";
import { anomaliesContract } from "./contract-anomalies.ts";
import { endingsContract } from "./contract-endings.ts";
import { hoursContract } from "./contract-hours.ts";
import { letInContract } from "./contract-let-in.ts";
import type { TurnstileUnderTest } from "./under-test.ts";

const LIMITS = { callsMost: 2000, calledMost: 20_000 };

const stack = useRedisStack();

const model: TurnstileUnderTest = {
  open: async (room: Room) => modelTurnstile({ room, limits: LIMITS, mintEpoch: () => anEpoch() }),
  wipe: async () => {},
};

const scripts: TurnstileUnderTest = {
  open: async (room: Room) =>
    redisTurnstile({
      ...stack.link,
      room,
      mintEpoch: () => anEpoch(),
      limits: LIMITS,
    }),
  wipe: () => stack.front.wipe(),
};

describe("the model", () => {
  turnstileContract(model);
  letInContract(model);
  endingsContract(model);
  anomaliesContract(model);
  hoursContract(model);
});

describe("the scripts on Redis", () => {
  turnstileContract(scripts);
  letInContract(scripts);
  endingsContract(scripts);
  anomaliesContract(scripts);
  hoursContract(scripts);
});
