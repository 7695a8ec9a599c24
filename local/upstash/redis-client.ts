import { createClient, ErrorReply, RESP_TYPES } from "@redis/client";

/** One Redis command: its name and its arguments. */
export type Command = readonly string[];

/**
 * What Redis answered. Strings stay bytes, so that a string tells itself apart from an integer, which comes as its
 * digits: beyond 2^53 a JavaScript number would lose some.
 */
export type Reply = Buffer | IntegerDigits | null | ErrorReply | Reply[];
type IntegerDigits = string;

type RedisLink = {
  /** A command error is a reply like any other. *Fails*: `LinkLost`. */
  run(command: Command): Promise<Reply>;
  /** MULTI, the commands, EXEC, with nothing in between. The reply is EXEC's. *Fails*: `LinkLost`. */
  runTogether(commands: readonly Command[]): Promise<Reply>;
  close(): Promise<void>;
};

export class LinkLost extends Error {
  readonly code = "LINK_LOST";
}

/** Often enough that a Redis that is back is found within one turn of the room. */
const RECONNECT_MS = 100;

const REPLY_TYPES = {
  [RESP_TYPES.BLOB_STRING]: Buffer,
  [RESP_TYPES.SIMPLE_STRING]: Buffer,
  [RESP_TYPES.NUMBER]: String,
};

/**
 * One connection to Redis, shared by all callers.
 *
 * *Guarantees*: while Redis is away every command fails at once and nothing is kept for later; the connection comes
 * back by itself.
 * *Fails*: `LinkLost` when no Redis answers at the start.
 * *Costs*: no command of its own, neither to connect nor to stay connected, so the bill holds only the callers'.
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
      // A Redis that is not there at the start is a mistake to report; one that goes away later is waited for.
      reconnectStrategy: (_, cause) =>
        everConnected ? RECONNECT_MS : new LinkLost("Redis does not answer", { cause }),
    },
  });
  client.on("error", () => {}); // each command that fails reports it; without a listener the process would end
  await client.connect();
  everConnected = true;

  const send = (command: Command, chainId: symbol | undefined): Promise<Reply> => {
    const options = chainId === undefined ? { typeMapping: REPLY_TYPES } : { typeMapping: REPLY_TYPES, chainId };
    // The type mapping leaves nothing but these, and the client cannot express it for a raw command.
    const reply = client.sendCommand(command, options) as Promise<Reply>;
    return reply.catch(asReply);
  };
  return {
    run: (command) => send(command, undefined),
    async runTogether(commands) {
      // All are queued before anything is awaited, so nothing gets in between; the chain falls as one with its connection.
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
