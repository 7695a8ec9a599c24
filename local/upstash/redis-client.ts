import { createClient, ErrorReply, RESP_TYPES } from "@redis/client";

/** One Redis command: its name and its arguments. */
export type Command = readonly string[];

/**
 * A reply of Redis. Strings stay bytes; integers are their digits as text, since a JavaScript number would lose some
 * beyond 2^53. So the two can be told apart.
 */
export type Reply = Buffer | IntegerDigits | null | ErrorReply | Reply[];
type IntegerDigits = string;

type RedisLink = {
  /** A command error is a reply like any other. *Fails*: `LinkLost`. */
  run(command: Command): Promise<Reply>;
  /** MULTI, the commands, EXEC, with nothing in between. Gives the reply of EXEC. *Fails*: `LinkLost`. */
  runTogether(commands: readonly Command[]): Promise<Reply>;
  close(): Promise<void>;
};

export class LinkLost extends Error {
  readonly code = "LINK_LOST";
}

/** Often enough to find a recovered Redis within one turn of the room. */
const RECONNECT_MS = 100;

const REPLY_TYPES = {
  [RESP_TYPES.BLOB_STRING]: Buffer,
  [RESP_TYPES.SIMPLE_STRING]: Buffer,
  [RESP_TYPES.NUMBER]: String,
};

/**
 * One connection to Redis, shared by all callers.
 *
 * *Guarantees*: while Redis is away every command fails at once and none is queued; the connection recovers by itself.
 * *Fails*: `LinkLost` when no Redis answers at the start.
 * *Costs*: no command, neither to connect nor to stay connected, so the bill holds only the callers' commands.
 */
export async function connectRedis(url: string): Promise<RedisLink> {
  let everConnected = false;
  const client = createClient({
    url,
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: "disabled",
    disableOfflineQueue: true,
    socket: {
      // If Redis is missing at the start, that is a mistake to report; if it goes away later, the client reconnects.
      reconnectStrategy: (_, cause) =>
        everConnected ? RECONNECT_MS : new LinkLost("Redis does not answer", { cause }),
    },
  });
  client.on("error", () => {}); // each command that fails reports it; without a listener the process would end
  await client.connect();
  everConnected = true;

  const send = (command: Command, chainId: symbol | undefined): Promise<Reply> => {
    const options = chainId === undefined ? { typeMapping: REPLY_TYPES } : { typeMapping: REPLY_TYPES, chainId };
    // The type mapping yields only these types, but the client cannot express that for a raw command.
    const reply = client.sendCommand(command, options) as Promise<Reply>;
    return reply.catch(asReply);
  };
  return {
    run: (command) => send(command, undefined),
    async runTogether(commands) {
      // All are queued before the first await, so nothing gets in between; if the connection is lost, all of them fail.
      const chain = Symbol("transaction");
      const replies = await Promise.all([["MULTI"], ...commands, ["EXEC"]].map((command) => send(command, chain)));
      return replies.at(-1) ?? null;
    },
    async close() {
      client.destroy();
    },
  };
}

function asReply(fault: unknown): ErrorReply {
  if (fault instanceof ErrorReply) return fault;
  throw new LinkLost("Redis cannot be reached", { cause: fault });
}
