/** Time of `guise run` on one small file, as a process, against an empty process of Node. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { interleave, rowOf, type Measured } from "./measure.ts";

const ROUNDS = 21;
const cli = fileURLToPath(new URL("cli.js", import.meta.url));
const small = fileURLToPath(new URL("../scenarios/tutorial/01-impersonate.scn", import.meta.url));

/** Milliseconds until the process has ended. */
function spawned(argumentsOf: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argumentsOf, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  const milliseconds = performance.now() - begun;
  if (status !== 0) throw new Error(`node ${argumentsOf.join(" ")} ended with ${status}\n${stderr}`);
  return milliseconds;
}

export async function startup(): Promise<Measured[]> {
  spawned([cli, "run", small]);
  const rounds = await interleave(ROUNDS, () => spawned([cli, "run", small]), () => spawned(["-e", "0"]));
  return [{ row: rowOf("startup", "ms", rounds), against: "an empty node", goal: "at most 2.0" }];
}
