import { describe, expect, it } from "vitest";
import { parseCrowdArguments } from "../../../local/crowd/arguments.ts";

describe("the crowd's arguments", () => {
  it("default to fifteen thousand visitors before five hundred seats", () => {
    expect(parseCrowdArguments([])).toEqual({
      kind: "command",
      command: {
        plan: { visitors: 15_000, visitSeconds: 8, arriveSeconds: 10, leavers: 0.1, limitSeconds: 910 },
        lobby: null,
        capacity: 500,
        workers: 4,
        vars: {},
      },
    });
  });

  it("are taken as given", () => {
    const line =
      "--visitors 50 --capacity 5 --visit-seconds 0.5 --leavers 0 --workers 2 --arrive-seconds 1 --limit-seconds 60";
    expect(parseCrowdArguments([...line.split(" "), "--var", "ROOM=spring", "--var", "EVENT_NAME=a=b"])).toEqual({
      kind: "command",
      command: {
        plan: { visitors: 50, visitSeconds: 0.5, arriveSeconds: 1, leavers: 0, limitSeconds: 60 },
        lobby: null,
        capacity: 5,
        workers: 2,
        vars: { ROOM: "spring", EVENT_NAME: "a=b" },
      },
    });
  });

  it("bring the crowd to a lobby, half a minute before the opening unless they say otherwise", () => {
    const lobbyOf = (args: readonly string[]) => {
      const parsed = parseCrowdArguments(args);
      return parsed.kind === "command" ? [parsed.command.lobby, parsed.command.plan.limitSeconds] : parsed;
    };
    expect(lobbyOf(["--lobby"])).toEqual([{ order: "arrival", opensInSeconds: 30 }, 930]);
    expect(lobbyOf(["--lobby", "--order", "draw", "--opens-in-seconds", "45"])).toEqual([
      { order: "draw", opensInSeconds: 45 },
      945,
    ]);
  });

  it("never make a run last longer than twenty minutes", () => {
    const parsed = parseCrowdArguments(["--visitors", "1000000", "--capacity", "1"]);
    expect(parsed.kind === "command" && parsed.command.plan.limitSeconds).toBe(1200);
  });

  it.each([
    [["--visitors", "many"], '--visitors must be a number from 1 to 1000000, not "many".'],
    [["--visitors", "1.5"], '--visitors must be a whole number, not "1.5".'],
    [["--visitors="], '--visitors must be a number from 1 to 1000000, not "".'],
    [["--capacity", "0"], '--capacity must be a number from 1 to 1000000, not "0".'],
    [["--leavers", "2"], '--leavers must be a number from 0 to 1, not "2".'],
    [["--limit-seconds", "1201"], '--limit-seconds must be a number from 1 to 1200, not "1201".'],
    [["--order", "draw"], "--order needs --lobby."],
    [["--opens-in-seconds", "30"], "--opens-in-seconds needs --lobby."],
    [["--lobby", "--order", "lot"], '--order must be arrival or draw, not "lot".'],
    [["--lobby", "--opens-in-seconds", "0"], '--opens-in-seconds must be a number from 1 to 600, not "0".'],
    [["--lobby", "--arrive-seconds", "30"], "--arrive-seconds must be less than --opens-in-seconds."],
    [["--var", "room=a"], '--var must be NAME=VALUE, not "room=a".'],
    [["--var", "CAPACITY=3"], "--var CAPACITY is set by the crowd itself."],
  ])("are refused in a sentence: %j", (args, sentence) => {
    expect(parseCrowdArguments(args)).toEqual({ kind: "misuse", sentence });
  });

  it.each([[["--visitor", "3"]], [["15000"]], [["--visitors"]]])("are refused when nobody knows them: %j", (args) => {
    expect(parseCrowdArguments(args).kind).toBe("misuse");
  });
});
